"""Plans the hours until an interview: what will probably be tested, own CV and paper, what mocks showed."""

from collections.abc import Callable, Sequence
from datetime import date

from rolecall.coach.reading import Reading
from rolecall.domain.papers import Paper, read_paper, why_not
from rolecall.domain.patterns import Patterns
from rolecall.domain.plans.comparing_cv import read_cv
from rolecall.domain.plans.likelihood import likely_rounds
from rolecall.domain.plans.making import PlanBasis, make_plan
from rolecall.domain.plans.process import Process, rounds_told, with_tested
from rolecall.domain.plans.rules import PlanRules
from rolecall.domain.plans.stock import fields_of, stock_for
from rolecall.domain.plans.values import LEAST_HOURS, MOST_DAYS, MOST_HOURS, CvReading, Plan, PlanRequest
from rolecall.domain.plans.wishes import PlanWish
from rolecall.domain.practice import PracticeKnowledge
from rolecall.domain.progress import Progress
from rolecall.domain.reading.language import language
from rolecall.domain.reading.single import Reader
from rolecall.domain.reports.values import ReportReading
from rolecall.domain.roles import RoleReading, Source, SourceKind
from rolecall.ports import BadInput

_OWN = (SourceKind.CV, SourceKind.PAPER)


class Preparing:
    """The use case behind `rolecall plan` and the plan on a role's page."""

    def __init__(
        self,
        reading: Reading,
        patterns: Patterns,
        practice: PracticeKnowledge,
        rules: PlanRules,
        titles: dict[str, str],
        *,
        tested: Callable[[Sequence[Source]], ReportReading] | None = None,
    ) -> None:
        """`titles` are the headings of guide sections by id; `tested` reads reports of interviews."""
        self._tested = tested
        self._reading = reading
        self._reader = Reader(patterns)
        self._practice = practice
        self._rules = rules
        self._titles = titles

    def plan(
        self,
        sources: Sequence[Source],
        request: PlanRequest,
        *,
        reading: RoleReading | None = None,
        progress: Progress | None = None,
    ) -> Plan:
        """A plan from a role's sources, its CV and paper among them; `reading` where it is known already.

        Raises BadInput where the sources hold no role.
        """
        told = [source for source in sources if source.kind not in _OWN and source.text.strip()]
        if not told:
            raise BadInput("There is no role in it; give the ad or a recruiter's message beside the CV.")
        reading = reading or self._reading.read(told)
        if reading.track == "not_ml" or not (reading.signals or self._of_the_field(told)):
            raise BadInput("I see no machine-learning role in it; give the ad or the recruiter's message.")
        process = self._process(told)
        likely = likely_rounds(reading, process, self._practice.loops, self._rules, told)
        papers = [(source, read_paper(source.text)) for source in sources if source.kind is SourceKind.PAPER]
        coding, bank = self._practice.coding, self._practice.bank
        fields = fields_of(told, self._reader, self._rules)
        return make_plan(
            PlanBasis(
                reading=reading,
                likely=likely,
                stock=stock_for(reading, bank, coding, self._rules, fields, progress),
                loops=self._practice.loops,
                rules=self._rules,
                bank=bank,
                coding=coding,
                titles=self._titles,
                progress=progress,
                cv=self._own(sources, told, papers),
                notes=tuple(_unusable(papers)),
            ),
            request if request.key else request.model_copy(update={"key": told[0].id}),
        )

    def _process(self, told: Sequence[Source]) -> Process:
        reports = [source for source in told if source.kind is SourceKind.REPORT]
        if self._tested is None or not reports:
            return rounds_told(told, self._reader, self._practice.loops, self._rules)
        rest = [source for source in told if source.kind is not SourceKind.REPORT]
        said = rounds_told(rest, self._reader, self._practice.loops, self._rules)
        return with_tested(said, self._tested(reports))

    def _of_the_field(self, told: Sequence[Source]) -> bool:
        """Whether a text without signals names the field, or is in a language the rules do not read."""
        placed = [(source, self._reader.place(source.text)) for source in told]
        return any(
            not language(source.text, [one.words for one in some]).english
            or any(self._reader.field.find(one.words) for one in some)
            for source, some in placed
        )

    def _own(
        self, sources: Sequence[Source], told: Sequence[Source], papers: Sequence[tuple[Source, Paper]]
    ) -> CvReading | None:
        cv = next((source for source in reversed(sources) if source.kind is SourceKind.CV), None)
        usable = [(source, paper) for source, paper in papers if not why_not(paper)]
        if cv is None and not usable:
            return None
        return read_cv(cv, told, self._reader, self._rules, papers=usable)


def plan_wish(hours: float, interview: date | None, today: date, *, weekends: bool = True) -> PlanWish:
    """What the candidate gave. Raises BadInput, saying what can be given."""
    if not LEAST_HOURS <= hours <= MOST_HOURS:
        raise BadInput(f"A plan takes {LEAST_HOURS} to {MOST_HOURS} hours of work; {hours:g} were given.")
    if interview is not None:
        check_days((interview - today).days, interview)
    return PlanWish(hours=hours, interview=interview, weekends=weekends, made_on=today)


def check_days(days: int, interview: date | None = None) -> None:
    """Raises BadInput where no plan can lie between today and the interview."""
    if interview is not None and days < 0:
        raise BadInput(f"The date {interview} is in the past; give the day of the interview.")
    if interview is not None and days == 0:
        raise BadInput(
            "The interview is today, so there is no day left to plan; `rolecall search 'checklist before "
            "the onsite'` has the short list, and so has the Coach when you ask it."
        )
    if not 1 <= days <= MOST_DAYS:
        raise BadInput(f"There are {days} days until the interview; a plan covers 1 to {MOST_DAYS}.")


def _unusable(papers: Sequence[tuple[Source, Paper]]) -> list[str]:
    return [f"The paper {source.name!r}: {why_not(paper)}" for source, paper in papers if why_not(paper)]
