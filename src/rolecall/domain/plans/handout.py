"""A plan as a document to keep or print."""

from collections.abc import Iterator
from datetime import date

from rolecall.domain.handouts import Bar, Bars, Block, Bullets, Handout, Heading, Paragraph, Quotation, Table
from rolecall.domain.plans import values
from rolecall.domain.plans.telling import day_title, ended, span, told_by, why, with_what
from rolecall.domain.plans.values import CvReading, Gap, Plan
from rolecall.domain.quoting import shortened

_STATES = {"covered": "in the CV", "adjacent": "something near", "missing": "not in the CV"}


def plan_handout(plan: Plan, made_on: date) -> Handout:
    """The whole plan: the split, what to ask first, the days, what is not worth doing, ad and CV."""
    title = plan.title or "the interview"
    return Handout(
        title=f"Plan for {title}",
        subtitle=" \u00b7 ".join(part for part in (plan.company, span(plan.minutes)) if part),
        made_on=made_on,
        blocks=tuple(_all(plan)),
    )


def _all(plan: Plan) -> Iterator[Block]:
    yield Paragraph(text=plan.says)
    for note in plan.notes:
        yield Paragraph(text=note, muted=True)
    yield from _split(plan)
    if plan.asking:
        yield Heading(text="Ask first")
        for asking in plan.asking:
            yield Quotation(text=asking.question, source=f"to the {asking.to.replace('_', ' ')}")
            yield Paragraph(text=asking.says)
    yield Heading(text="The days")
    for day in plan.days:
        yield from _day(plan, day)
    yield Heading(text="On the day of the interview", level=2)
    yield Bullets(items=plan.on_the_day)
    if plan.skipped:
        yield Heading(text="What is not worth doing in these hours")
        yield Bullets(items=tuple(f"{one.what}. {one.why}" for one in plan.skipped))
    if plan.cv is not None:
        yield from _cv(plan.cv)


def _split(plan: Plan) -> Iterator[Block]:
    yield Heading(text="How the hours are split")
    most = max((part.minutes for part in plan.parts), default=1)
    yield Bars(
        bars=tuple(
            Bar(label=part.label, share=part.minutes / most, shown=span(part.minutes)) for part in plan.parts
        )
    )
    for part in plan.parts:
        if part.quotes:
            yield Paragraph(text=ended(f"{part.label[:1].upper()}{part.label[1:]}: {part.why}"))
            yield Quotation(text=part.quotes[0].text, source=told_by(part.quotes[0], words=False))


def _day(plan: Plan, day: values.Day) -> Iterator[Block]:
    yield Heading(text=day_title(day), level=2)
    rows = []
    for block in day.blocks:
        for name in block.items:
            item = plan.item(name)
            rows.append((span(item.minutes), item.what, why(item), with_what(item)))
    yield Table(header=("Time", "What", "Why", "With"), rows=tuple(rows))


def _cv(cv: CvReading) -> Iterator[Block]:
    yield Heading(text="The ad beside your CV")
    for note in cv.notes:
        yield Paragraph(text=note, muted=True)
    for number, project in enumerate(cv.projects):
        yield Paragraph(text="Prepare this for a deep dive:" if number == 0 else "And as a second:")
        yield Quotation(text=project.quote.text, source=told_by(project.quote, words=False))
        yield Paragraph(text=project.why)
    if cv.gaps:
        yield Table(
            header=("Asked for", "The ad's words", "State", "The CV's words", "What you could do"),
            rows=tuple(_gap(gap) for gap in cv.gaps),
        )


def _gap(gap: Gap) -> tuple[str, ...]:
    shown = shortened(gap.shown.text) if gap.shown else ""
    return gap.label, shortened(gap.asked.text), _STATES[gap.state], shown, gap.says
