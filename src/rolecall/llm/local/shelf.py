"""Where model files are kept, and which of them a name means."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from pydantic import ValidationError

from rolecall.domain.local_models import LocalCard
from rolecall.domain.values import Value
from rolecall.llm.local.faults import missing

RECORD = ".json"
PART = ".part"
_REPO = re.compile(r"[A-Za-z0-9][\w.-]{0,95}/[A-Za-z0-9][\w.-]{0,95}")
_FILE = re.compile(r"(?:[A-Za-z0-9][\w. +-]*/)*[A-Za-z0-9][\w. +-]*\.gguf", re.IGNORECASE)


class Wanted(Value):
    """A file of a hub."""

    repo: str
    """owner/name."""
    file: str
    """Its path inside the repository."""
    revision: str = "main"
    """A branch, a tag or a commit."""
    sha256: str = ""
    """Expected checksum; empty takes the hub's own."""


class Fetched(Value):
    """What is recorded beside a fetched file."""

    repo: str
    file: str
    revision: str
    """As it was asked for."""
    commit: str
    """What it stood for when it was fetched; empty where the hub did not say."""
    sha256: str
    bytes: int
    address: str
    """Of the hub."""
    fetched_at: str
    """ISO 8601, UTC."""


class Shelf:
    """The models folder; nothing is written by looking."""

    def __init__(self, folder: Path, cards: Iterable[LocalCard] = ()) -> None:
        self.folder = folder
        self.cards = tuple(cards)

    def card(self, name: str) -> LocalCard | None:
        return next((card for card in self.cards if card.name.lower() == name.lower()), None)

    def wanted(self, name: str, revision: str, sha256: str) -> Wanted | None:
        """The file of the hub that a catalogue's name or HUB_REPO/FILE means; None where it is neither."""
        if card := self.card(name):
            given = {"revision": revision or card.revision, "sha256": sha256.lower()}
            return Wanted(repo=card.repo, file=card.file, **given)
        owner, _, rest = name.partition("/")
        repo, _, file = rest.partition("/")
        if ".." in name or not _REPO.fullmatch(f"{owner}/{repo}") or not _FILE.fullmatch(file):
            return None
        return Wanted(repo=f"{owner}/{repo}", file=file, revision=revision or "main", sha256=sha256.lower())

    def place(self, repo: str, file: str, sha256: str) -> Path:
        """Where a file of a hub is kept: each version in a folder of its own, so none replaces another."""
        return self.folder / repo.replace("/", "--") / sha256[:12] / file.rsplit("/", 1)[-1]

    def fetched(self) -> Iterator[tuple[Path, Fetched]]:
        """The whole files and their records, the newest first."""
        found = []
        for record in self.folder.glob(f"*/*/*.gguf{RECORD}"):
            path = record.with_name(record.name.removesuffix(RECORD))
            try:
                told = Fetched.model_validate_json(record.read_text(encoding="utf-8"))
            except (OSError, ValidationError):
                continue
            if path.is_file():
                found.append((path, told))
        yield from sorted(found, key=lambda one: one[1].fetched_at, reverse=True)

    def find(self, name: str) -> Path:
        """The file that the part after `local:` means: a path, a catalogue's name, or HUB_REPO/FILE.

        Raises ModelFault where there is none.
        """
        path = Path(name).expanduser()
        if path.is_absolute() or path.is_file():
            if not path.is_file():
                raise missing(f"local:{name}")
            return path
        wanted = self.wanted(name, "", "")
        if wanted is None:
            raise missing(f"local:{name}", "is neither a file nor in the list of models")
        for kept, told in self.fetched():
            if (told.repo, told.file) == (wanted.repo, wanted.file):
                return kept
        raise missing(f"local:{name}", f"has not been fetched; run: rolecall fetch {name}", "")
