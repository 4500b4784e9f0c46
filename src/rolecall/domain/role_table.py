"""Several roles side by side: one column a role, one row a question, as values and as a document."""

from collections.abc import Mapping, Sequence
from datetime import date

from rolecall.domain.conversation import RoleState
from rolecall.domain.handouts import Handout, Paragraph, Table
from rolecall.domain.plans.telling import span
from rolecall.domain.plans.wishes import PlanWish
from rolecall.domain.promises.values import PromiseState
from rolecall.domain.reports.summary import KIND_NAMES
from rolecall.domain.reports.values import CompareVerdict, Comparison
from rolecall.domain.roles import Confidence, Shares, Topic, TopicState, Verdict
from rolecall.domain.telling import whole_percents
from rolecall.domain.values import Value

LEAST_ROLES = 2
"""From so many on a table says more than one card."""
ROWS = (
    "Where the work lies, as pitched",
    "How it is tested",
    "Promises",
    "Not said yet",
    "Next step",
    "Hours planned",
)
_MOST_KINDS = 3


class Column(Value):
    """One role."""

    id: str
    title: str
    company: str
    track: Verdict
    shares: Shares
    confidence: Confidence
    tested: tuple[tuple[str, int], ...] = ()
    """Kinds of rounds with their whole per cents of the time, most first; empty where no report came."""
    verdict: CompareVerdict | None = None
    kept: int = 0
    broken: int = 0
    untested: int = 0
    missing: tuple[str, ...] = ()
    """Labels of the topics that nothing was said of."""
    partial: tuple[str, ...] = ()
    next_step: str
    hours: float = 0
    """0 where nothing was planned."""
    interview: date | None = None


def column(
    state: RoleState, comparison: Comparison | None, labels: Mapping[Topic, str], today: date
) -> Column:
    """The column of a role that was read. Raises ValueError for one that was not."""
    reading = state.reading
    if reading is None:
        raise ValueError(f"role {state.id!r} was not read")
    states = [promise.state for promise in state.ledger.promises]
    of = {
        wanted: tuple(labels[topic] for topic in Topic if reading.topics[topic].state is wanted)
        for wanted in (TopicState.MISSING, TopicState.PARTIAL)
    }
    wish = state.plan_wish
    return Column(
        id=state.id,
        title=reading.title or state.title or "A role without a title",
        company=reading.company,
        track=reading.track,
        shares=reading.shares,
        confidence=reading.confidence,
        tested=_tested(comparison),
        verdict=comparison.verdict if comparison else None,
        kept=states.count(PromiseState.KEPT),
        broken=states.count(PromiseState.BROKEN),
        untested=states.count(PromiseState.UNTESTED),
        missing=of[TopicState.MISSING],
        partial=of[TopicState.PARTIAL],
        next_step=_next(state, comparison, wish, today),
        hours=wish.hours if wish else 0,
        interview=wish.interview if wish else None,
    )


def pitched(one: Column) -> str:
    """`55 % research, 30 % applied, 15 % unknown; high confidence`."""
    whole = whole_percents(one.shares)
    listed = ", ".join(f"{share} % {name}" for name, share in whole.items() if share)
    return f"{listed}; {one.confidence} confidence"


def tested(one: Column) -> str:
    """What a report told; silence is said to be silence."""
    if one.verdict is None:
        return "No report yet"
    listed = ", ".join(f"{share} % {name}" for name, share in one.tested[:_MOST_KINDS])
    told = {
        "match": "as promised",
        "mismatch": "differs from what was promised",
        "unclear": "unclear beside the promise",
    }[one.verdict]
    return f"{listed}; {told}" if listed else told[:1].upper() + told[1:]


def promises(one: Column) -> str:
    counts = ((one.kept, "kept"), (one.broken, "not kept"), (one.untested, "untested"))
    return ", ".join(f"{count} {words}" for count, words in counts if count) or "None that can be checked"


def missing(one: Column) -> str:
    if not one.missing and not one.partial:
        return "Nothing: all eight are answered"
    touched = f"; only touched: {_lower(one.partial)}" if one.partial else ""
    return (_capital(_lower(one.missing)) if one.missing else "Nothing is left out") + touched


def planned(one: Column) -> str:
    if not one.hours:
        return "None yet"
    when = f", interview on {one.interview.day} {one.interview:%B %Y}" if one.interview else ""
    return span(round(one.hours * 60)) + when


def cells(one: Column) -> tuple[str, ...]:
    """A column in words, in the order of ROWS."""
    return (pitched(one), tested(one), promises(one), missing(one), one.next_step, planned(one))


def table_handout(columns: Sequence[Column], made_on: date) -> Handout:
    """The table as a document to keep or print."""
    rows = zip(*(cells(one) for one in columns), strict=True)
    table = Table(
        header=("", *(named(one) for one in columns)),
        rows=tuple((label, *cells) for label, cells in zip(ROWS, rows, strict=True)),
    )
    said = "Empty cells of what is known are questions to ask, and no fault of a role."
    return Handout(
        title="Roles side by side",
        subtitle=f"{len(columns)} roles",
        made_on=made_on,
        blocks=(table, Paragraph(text=said, muted=True)),
    )


def named(one: Column) -> str:
    return ", ".join(part for part in dict.fromkeys((one.title, one.company)) if part)


def _tested(comparison: Comparison | None) -> tuple[tuple[str, int], ...]:
    times = comparison.tested.kinds.time if comparison else {}
    ranked = sorted(times.items(), key=lambda one: -one[1])
    return tuple((KIND_NAMES[kind], round(100 * share)) for kind, share in ranked if round(100 * share))


def _next(state: RoleState, comparison: Comparison | None, wish: PlanWish | None, today: date) -> str:
    """One thing that could be done, the nearest first."""
    reading = state.reading
    if comparison is not None and comparison.next_step:
        return comparison.next_step
    if wish is not None and wish.over(today) and comparison is None:
        return "Tell what was asked in the interview"
    if reading is not None and reading.questions and not state.drafts:
        return f"Ask: {reading.questions[0].text}"
    asked = [draft for draft in state.drafts if draft.questions]
    if asked and not any(source.kind == "reply" for source in state.sources):
        return "Send the email that asks, or paste the reply to it"
    if wish is None:
        return "Give your hours and the day, and lay out a plan"
    return "Follow the plan"


def _lower(labels: Sequence[str]) -> str:
    return "; ".join(label[:1].lower() + label[1:] for label in labels)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
