"""The built-in judge as the use cases see it: rules and static vectors behind three questions."""

from collections.abc import Sequence

from rolecall.domain.interviews import Criterion, RoundKind
from rolecall.domain.judgements import Judgement, Manner, Scorecard
from rolecall.domain.judging.hearing import heard
from rolecall.domain.judging.manners import commands, manner, set_aside
from rolecall.domain.judging.relevance import Alike
from rolecall.domain.judging.remarks import beside_code, remark
from rolecall.domain.judging.rules import JudgingRules
from rolecall.domain.judging.scoring import scorecard


class BuiltInListener:
    """Hears evidence and manner; never gives a level."""

    def __init__(self, rules: JudgingRules, alike: Alike) -> None:
        self._rules = rules
        self._kinds = {kind: rules.of(kind) for kind in RoundKind}
        self._alike = alike

    def manner(
        self,
        question: str,
        criteria: Sequence[Criterion],
        answer: str,
        earlier: Sequence[str],
        samples: Sequence[str],
        *,
        kind: RoundKind,
        writing: bool = False,
    ) -> Manner:
        rules = self._kinds[kind]

        def told(words: str) -> Manner:
            return manner(
                question, words, earlier, samples, rules=rules, criteria=criteria, alike=self._alike
            )

        found = told(answer)
        if kind is RoundKind.CODING:
            found = beside_code(found, answer, told)
        return remark(found, answer, rules) if writing else found

    def heard(
        self,
        question: str,
        criteria: Sequence[Criterion],
        answer: str,
        *,
        kind: RoundKind,
        known: Manner | None = None,
    ) -> tuple[Judgement, ...]:
        return heard(question, criteria, answer, self._alike, self._kinds[kind], known=known)

    def without_orders(self, answer: str, *, kind: RoundKind) -> str:
        """The answer with empty lines where it orders the judge; offsets hold."""
        return set_aside(answer, self._kinds[kind])

    def orders(self, answer: str) -> tuple[str, ...]:
        """The orders to the judge in an answer, verbatim; none of them is heard."""
        return commands(answer, self._rules)

    def card(
        self, question_id: str, criteria: Sequence[Criterion], judgements: Sequence[Judgement], hints: int
    ) -> Scorecard:
        return scorecard(question_id, criteria, judgements, hints=hints)
