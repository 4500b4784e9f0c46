"""What would change a reading: the role is read, and planned for, again with each answer that may come."""

from collections.abc import Callable, Sequence
from itertools import accumulate

from rolecall.coach.reading import Reading
from rolecall.domain.deciding.rules import DecidingRules, PossibleAnswer
from rolecall.domain.deciding.values import Mover, Outcome
from rolecall.domain.plans.moving import compare_plans
from rolecall.domain.plans.values import Plan
from rolecall.domain.roles import Question, RoleReading, Source, SourceKind, Topic, Track

_MOST_MOVERS, _MOST_OUTCOMES = 3, 2
_LEAST = 1 / 24
"""Share of a plan that an answer must move to be worth telling."""
_OF_THE_LOOP = (Topic.INTERVIEW_COMPOSITION, Topic.OUTPUTS_SPLIT, Topic.PRIOR_WORK)
"""Topics whose answers move a plan; the others tell of the work, and only through the reading."""
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six")

_WORK = {Track.RESEARCH: "research", Track.APPLIED: "applied work", Track.ENGINEERING: "engineering"}

PlanWith = Callable[[Sequence[Source]], Plan | None]
"""The plan of the role with more sources; None where none can be made."""


class Weighing:
    """Asks the rules themselves what would change their mind."""

    def __init__(self, reading: Reading, rules: DecidingRules, labels: dict[Topic, str]) -> None:
        """`labels` are the topics' names on the page."""
        self._reading = reading
        self._rules = rules
        self._labels = labels

    @property
    def labels(self) -> dict[Topic, str]:
        return self._labels

    def movers(self, sources: Sequence[Source], role: RoleReading, plan: PlanWith) -> tuple[Mover, ...]:
        """The open questions whose answers would turn the reading or move the plan, what turns it first.

        `sources` are those the role is read from. The rules are compared with the rules: where a model added
        to the reading, its part stays out of this.
        """
        before, planned = self._reading.read(sources), plan(())
        found = []
        for question in role.questions:
            outcomes = self._outcomes(question, sources, before, planned, plan)
            if outcomes:
                found.append(
                    Mover(
                        topic=question.topic,
                        label=self._labels[question.topic],
                        question=question.text,
                        to=question.to,
                        outcomes=outcomes,
                    )
                )
        found.sort(key=lambda mover: _weight(mover.outcomes[0]))
        return tuple(found[:_MOST_MOVERS])

    def _outcomes(
        self,
        question: Question,
        sources: Sequence[Source],
        before: RoleReading,
        planned: Plan | None,
        plan: PlanWith,
    ) -> tuple[Outcome, ...]:
        some = []
        for answer in self._rules.answers:
            if answer.topic is not question.topic:
                continue
            reply = _reply(answer)
            after = self._reading.read([*sources, reply]).track
            # What turns elsewhere than the answer speaks for is a slip of the reader's, not news.
            track = after if after == "mixed" or after in answer.leans else before.track
            minutes = _moved(planned, plan, reply) if question.topic in _OF_THE_LOOP else 0
            if track != before.track or minutes:
                some.append(Outcome(answer=answer.short, before=before.track, after=track, minutes=minutes))
        return tuple(sorted(some, key=_weight)[:_MOST_OUTCOMES])

    def steady(self, sources: Sequence[Source]) -> str:
        """How many clear sentences on other work it would take to turn the reading, in a sentence."""
        before = self._reading.read(sources)
        counts = {track: self._needed(sources, before, track) for track in Track if track != before.track}
        turned = {track: count for track, count in counts.items() if count}
        if before.track == "not_ml":
            return ""
        if not turned:
            most = _NUMBERS[len(next(iter(self._rules.turning.values())))]
            return (
                f"This reading is steady: {most} more sentences that point elsewhere would not turn it, "
                "so the interview itself is what could."
            )
        count = min(turned.values())
        work = " or ".join(_WORK[track] for track in turned if turned[track] == count)
        clear = "one clear sentence" if count == 1 else f"{_NUMBERS[count]} clear sentences"
        easily = "This reading hangs on little" if count == 1 else "This reading could turn"
        return f"{easily}: {clear} about {work} would change it."

    def _needed(self, sources: Sequence[Source], before: RoleReading, track: Track) -> int:
        """How many of the sentences turn the reading to this track; 0 where all of them do not."""
        texts = accumulate(self._rules.turning[track], lambda one, other: f"{one}\n{other}")
        for count, text in enumerate(texts, start=1):
            more = Source(id="supposed", kind=SourceKind.REPLY, text=text)
            if self._reading.read([*sources, more]).track == track:
                return count
        return 0


def _moved(planned: Plan | None, plan: PlanWith, reply: Source) -> int:
    """Minutes that a reply would move to other things; 0 where they are too few to be told."""
    after = plan((reply,)) if planned is not None else None
    if planned is None or after is None:
        return 0
    minutes = compare_plans(planned, after).minutes
    return minutes if minutes >= _LEAST * planned.minutes else 0


def _reply(answer: PossibleAnswer) -> Source:
    return Source(id=f"supposed-{answer.id}", kind=SourceKind.REPLY, text=answer.text)


def _weight(outcome: Outcome) -> tuple[bool, int]:
    return (not outcome.turns, -outcome.minutes)
