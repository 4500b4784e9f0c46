"""Protocols of the rooms, values that cross them, and the one family of errors users see."""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from enum import StrEnum
from typing import Any, Literal, Protocol, TypeVar

from pydantic import BaseModel

from rolecall.domain.engines import ModelJob
from rolecall.domain.hygiene import Linted
from rolecall.domain.passages import Document, Evidence, Passage
from rolecall.domain.programs import Job, RunResult
from rolecall.domain.values import Value

Vectors = Any
"""A float32 numpy array of shape (n, dimension), rows of unit length."""

Progress = Callable[[str, float], None]
"""Called with what is being done and the share done, 0 to 1."""

T = TypeVar("T", bound=BaseModel)


class RoleCallError(Exception):
    """Something the user can be told in one sentence, with the next step in it."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class BadInput(RoleCallError):
    """What the user gave cannot be used as it is."""


class ContentError(RoleCallError):
    """A file of prompts/ or knowledge/ does not hold; the message names path and field."""


class StoreFault(RoleCallError):
    """What users made could not be read or written: disk full, read-only, busy, damaged, newer."""


class IndexFault(RoleCallError):
    """The search index cannot be used and could not be rebuilt."""


class SandboxUnavailable(RoleCallError):
    """No jail strong enough stands on this machine; the message says why and what to install."""


class SandboxFault(RoleCallError):
    """The jail itself failed; says nothing about the program that was to run in it."""


class NoVoice(RoleCallError):
    """The connected server has no endpoint for what was wanted of its voice."""


class FaultKind(StrEnum):
    """What went wrong with a model; the table in llm/faults.py maps every vendor error to one of these."""

    WRONG_KEY = "wrong_key"
    NO_QUOTA = "no_quota"
    RATE_LIMITED = "rate_limited"
    TIMEOUT = "timeout"
    UNREACHABLE = "unreachable"
    NO_HOST = "no_host"
    NOT_SECURE = "not_secure"
    PROXY = "proxy"
    CUT_OFF = "cut_off"
    UNUSABLE = "unusable"
    EMPTY = "empty"
    REFUSED = "refused"
    FILTERED = "filtered"
    TOO_LONG = "too_long"
    MODEL_NOT_FOUND = "model_not_found"
    SERVER_ERROR = "server_error"
    OVER_BUDGET = "over_budget"
    """No call was made: it could have passed a cap of the user's own."""


UNCHARGED = frozenset(FaultKind) - {
    FaultKind.TIMEOUT,
    FaultKind.CUT_OFF,
    FaultKind.EMPTY,
    FaultKind.REFUSED,
    FaultKind.FILTERED,
}
"""What goes wrong before a server does any work, where no word was said."""


class ModelFault(RoleCallError):
    """A model did not do its part; what it said so far is not lost."""

    def __init__(self, kind: FaultKind, message: str, *, retryable: bool = False) -> None:
        super().__init__(message)
        self.kind = kind
        self.retryable = retryable


class Message(Value):
    """One message of a prompt."""

    role: Literal["system", "user", "assistant"]
    content: str


class Prompt(Value):
    """A rendered prompt and the file it came from."""

    name: str
    """`name@hash` of the prompt file, stored with each turn."""
    messages: tuple[Message, ...]


class Prompts(Protocol):
    """Renders prompts/ by name; raises ContentError where an input is missing or unknown."""

    def render(self, name: str, **inputs: object) -> Prompt: ...


class ChatModel(Protocol):
    """A model that writes words. Every failure is a ModelFault."""

    @property
    def name(self) -> str:
        """`provider:model`, as the user sees it."""
        ...

    @property
    def context_tokens(self) -> int:
        """How much prompt and answer together the model can hold."""
        ...

    def stream(self, prompt: Prompt, *, max_tokens: int = 1024) -> AsyncIterator[str]:
        """Yields pieces of the answer; closing the iterator closes the connection."""
        ...

    async def fill(self, prompt: Prompt, schema: type[T], *, max_tokens: int = 2048, repairs: int = 1) -> T:
        """Returns the answer as a value of `schema`, asking again at most `repairs` times."""
        ...

    async def prepare(self) -> None:
        """Does what the first answer would else wait for, such as importing a vendor's library."""
        ...

    def count(self, text: str) -> int:
        """Tokens of a text, by tiktoken or a rough count where its vocabulary is absent."""
        ...


