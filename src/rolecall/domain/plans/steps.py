"""The things to do for one kind of round, in order, as many as are wanted: drills, questions, code, mocks."""

import shlex
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, count, cycle
from math import ceil

from rolecall.domain.interviews import InterviewQuestion, RoundKind
from rolecall.domain.plans.rules import RoundPlan
from rolecall.domain.plans.stock import Stock
from rolecall.domain.plans.values import STEP, GuideRef, Item, PlanRequest
from rolecall.domain.problems import ProblemFolder
from rolecall.domain.values import Value

BEGIN = ":begin"
"""How the id of what begins a round ends."""
LEAST, MOST = 25, 65
"""Minutes of a thing to do."""
_AFTER = 5
"""Minutes of it that go to the debrief."""
_ENOUGH, _MOST_QUESTIONS = 18, 6
"""Minutes that the questions of one sitting take, and how many there are at most."""
_FIRST = {RoundKind.QUICKFIRE: _MOST_QUESTIONS, RoundKind.BEHAVIOURAL: 2, RoundKind.CODING: 0}
"""Questions that a round is begun with, where it is not one."""
_USUAL, MOCK_FROM = 35, 90
"""Minutes of a thing to do as a rule, and of a round from which one of them is a mock."""
_NTH = ("", "a mock", "another mock", "a third mock", "a fourth mock", "a fifth mock", "a sixth mock")
_HARD = 3
"""Level of a problem from which it needs a fresh head."""


class Step(Value):
    """A thing to do with the room its minutes have."""

    item: Item
    least: int
    most: int

    @property
    def minutes(self) -> int:
        return self.item.minutes

    def taking(self, minutes: int) -> Item:
        """The item in so many minutes; its command says how many are left without the debrief."""
        command = self.item.command.replace("{minutes}", str(max(2, minutes - _AFTER)))
        return self.item.model_copy(update={"minutes": minutes, "command": command})


