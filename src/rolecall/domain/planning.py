"""Plans a mock: which rounds, how long, and which questions may come; decided before the first word."""

import math
import random
import re
from collections.abc import Collection, Sequence

from pydantic import Field

from rolecall.domain.interviews import InterviewBank, InterviewQuestion, RoundKind
from rolecall.domain.mocks import LOOP, MockPlan, MockRequest, PlannedRound
from rolecall.domain.roles import RoleReading, Topic, Track
from rolecall.domain.values import Value

_SPARE = 3
"""Questions planned beyond those there is time for: skipping is allowed."""
_SHORTEST_ROUND = 6
"""Minutes of a loop's round; less is a quiz, not a round."""
_SHORTEST_CODING = 15
"""Minutes of a round in which something is written and run."""
_MOST_ROUNDS = 6
_TRIVIA = 3
_NONE = re.compile(r"\b(?:no|not|never|without|instead of|rather than|don't|skip)\b[^.;,]{0,24}$")
_REHEARSED_KIND = RoundKind.RESEARCH_DEEP_DIVE
_NO_DRIFT = "A drift is rehearsed in a deep dive; this mock has none, so no trivia comes in between."


class LoopRules(Value):
    """knowledge/loops.yaml: what loops are made of."""

    weights: dict[Track, dict[RoundKind, float]] = Field(min_length=len(Track))
    named_factor: float = Field(ge=1)
    named: dict[RoundKind, tuple[str, ...]]

    def likely(self, reading: RoleReading | None) -> dict[RoundKind, tuple[float, str]]:
        """Weight of each kind of round for a role, and why; the weights sum to 1.

        What the role leaves unknown is shared evenly between the tracks.
        """
        shares = _shares(reading)
        finding = reading.topics.get(Topic.INTERVIEW_COMPOSITION) if reading else None
        quote = (finding.quote or "") if finding else ""
        weights = {}
        for kind in RoundKind:
            weight = sum(shares[track] * self.weights[track].get(kind, 0.0) for track in Track)
            name = next((word for word in self.named.get(kind, ()) if _names(quote.lower(), word)), "")
            why = f"The process names it: \u201c{quote.strip()[:160]}\u201d" if name else ""
            weights[kind] = (weight * (self.named_factor if name else 1), why)
        total = sum(weight for weight, _ in weights.values())
        return {kind: (weight / total, why) for kind, (weight, why) in weights.items()}


def plan_mock(
    request: MockRequest,
    bank: InterviewBank,
    rules: LoopRules,
    *,
    reading: RoleReading | None = None,
    role_title: str = "",
    recent: Collection[str] = (),
    due: Sequence[str] = (),
    made: tuple[InterviewQuestion, ...] = (),
) -> MockPlan:
    """The plan of a mock.

    `recent` are questions asked lately, which come last; `due` those whose repetition is due, which come
    first; `made` are questions on the candidate's own paper, which replace the bank's.
    """
    chooser = _Chooser(bank, request.seed or 0, reading, frozenset(recent), tuple(due))
    notes: tuple[str, ...] = ()
    if request.question_ids:
        rounds = _asked_for(request, bank, made)
    elif made:
        ids = tuple(question.id for question in made)
        rounds = (PlannedRound(kind=_REHEARSED_KIND, minutes=request.minutes, questions=ids),)
    elif request.what == LOOP:
        rounds, notes = _loop(request, chooser, rules, reading)
    else:
        kind = RoundKind(request.what)
        questions = chooser.choose(kind, request.minutes)
        rounds = (PlannedRound(kind=kind, minutes=request.minutes, questions=questions),)
    drifts = request.drift and any(planned.kind is _REHEARSED_KIND for planned in rounds)
    if request.drift and not drifts:
        notes = (*notes, _NO_DRIFT)
    return MockPlan(
        request=request,
        rounds=rounds,
        title=_title(request, rounds, role_title, paper=bool(made) and not request.redo_of),
        made=made,
        trivia=chooser.choose(RoundKind.QUICKFIRE, _TRIVIA)[:_TRIVIA] if drifts else (),
        notes=notes,
    )


def _names(quote: str, word: str) -> bool:
    """True where a process names a round, not where it says there is none."""
    before, found, _ = quote.partition(word)
    return bool(found) and not _NONE.search(before)


def _asked_for(
    request: MockRequest, bank: InterviewBank, made: tuple[InterviewQuestion, ...]
) -> tuple[PlannedRound, ...]:
    known = {question.id: question for question in made}
    questions = [known.get(name) or bank.question(name) for name in request.question_ids]
    found = [question for question in questions if question is not None]
    ids = tuple(question.id for question in found)
    return (PlannedRound(kind=found[0].kind, minutes=request.minutes, questions=ids),)


