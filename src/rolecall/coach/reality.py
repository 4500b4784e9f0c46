"""What came back to a role, read beside what was promised: replies, reports, the ledger, the plan."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from rolecall.coach.auditing import Auditing
from rolecall.coach.book import RoleBook
from rolecall.coach.deciding import Deciding
from rolecall.coach.preparing import Preparing
from rolecall.coach.promising import Promising
from rolecall.coach.replying import Replying
from rolecall.coach.role_plans import RolePlans
from rolecall.coach.weighing import Weighing
from rolecall.domain.came_back import ReplyHeard, RoleReality, put_before, tell_comparison, tell_reply
from rolecall.domain.conversation import RoleState
from rolecall.domain.deciding.values import Decision
from rolecall.domain.mail import DraftRequest
from rolecall.domain.passages import Document
from rolecall.domain.promises.rules import PromiseRules
from rolecall.domain.questions import QuestionBank
from rolecall.domain.replies.values import PutQuestion, ReplyReading
from rolecall.domain.reports.earlier import AFTER_AN_INTERVIEW, AskEarlier, after_interview, ask_earlier
from rolecall.domain.reports.stripping import Stripped
from rolecall.domain.reports.values import Comparison
from rolecall.domain.reports.wording import ReportWords
from rolecall.domain.role_table import Column, column
from rolecall.domain.roles import Source, SourceKind

PROMISING = (SourceKind.AD, SourceKind.MESSAGE, SourceKind.REPLY, SourceKind.NOTE)
"""Kinds of sources that promise."""
_KEPT = 256
"""Readings of replies kept in memory."""

Compare = Callable[[Sequence[Source], Sequence[Source]], Comparison]


@dataclass(frozen=True)
class RealityParts:
    """What reading what came back needs; each is made at its first use."""

    promises: Callable[[], PromiseRules]
    replying: Callable[[], Replying]
    compare: Callable[[], Compare]
    preparing: Callable[[], Preparing]
    auditing: Callable[[], Auditing]
    weighing: Callable[[], Weighing]
    report_words: Callable[[], ReportWords]
    questions: Callable[[], QuestionBank]
    strip: Callable[[], Callable[[str, Sequence[str]], Stripped]]
    """Takes names out of a report; the names its role tells come with it."""


@dataclass
class Reality:
    """The use cases over what came back."""

    book: RoleBook
    promising: Promising
    parts: RealityParts
    documents: Callable[[str], Sequence[Document]] = lambda owner: ()
    """The library of an owner: a CV or a paper in it serves every role's plan."""
    _read: dict[tuple[str, tuple[PutQuestion, ...]], ReplyReading] = field(default_factory=dict)

    def view(self, owner: str, role_id: str) -> RoleReality:
        """Replies and comparison of a role as its sources stand. Raises BadInput where there is none."""
        state = self.book.open(owner, role_id)
        return RoleReality(replies=self.replies(state), comparison=self.compared(state))

    def replies(self, state: RoleState) -> tuple[ReplyHeard, ...]:
        """Each reply against what had been asked before it came, oldest first."""
        heard: list[ReplyHeard] = []
        for source in state.sources:
            if source.kind is not SourceKind.REPLY:
                continue
            draft, asked = put_before(state, source.id)
            if not asked:
                continue
            reading = self._reading(source, asked)
            steps = self.parts.replying().next_steps(reading, [one.reading for one in heard])
            heard.append(ReplyHeard(source=source.id, draft=draft, reading=reading, steps=steps))
        return tuple(heard)

    def compared(self, state: RoleState) -> Comparison | None:
        """What was promised beside what reports tell; None where there is no report."""
        tested = [source for source in state.sources if source.kind is SourceKind.REPORT]
        promised = [source for source in state.sources if source.kind in PROMISING]
        return self.parts.compare()(promised, tested) if tested else None

    @property
    def plans(self) -> RolePlans:
        """The hours until the interview."""
        return RolePlans(self.book, self.parts.preparing, self.documents)

    @cached_property
    def deciding(self) -> Deciding:
        """What is known, what would change it, and the ways to go on."""
        return Deciding(self.plans, self.parts.weighing)

    def decision(self, owner: str, role_id: str) -> Decision | None:
        """Where the candidate stands with a role; None where there is none to decide on."""
        return self.deciding.view(owner, self.book.open(owner, role_id), self.view(owner, role_id))

    def table(self, owner: str, today: date) -> tuple[Column, ...]:
        """Every machine-learning role that was read, side by side, newest first."""
        labels = self.parts.weighing().labels
        states = [self.book.open(owner, role.id) for role in self.book.roles(owner)]
        read = [state for state in states if state.reading is not None and state.reading.track != "not_ml"]
        return tuple(column(state, self.compared(state), labels, today) for state in read)

    def earlier(self, compared: Comparison | None) -> tuple[AskEarlier, ...]:
        """What could be asked before the next interview of this kind."""
        return ask_earlier(compared, self.parts.report_words(), self.parts.questions()) if compared else ()

    def wanted(self, state: RoleState, request: DraftRequest) -> DraftRequest:
        """A request with what the interview showed, where it is a mail after one."""
        if request.purpose not in AFTER_AN_INTERVIEW:
            return request
        parts = self.parts
        return after_interview(request, self.compared(state), parts.report_words(), parts.questions())

    def tell(self, owner: str, role_id: str, new: Sequence[Source]) -> tuple[str, ...]:
        """What the coach says of sources just brought: answers, comparison, promises."""
        state = self.book.open(owner, role_id)
        ids = {source.id for source in new}
        told = [tell_reply(one) for one in self.replies(state) if one.source in ids]
        if any(source.kind is SourceKind.REPORT for source in new):
            compared = self.compared(state)
            told += [tell_comparison(compared)] if compared else []
        told += [*self.promising.tell(owner, role_id, new), self.plans.tell_moved(owner, role_id, ids)]
        return tuple(one for one in told if one)

    def _reading(self, source: Source, asked: tuple[PutQuestion, ...]) -> ReplyReading:
        key = (source.id, asked)
        if key not in self._read:
            if len(self._read) >= _KEPT:
                self._read.clear()
            self._read[key] = self.parts.replying().read(source.text, asked)
        return self._read[key]