class Steps:
    """Makes the steps of a round."""

    def __init__(self, stock: Stock, titles: Mapping[str, str], request: PlanRequest, title: str) -> None:
        """`titles` are the headings of guide sections by id, `title` is the role's."""
        self._stock = stock
        self._titles = titles
        self._request = request
        self._title = title

    def of(
        self, kind: RoundKind, planned: RoundPlan, minutes: int, why: str, *, mock_from: int = MOCK_FROM
    ) -> tuple[Step, ...]:
        """At least as many steps as fill the minutes; a mock among them where there are `mock_from`."""
        steps: list[Step] = []
        least = 0
        for step in self._endless(kind, planned, why, _acts(planned.acts, minutes, mock_from)):
            steps.append(step)
            least += step.least
            if least > minutes:
                break
        return tuple(steps)

    def guide(self, section: str) -> GuideRef:
        return GuideRef(id=section, title=self._titles.get(section, section))

    def _endless(self, kind: RoundKind, planned: RoundPlan, why: str, acts: Iterator[str]) -> Iterator[Step]:
        yield self._begin(kind, planned, why)
        makers = {
            "drill": self._drills(kind, planned, why),
            "questions": self._questions(kind, why),
            "code": self._problems(kind, why),
            "mock": self._mocks(kind, planned, why),
        }
        for act in acts:
            step = next(makers[act], None)
            if step is not None:
                yield step

    def _begin(self, kind: RoundKind, planned: RoundPlan, why: str) -> Step:
        ids = tuple(one.id for one in self._first(kind))
        minutes = 40 if kind in (RoundKind.CODING, RoundKind.ML_SYSTEMS) else 30
        item = Item(
            id=f"{kind}{BEGIN}",
            part=kind,
            act="drill",
            what=f"{planned.begin}.",
            minutes=minutes,
            why=why,
            effort=planned.begin_effort,
            guide=self.guide(planned.guide),
            questions=ids,
            command=_practise(kind, ids) if ids else self._on_paper(kind),
        )
        return Step(item=item, least=LEAST, most=MOST)

    def _on_paper(self, kind: RoundKind) -> str:
        """The command of a deep dive into the candidate's own paper; empty without one."""
        if kind is not RoundKind.RESEARCH_DEEP_DIVE or not self._request.paper_file:
            return ""
        return (
            f"rolecall practise {kind} --paper {shlex.quote(self._request.paper_file)} --minutes {{minutes}}"
        )

    def _drills(self, kind: RoundKind, planned: RoundPlan, why: str) -> Iterator[Step]:
        for drill in planned.drills:
            item = Item(
                id=f"{kind}:drill:{drill.id}",
                part=kind,
                act="drill" if drill.effort > 1 else "tell",
                what=f"{drill.do}.",
                minutes=drill.minutes,
                why=why,
                effort=drill.effort,
                guide=self.guide(drill.guide),
            )
            yield Step(item=item, least=LEAST, most=MOST)

    def _first(self, kind: RoundKind) -> tuple[InterviewQuestion, ...]:
        """The questions a round is begun with; a deep dive begins with the candidate's own paper."""
        paper = kind is RoundKind.RESEARCH_DEEP_DIVE and bool(self._request.paper_file)
        return () if paper else self._stock.questions.get(kind, ())[: _FIRST.get(kind, 1)]

    def _questions(self, kind: RoundKind, why: str) -> Iterator[Step]:
        """Every question of the bank once, some at a time."""
        left = self._stock.questions.get(kind, ())[len(self._first(kind)) :]
        for number, some in enumerate(_sets(left), start=1):
            ids = tuple(one.id for one in some)
            subjects = "; ".join(one.subject for one in some)
            item = Item(
                id=f"{kind}:questions:{number}",
                part=kind,
                act="questions",
                what=f"Answer aloud, then see what was not heard: {subjects}.",
                minutes=_whole(1.25 * sum(one.minutes for one in some)),
                why=self._reason(ids, why),
                effort=2,
                questions=ids,
                command=_practise(kind, ids),
            )
            yield Step(item=item, least=LEAST, most=MOST)

    def _problems(self, kind: RoundKind, why: str) -> Iterator[Step]:
        for folder in self._stock.problems:
            yield self._problem(kind, folder, why)

    def _problem(self, kind: RoundKind, folder: ProblemFolder, why: str) -> Step:
        problem = folder.problem
        item = Item(
            id=f"{kind}:{folder.id}",
            part=kind,
            act="code",
            what=(
                f"Write \u201c{problem.title}\u201d ({problem.kind}, level {problem.level}, about "
                f"{problem.minutes} minutes); say the approach first, cost and corner cases after."
            ),
            minutes=_whole(problem.minutes + 10),
            why=self._reason((folder.id,), why),
            effort=3 if problem.level >= _HARD else 2,
            problems=(folder.id,),
            command=_practise(kind, (folder.id,)),
            guide=self.guide(problem.guides[0]) if problem.guides else None,
        )
        return Step(item=item, least=min(item.minutes, MOST), most=MOST)

    def _mocks(self, kind: RoundKind, planned: RoundPlan, why: str) -> Iterator[Step]:
        role = "".join(f" --role {shlex.quote(path)}" for path in self._request.files)
        paper = self._on_paper(kind)
        command = paper or f"rolecall practise {kind}{role} --minutes {{minutes}}"
        for number in count(1):
            called = f"{planned.label} round"
            what = f"Hold a mock {called} and read its debrief"
            if paper and number == 1:
                what = "Hold a mock deep dive into your own paper and read its debrief"
            elif number > 1:
                nth = _NTH[number] if number < len(_NTH) else f"mock number {number}, a"
                what = f"Hold {nth} {called}, and mend first what the last debrief named"
            item = Item(
                id=f"{kind}:mock:{number}",
                part=kind,
                act="mock",
                what=f"{what}.",
                minutes=planned.mock_minutes + _AFTER,
                why=why,
                effort=3,
                command=f"{command} --seed {number}",
            )
            yield Step(item=item, least=LEAST, most=MOST)

    def _reason(self, ids: Sequence[str], why: str) -> str:
        told = [self._stock.reasons[name] for name in ids if name in self._stock.reasons]
        return f"{told[0]}. {why}" if told else why


def _acts(acts: Sequence[str], minutes: int, mock_from: int) -> Iterator[str]:
    """The acts over and over; a round with time for three things or so ends in a mock at least once."""
    room = round(minutes / _USUAL) - 1
    if minutes >= mock_from and "mock" not in acts[:room]:
        first = [act for act in acts if act != "mock"][: max(0, room - 1)]
        return chain(first, ["mock"], cycle([*acts[len(first) :], *acts[: len(first)]]))
    return cycle(acts)


def _practise(kind: RoundKind, ids: Sequence[str]) -> str:
    chosen = " ".join(f"--question {name}" for name in ids)
    return f"rolecall practise {kind} {chosen} --minutes {{minutes}}"


def _sets(questions: Sequence[InterviewQuestion]) -> Iterator[tuple[InterviewQuestion, ...]]:
    """Questions in sittings of about twenty minutes; the same question comes once."""
    some: list[InterviewQuestion] = []
    for question in questions:
        some.append(question)
        if sum(one.minutes for one in some) >= _ENOUGH or len(some) == _MOST_QUESTIONS:
            yield tuple(some)
            some = []
    if some:
        yield tuple(some)


def _whole(minutes: float) -> int:
    return min(MOST, max(LEAST, STEP * ceil(minutes / STEP)))