def _loop(
    request: MockRequest, chooser: "_Chooser", rules: LoopRules, reading: RoleReading | None
) -> tuple[tuple[PlannedRound, ...], tuple[str, ...]]:
    likely = rules.likely(reading)
    ranked = sorted(likely, key=lambda kind: -likely[kind][0])
    kept = _fitting(
        [kind for kind in ranked if chooser.has(kind) and likely[kind][0] >= 0.05], request.minutes
    )
    total = sum(likely[kind][0] for kind in kept)
    least = [min(_least(kind), request.minutes) for kind in kept]
    minutes = _shared_out([likely[kind][0] / total for kind in kept], least, request.minutes)
    rounds = tuple(
        PlannedRound(
            kind=kind,
            minutes=some,
            questions=chooser.choose(kind, some),
            why=likely[kind][1] or _why(likely[kind][0], reading),
        )
        for kind, some in zip(kept, minutes, strict=True)
    )
    return rounds, tuple(
        f"A {_plain(kind)} round is likely too ({likely[kind][0]:.0%} of a loop like this); "
        "it is not part of this mock."
        for kind in ranked
        if kind not in kept and likely[kind][0] >= 0.1
    )


def _fitting(ranked: Sequence[RoundKind], minutes: int) -> list[RoundKind]:
    """The likeliest rounds that fit together; the likeliest of all where none does."""
    kept: list[RoundKind] = []
    for kind in ranked:
        needed = sum(map(_least, kept)) + _least(kind)
        if len(kept) < _MOST_ROUNDS and needed <= minutes:
            kept.append(kind)
    return kept or [next((kind for kind in ranked if kind is not RoundKind.CODING), ranked[0])]


def _least(kind: RoundKind) -> int:
    return _SHORTEST_CODING if kind is RoundKind.CODING else _SHORTEST_ROUND


def _shared_out(shares: Sequence[float], least: Sequence[int], minutes: int) -> list[int]:
    """Whole minutes in proportion, each at least as many as it needs."""
    free = minutes - sum(least)
    exact = [share * free for share in shares]
    given = [needed + math.floor(part) for needed, part in zip(least, exact, strict=True)]
    order = sorted(range(len(shares)), key=lambda at: exact[at] - math.floor(exact[at]), reverse=True)
    for at in order[: minutes - sum(given)]:
        given[at] += 1
    return given


class _Chooser:
    """Draws questions; the same seed draws the same."""

    def __init__(
        self,
        bank: InterviewBank,
        seed: int,
        reading: RoleReading | None,
        recent: frozenset[str],
        due: tuple[str, ...],
    ) -> None:
        self._bank = bank
        self._seed = seed
        self._shares = _shares(reading)
        self._recent = recent
        self._due = due
        self._closed: set[str] = set()
        """What was drawn for this mock, and what is too near to it."""

    def has(self, kind: RoundKind) -> bool:
        return bool(self._bank.of_kind(kind))

    def choose(self, kind: RoundKind, minutes: float) -> tuple[str, ...]:
        """Ids of questions enough for the minutes, in rising difficulty; of two near ones only one a mock."""
        questions = self._bank.of_kind(kind)
        if kind is RoundKind.CODING:
            questions = _short_enough(questions, minutes)
        draw = random.Random(f"{self._seed}:{kind}")
        # Efraimidis and Spirakis (2006): u^(1/w) draws without replacement in proportion to the weights.
        keys = {one.id: draw.random() ** (1 / self._weight(one)) for one in questions}
        usual = sum(one.minutes for one in questions) / len(questions)
        number = math.ceil(minutes / (usual * 0.6)) + _SPARE
        drawn: list[InterviewQuestion] = []
        for question in sorted(questions, key=lambda one: -keys[one.id]):
            if len(drawn) < number and question.id not in self._closed:
                drawn.append(question)
                self._closed.update((question.id, *question.near))
        return tuple(one.id for one in sorted(drawn, key=lambda one: (one.difficulty, -keys[one.id])))

    def _weight(self, question: InterviewQuestion) -> float:
        weight = 0.25 + self._shares[question.track]
        if question.id in self._due:
            weight *= 8
        elif question.id in self._recent:
            weight *= 0.1
        return weight


def _short_enough(questions: tuple[InterviewQuestion, ...], minutes: float) -> tuple[InterviewQuestion, ...]:
    """Those that can be written in a round; where none can, the shortest."""
    fitting = tuple(one for one in questions if one.minutes <= minutes)
    return fitting or tuple(sorted(questions, key=lambda one: one.minutes)[:_SPARE])


def _shares(reading: RoleReading | None) -> dict[Track, float]:
    if reading is None:
        return dict.fromkeys(Track, 1 / 3)
    shares = reading.shares
    return {track: float(getattr(shares, track)) + shares.unknown / 3 for track in Track}


def _why(weight: float, reading: RoleReading | None) -> str:
    if reading is None:
        return f"About {weight:.0%} of loops where nothing is known of the role."
    return f"About {weight:.0%} of a loop for work shared out like this role's."


def _title(request: MockRequest, rounds: Sequence[PlannedRound], role: str, *, paper: bool) -> str:
    what = "Mock loop" if request.what == LOOP else _capital(_plain(rounds[0].kind))
    if paper:
        what = "Deep dive on your paper"
    if request.redo_of:
        what = f"{what}, once more"
    return f"{what} for {role}" if role else what


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _plain(kind: RoundKind) -> str:
    return {"ml_systems": "ML systems", "quickfire": "quick-fire"}.get(kind, kind.replace("_", " "))
