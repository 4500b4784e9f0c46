"""The hiring team's side: an ad beside the loop that is meant to find its person. Nothing is stored."""

from collections.abc import Sequence
from datetime import date

from rolecall.coach.library import text_id
from rolecall.coach.reading import Reading
from rolecall.domain.audits.audit import audit as audited
from rolecall.domain.audits.handout import audit_handout
from rolecall.domain.audits.rules import AuditRules
from rolecall.domain.audits.values import Audit, DutyState
from rolecall.domain.handout_markdown import to_markdown
from rolecall.domain.interviews import Rubric
from rolecall.domain.patterns import Patterns
from rolecall.domain.roles import Source, SourceKind
from rolecall.ports import BadInput


class Auditing:
    """The use case behind `rolecall audit` and the page for hiring teams."""

    def __init__(
        self, reading: Reading, patterns: Patterns, rules: AuditRules, rubrics: Sequence[Rubric]
    ) -> None:
        self._reading = reading
        self._patterns = patterns
        self._rules = rules
        self._rubrics = rubrics

    def audit(self, ad: str, loop: str, rubric: str = "") -> Audit:
        """The audit of what was given. Raises BadInput where there is nothing to hold against each other."""
        result = self.of_texts(ad, loop, rubric)
        if result.track == "not_ml":
            raise BadInput(
                "This ad does not read as a machine-learning role; there is nothing to hold the loop against."
            )
        if not result.loop.rounds:
            raise BadInput(
                "I found no rounds in the loop; write one a line, such as `Paper deep dive, 45 min, Dr Wu`."
            )
        if all(duty.state is DutyState.UNREAD for duty in result.duties):
            raise BadInput("I could read no sentence about the work in the ad; give its duties in English.")
        return result

    def of_texts(self, ad: str, loop: str, rubric: str = "") -> Audit:
        """The audit of texts, whatever they hold. Raises BadInput where there is no ad at all."""
        reading = self._reading.read([Source(id=text_id(ad), kind=SourceKind.AD, text=ad)])
        return audited(
            ad, reading, loop, rubric, rules=self._rules, patterns=self._patterns, rubrics=self._rubrics
        )

    def markdown(self, result: Audit, on: date) -> str:
        """The audit with its texts, to keep or to send."""
        return to_markdown(audit_handout(result, on))
