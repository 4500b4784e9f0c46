"""The stand-in with what came back: the real use cases over the roles of the stand-in, in memory."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

from rolecall.coach.auditing import Auditing
from rolecall.coach.book import RoleBook
from rolecall.coach.library import AddedDocument, Library
from rolecall.coach.patterns import RolePatterns
from rolecall.coach.promising import Promising
from rolecall.coach.reality import Reality
from rolecall.domain.conversation import RoleState, Turn, fold
from rolecall.domain.mail import AskedQuestion, Draft
from rolecall.domain.passages import Document
from rolecall.domain.roles import Addressee, Source, SourceKind
from rolecall.ports import ReadFile
from rolecall.wiring import build_auditing, build_reality_parts
from tests.web.standin import AD, a_reading
from tests.web.standin_practice import PractisingCoach

OWNER = "local"
MESSAGE = """Hi Noor,

I am Dana from Northlight. The loop has two research rounds and no coding puzzles. Our team has read your
ranking paper, and you will hear from us within five days of the last round.

Best,
Dana
"""
REPLY = """Hi Noor,

Thanks for your questions! There are three research discussions of an hour each, and one coding round of
45 minutes. As for publishing, we really value openness and everybody here loves research. I do not know the
compute budget, I will ask the hiring manager. When could you come for the onsite?

Dana
"""
REPORT = """Onsite at Northlight. Round 1, 60 min: two algorithm puzzles on a whiteboard. Round 2, 60 min:
another coding round, implement an LRU cache. Round 3, 45 min: rapid questions on definitions, bias and
variance.
Round 4, 30 min: behavioural. Nobody asked about my papers, there was no research discussion at all.
"""


@dataclass
class StandInBook:
    """Opens the stand-in's roles, and folds promises and plans into them."""

    coach: "RealityCoach"

    def open(self, owner: str, role_id: str) -> RoleState:
        return self.coach.open(owner, role_id)

    def roles(self, owner: str) -> list[Any]:
        return [self.coach.states[role.id] for role in self.coach.roles(owner)]

    def append(self, owner: str, role_id: str, event: Any) -> None:
        state = fold(self.open(owner, role_id), [("2026-11-23T08:00:00Z", event)])
        self.coach._keep(state, ledger=state.ledger, plan_wish=state.plan_wish)


class StandInShelf:
    """A library that keeps what it is given."""

    def __init__(self) -> None:
        self.kept: list[Document] = []

    def documents(self, owner: str) -> list[Document]:
        return self.kept[::-1]

    def add_text(self, owner: str, read: ReadFile, size: int, *, kind: str = "note") -> AddedDocument:
        document = Document(id=f"d{len(self.kept)}", name=read.name, kind=kind, text=read.text, size=size)
        duplicate = any(one.text == read.text for one in self.kept)
        self.kept += [] if duplicate else [document]
        return AddedDocument(document=document, passages=1, duplicate=duplicate)


@dataclass
class RealityCoach(PractisingCoach):
    """The stand-in coach of all pages."""

    def __post_init__(self) -> None:
        super().__post_init__()
        book = cast("RoleBook", StandInBook(self))
        parts = build_reality_parts()
        self.promising = Promising(
            book, parts.promises, lambda: self._id("p"), lambda: "2026-11-23T08:00:00Z"
        )
        self.reality = Reality(book, self.promising, parts)
        self.patterns = RolePatterns(cast("Library", StandInShelf()), book, self.reality, parts.strip)

    @cached_property
    def auditing(self) -> Auditing:
        return build_auditing()

    def role(self, *kinds: str) -> str:
        """A role with its ad and message, and `reply` and `report` where they are named; its id."""
        texts = {"ad": AD, "message": MESSAGE, "reply": REPLY, "report": REPORT}
        wanted = ["ad", "message", *kinds]
        sources = tuple(Source(id=kind, kind=SourceKind(kind), text=texts[kind]) for kind in wanted)
        turns = tuple(
            Turn(id=f"turn-{kind}", speaker="user", text=texts[kind], at=f"2026-11-{day:02d}T09:00:00Z")
            for kind, day in zip(wanted, (2, 9, 16, 23), strict=False)
        )
        asked = tuple(AskedQuestion(topic=one.topic, text=one.text) for one in a_reading().questions)
        draft = Draft(
            id="asked",
            subject="Three questions",
            body="\n".join(one.text for one in asked),
            to=Addressee.RECRUITER,
            to_name="Dana",
            questions=asked,
            created_at="2026-11-10T09:00:00Z",
        )
        state = RoleState(
            id=self._id("role"),
            title="Research Scientist, Northlight",
            reading=a_reading(),
            sources=sources,
            brought={kind: f"turn-{kind}" for kind in wanted},
            turns=turns,
            drafts=(draft,),
        )
        self.states[state.id] = state
        self.promising.read(OWNER, state.id)
        return state.id
