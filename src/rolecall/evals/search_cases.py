"""The labelled cases search is measured on: our own in knowledge/evals, and the shared material if given."""

import hashlib
import json
from pathlib import Path
from typing import Any, Literal

from rolecall.content.files import ROOT, load_yaml
from rolecall.domain.passages import Document
from rolecall.domain.values import Value
from rolecall.ports import BadInput

OWN = ROOT / "knowledge" / "evals"


class Asked(Value):
    """A question no guide answers."""

    ask: str


class Answerable(Value):
    """A question and the guides that answer it, any of which is a right find."""

    ask: str
    guides: tuple[str, ...]


class OwnQuestions(Value):
    """knowledge/evals/search-questions.yaml."""

    answerable: tuple[Answerable, ...]
    unanswered: tuple[Asked, ...]
    off_topic: tuple[Asked, ...]


class Pair(Value):
    """A question with the answer that must be found, kept as a note."""

    ask: str
    answer: str

    @property
    def note(self) -> Document:
        """The answer as the user would have dropped it."""
        return note(self.answer, "note.txt")


class OwnPairs(Value):
    """knowledge/evals/search-pairs.yaml."""

    plain: tuple[Pair, ...]
    reworded: tuple[Pair, ...]


class SharedQuestion(Value):
    """A question of real people, from the shared material."""

    id: str
    query: str
    kind: Literal["in_domain", "off_topic", "adversarial"]
    files: tuple[str, ...]
    """Names of the corpus' files that answer it, as far as they are in the corpus."""


def own_questions() -> OwnQuestions:
    return load_yaml(OWN / "search-questions.yaml", OwnQuestions)


def own_pairs() -> OwnPairs:
    return load_yaml(OWN / "search-pairs.yaml", OwnPairs)


def shared_corpus(data: Path) -> list[Document]:
    """The Markdown files of the corpus as a user's own documents, named by their path inside it."""
    root = data / "corpus"
    files = sorted(path for path in root.glob("**/*.md") if path.is_file())
    return [note(path.read_text(encoding="utf-8"), _inside(path.relative_to(root))) for path in files]


def shared_questions(data: Path, corpus: list[Document]) -> list[SharedQuestion]:
    """The shared questions; BadInput where the file is not there."""
    path = data / "questions.jsonl"
    if not path.is_file():
        raise BadInput(f"There is no {str(path)!r}; give the folder with questions.jsonl by --data.")
    names = {document.name for document in corpus}
    with path.open(encoding="utf-8") as lines:
        return [_shared(json.loads(line), names) for line in lines if line.strip()]


def note(text: str, name: str) -> Document:
    """A text as a document of the library."""
    return Document(id=hashlib.sha256(text.encode()).hexdigest()[:12], name=name, text=text)


def _shared(row: dict[str, Any], names: set[str]) -> SharedQuestion:
    # Gold is "repository/path"; the corpus holds one repository under a folder of another name.
    gold = {_inside(Path(name)) for name in row["corpus_gold"]}
    files = tuple(sorted(gold & names))
    return SharedQuestion(id=row["id"], query=row["query"], kind=row["kind"], files=files)


def _inside(path: Path) -> str:
    return "/".join(path.parts[1:])