ModelFor = Callable[[str, ModelJob, str], ChatModel | None]
"""An owner's model for a job, on a role's account ('' for none); None where the built-in engine does it."""


class Embedder(Protocol):
    """Turns texts into unit vectors."""

    @property
    def name(self) -> str: ...

    @property
    def dimension(self) -> int: ...

    def queries(self, texts: Sequence[str]) -> Vectors: ...

    def passages(self, texts: Sequence[str]) -> Vectors: ...


class Retriever(Protocol):
    """Search over the guides and one owner's own documents."""

    def search(self, query: str, k: int = 5, *, owner: str = "", own_first: bool = False) -> Evidence:
        """The best passages; `own_first` puts the owner's documents above guides that answer as well."""
        ...

    def passage(self, passage_id: str, *, owner: str = "") -> Passage | None: ...

    def add(self, document: Document, *, owner: str, progress: Progress | None = None) -> int:
        """Splits and indexes a document; returns how many passages it gave."""
        ...

    def remove(self, document_id: str, *, owner: str) -> None: ...

    def sync(self, documents: Mapping[str, Sequence[Document]], progress: Progress | None = None) -> None:
        """Makes the index hold exactly the guides and these documents (by owner), embedding only the new."""
        ...


class ReadFile(Value):
    """The text of a file, and what the user should know of the reading."""

    text: str
    name: str
    notes: tuple[str, ...] = ()
    pages: tuple[int, ...] = ()
    """Offset in `text` where each page begins, rising; empty for formats without pages."""


class FileReader(Protocol):
    """Reads .txt .md .pdf .docx .eml .html; raises BadInput with one sentence."""

    def read(self, data: bytes, name: str) -> ReadFile: ...


class StreamSummary(Value):
    """One stream of events, for lists."""

    stream: str
    kind: str
    updated_at: str
    events: int


class Stored(Value):
    """One event as kept: append-only, never changed."""

    seq: int
    kind: str
    at: str
    data: dict[str, Any]


class Store(Protocol):
    """What users made. Every call names its owner; an owner never sees another's rows."""

    def append(self, owner: str, stream: str, kind: str, data: dict[str, Any]) -> Stored: ...

    def events(self, owner: str, stream: str, *, after: int = 0) -> list[Stored]: ...

    def streams(self, owner: str, prefix: str = "") -> list[StreamSummary]:
        """Newest first."""
        ...

    def delete(self, owner: str, stream: str) -> None: ...

    def delete_everything(self, owner: str) -> None: ...

    def export(self, owner: str) -> dict[str, Any]: ...

    def restore(self, owner: str, exported: dict[str, Any]) -> int: ...

    def put_document(self, owner: str, document: Document) -> bool:
        """False where the same text is there already."""
        ...

    def documents(self, owner: str) -> list[Document]:
        """Newest first."""
        ...

    def all_documents(self) -> dict[str, list[Document]]:
        """Of every owner: only for rebuilding the index."""
        ...

    def remove_document(self, owner: str, document_id: str) -> None: ...

    def preference(self, owner: str, name: str) -> str: ...

    def prefer(self, owner: str, name: str, value: str) -> None: ...


class Wall(Value):
    """One wall of the sandbox, as it stands on this machine."""

    name: str
    keeps: str
    """What it keeps in or out, in a few words."""
    stands: bool
    why_not: str = ""


class ProgramRunner(Protocol):
    """Runs programs where they can do no harm.

    Raises SandboxUnavailable or SandboxFault where that is impossible; what a program does is in the result.
    """

    def run(self, job: Job) -> RunResult: ...

    def walls(self) -> tuple[Wall, ...]: ...

    def stands(self) -> str:
        """What holds the sandbox up, in a few words."""
        ...


class Linter(Protocol):
    """Looks at code without running it. Never raises for what the code is."""

    def lint(self, source: str) -> Linted: ...
