"""The user's own documents: read, split, indexed, listed, searched, removed."""

import hashlib
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

from rolecall.domain.passages import Document, Evidence, Passage
from rolecall.domain.roles import SourceKind
from rolecall.domain.values import Value
from rolecall.ports import BadInput, FileReader, Progress, ReadFile, Retriever, Store

_OWN = (SourceKind.CV, SourceKind.PAPER)
MOST_DOCUMENTS = 5000
"""Documents per owner; beyond that the index no longer answers in the time the page promises."""


_AHEAD = 64
"""Questions that are looked up before they are asked for, and then once; more are forgotten."""


class AddedDocument(Value):
    """What came of dropping one document."""

    document: Document
    passages: int
    duplicate: bool
    notes: tuple[str, ...] = ()


class Library:
    """One owner's documents; the store has the texts, the index is made from them."""

    def __init__(
        self,
        store: Store,
        retriever: Retriever,
        reader: FileReader,
        now: Callable[[], str],
        kind_of: Callable[[str], SourceKind] | None = None,
    ) -> None:
        """`kind_of` knows a CV and a paper among the texts; without it every document is a note."""
        self._store = store
        self._retriever = retriever
        self._reader = reader
        self._now = now
        self._kind_of = kind_of
        self._ahead: OrderedDict[tuple[str, str, int], Future[Evidence]] = OrderedDict()
        self._beside = ThreadPoolExecutor(1, thread_name_prefix="look-ahead")

    def documents(self, owner: str) -> list[Document]:
        return self._store.documents(owner)

    def add(self, owner: str, name: str, data: bytes, progress: Progress | None = None) -> AddedDocument:
        """Reads a file and adds its text. Raises BadInput where it cannot be read."""
        read = self._reader.read(data, name)
        kind = self._kind_of(read.text) if self._kind_of else SourceKind.NOTE
        own = kind if kind in _OWN else SourceKind.NOTE
        return self.add_text(owner, read, len(data), kind=own.value, progress=progress)

    def add_text(
        self, owner: str, read: ReadFile, size: int, *, kind: str = "note", progress: Progress | None = None
    ) -> AddedDocument:
        """Adds a text that was read already; the same text twice is kept once."""
        if len(self._store.documents(owner)) >= MOST_DOCUMENTS:
            raise BadInput(f"The library is full ({MOST_DOCUMENTS} documents); remove some and try again.")
        document = Document(
            id=text_id(read.text), name=read.name, kind=kind, text=read.text, added_at=self._now(), size=size
        )
        if not self._store.put_document(owner, document):
            return AddedDocument(document=document, passages=0, duplicate=True, notes=read.notes)
        passages = self._retriever.add(document, owner=owner, progress=progress)
        return AddedDocument(document=document, passages=passages, duplicate=False, notes=read.notes)

    def remove(self, owner: str, document_id: str) -> None:
        self._store.remove_document(owner, document_id)
        self._retriever.remove(document_id, owner=owner)

    def search(self, owner: str, query: str, k: int = 5) -> Evidence:
        """What somebody who searches wants: their own documents first, then the guides."""
        return self._retriever.search(query, k, owner=owner, own_first=True)

    def look_ahead(self, owner: str, question: str, k: int = 5) -> None:
        """Begins to look for what answers a question, while what comes before the answer is done."""
        self._ahead[owner, question, k] = self._beside.submit(
            self._retriever.search, question, k, owner=owner
        )
        while len(self._ahead) > _AHEAD:
            self._ahead.popitem(last=False)

    def evidence(self, owner: str, question: str, k: int = 5) -> Evidence:
        """What answers a question, wherever it stands."""
        begun = self._ahead.pop((owner, question, k), None)
        if begun is not None:
            return begun.result()
        return self._retriever.search(question, k, owner=owner)

    def passage(self, owner: str, passage_id: str) -> Passage | None:
        return self._retriever.passage(passage_id, owner=owner)


def text_id(text: str) -> str:
    """First 12 hex digits of the text's sha256."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]
