"""A debrief as a document to keep or print: the same words as on the page, with the whole transcript."""

from collections.abc import Iterator
from datetime import date

from rolecall.domain import code_handout, code_results
from rolecall.domain import debrief_words as words
from rolecall.domain.debriefs import Advice, CriterionShown, Debrief, QuestionShown, RoundShown
from rolecall.domain.handouts import (
    Bar,
    Bars,
    Block,
    Bullets,
    Handout,
    Heading,
    Paragraph,
    Quotation,
    Table,
    Turn,
)
from rolecall.domain.mocks import Answer, EndReason, Line, MockState
from rolecall.domain.roles import BUILT_IN
from rolecall.domain.speech import told
from rolecall.domain.trials import Trial

_MOST_BARS = 16
"""Of single criteria in one figure; above that, one bar is one question."""


def debrief_handout(
    state: MockState, redone: QuestionShown | None, made_on: date, *, hide_numbers: bool = False
) -> Handout:
    """The last debrief of a mock and its transcript; `redone` is the question as it was before a redo.

    A mock without a debrief gives its transcript and says why there is no more.
    """
    writer = _Writer(state, hide_numbers)
    debrief = state.debrief
    if hide_numbers and debrief is not None:
        debrief = code_results.without_numbers(debrief)
    blocks = writer.without() if debrief is None else writer.debriefed(debrief, redone)
    return Handout(
        title=f"Debrief: {state.planned.title or 'mock interview'}",
        subtitle=" \u00b7 ".join(words.about(state)),
        made_on=made_on,
        blocks=(*blocks, *writer.transcript()),
    )


class _Writer:
    def __init__(self, state: MockState, hide: bool) -> None:
        self._state = state
        self._hide = hide

    def without(self) -> Iterator[Block]:
        aborted = self._state.ended is EndReason.ABORTED
        yield Paragraph(
            text="This mock was ended without a score, as you wished. What was said is kept below."
            if aborted
            else "This mock has not been debriefed yet. What was said so far is below."
        )

    def debriefed(self, debrief: Debrief, redone: QuestionShown | None) -> Iterator[Block]:
        yield Heading(text="Over the whole mock")
        for sentence in words.results(debrief, hide=self._hide):
            yield Paragraph(text=sentence)
        for note in debrief.notes:
            yield Paragraph(text=words.note_shown(note, hide=self._hide), muted=True)
        if debrief.questions:
            yield figure(debrief, hide=self._hide)
            yield self._times(debrief)
        if redone is not None:
            yield from self._before_and_after(debrief, redone)
        for shown in debrief.rounds:
            if shown.questions:
                yield from self._round(shown)
        levels = any(one.judgement.level for shown in debrief.questions for one in shown.criteria)
        yield Paragraph(text=f"Judged by {_engine(debrief.engine, levels=levels)}.", muted=True)

    def transcript(self) -> Iterator[Block]:
        yield Heading(text="Transcript")
        ran: list[Trial] = []
        judged: list[Trial] = []
        for at, said in words.timed(self._state):
            if isinstance(said.by, Trial) and not said.by.submitted:
                ran.append(said.by)
                continue
            if ran:
                yield code_handout.runs(ran, hide=self._hide)
                ran = []
            if isinstance(said.by, Trial):
                earlier = tuple(one for one in judged if one.question == said.by.question)
                yield from code_handout.submission(said.by, at, earlier, hide=self._hide)
                judged.append(said.by)
            else:
                own = isinstance(said.by, Answer)
                yield Turn(speaker="You" if own else "Interviewer", text=said.by.text, at=at, own=own)
            if isinstance(said.by, Answer) and said.by.speech is not None:
                yield Paragraph(text=f"{told(said.by.speech)}.", muted=True)
            if not isinstance(said.by, Line) and said.by.unsent:
                yield Paragraph(text="The time was up while this was being written; it counts.", muted=True)
        if ran:
            yield code_handout.runs(ran, hide=self._hide)

    def _times(self, debrief: Debrief) -> Table:
        rows = tuple(
            (words.subject(shown), words.duration(shown.seconds), self._result(shown))
            for shown in debrief.questions
        )
        return Table(
            header=("Question", "Your time", "Result"), rows=rows, caption="Time and result per question"
        )

    def _result(self, shown: QuestionShown) -> str:
        if not any(words.coverage_counts(one) for one in shown.criteria):
            return "not judged"
        covered = f"coverage {words.share_shown(shown.card.coverage, hide=self._hide)}"
        if shown.card.score is None:
            return covered
        return f"score {words.score_shown(shown.card.score, hide=self._hide)}, {covered}"

    def _before_and_after(self, debrief: Debrief, before: QuestionShown) -> Iterator[Block]:
        after = next((shown for shown in debrief.questions if shown.id == before.id), None)
        if after is None:
            return
        earlier = {one.id: one.judgement for one in before.criteria}
        yield Heading(text="Before and after")
        yield Table(
            header=("What was looked for", "Before", "After"),
            rows=tuple(
                (
                    one.title,
                    words.state_shown(earlier[one.id], hide=self._hide) if one.id in earlier else "",
                    words.state_shown(one.judgement, hide=self._hide),
                )
                for one in after.criteria
            ),
        )

    def _round(self, shown: RoundShown) -> Iterator[Block]:
        yield Heading(text=words.ROUND_TITLES[shown.kind])
        why = words.why_shown(shown.why, hide=self._hide)
        if why:
            yield Paragraph(text=why, muted=True)
        if shown.strengths:
            yield Heading(text="What went well", level=2)
            yield Bullets(items=shown.strengths)
        if shown.practise:
            yield Heading(text="To practise next", level=2)
            yield Bullets(items=tuple(_advice(one) for one in shown.practise))
        for question in shown.questions:
            yield from self._question(question)

    def _question(self, shown: QuestionShown) -> Iterator[Block]:
        yield Heading(text=words.subject(shown), level=2)
        yield Quotation(text=shown.text, source="the interviewer")
        yield Paragraph(text=f"Your time: {words.duration(shown.seconds)}. Result: {self._result(shown)}.")
        for sentence in (words.hints_shown(shown.card, hide=self._hide), shown.card.note):
            if sentence:
                yield Paragraph(text=sentence)
        for criterion in shown.criteria:
            yield from self._criterion(criterion)
        if shown.sample:
            yield Heading(text="A strong answer of ours", level=3)
            yield Paragraph(text=shown.sample)
        if shown.code is not None:
            yield from code_handout.code_blocks(shown.code, hide=self._hide)

    def _criterion(self, criterion: CriterionShown) -> Iterator[Block]:
        judgement = criterion.judgement
        yield Heading(text=criterion.title, level=3)
        said = words.state_shown(judgement, hide=self._hide)
        result = f"{said[:1].upper()}{said[1:]}"
        if words.coverage_counts(criterion) and not criterion.told:
            result += f"; coverage {words.share_shown(judgement.coverage, hide=self._hide)}"
        if criterion.own_level is not None:
            result += f". Your own rating: {words.level_shown(criterion.own_level, hide=self._hide)}"
        yield Paragraph(text=f"{result}.")
        if judgement.level is not None and judgement.level in criterion.anchors:
            yield Paragraph(text=criterion.anchors[judgement.level], muted=True)
        source = words.quote_words(judgement)
        if criterion.told:
            yield Paragraph(text=criterion.told)
        elif source:
            yield Quotation(text=judgement.evidence, source=source)
        stronger = words.stronger(criterion)
        if stronger:
            yield Paragraph(text=f"A stronger answer: {stronger}")


def figure(debrief: Debrief, *, hide: bool) -> Bars:
    """One bar a criterion (one a question in a long mock), with the own rating as a tick."""
    criteria = [one for shown in debrief.questions for one in shown.criteria]
    levelled = any(one.judgement.level is not None for one in criteria)
    if len(criteria) <= _MOST_BARS:
        bars = tuple(criterion_bar(one, levelled=levelled, hide=hide) for one in criteria)
    else:
        bars = tuple(_question_bar(shown, hide=hide) for shown in debrief.questions)
    marked = any(bar.mark is not None for bar in bars)
    what = "coverage"
    if levelled:
        what = "level or coverage" if len(criteria) <= _MOST_BARS else "score or coverage"
    return Bars(title=f"What was heard: {what}", bars=bars, mark_means="your own rating" if marked else "")


def criterion_bar(criterion: CriterionShown, *, levelled: bool, hide: bool) -> Bar:
    """One criterion as a bar; `levelled` where the debrief has levels, so that ticks share their scale."""
    judgement, own = criterion.judgement, criterion.own_level
    mark = None if own is None else own / 4 if levelled else (own - 1) / 3
    if not words.coverage_counts(criterion):
        return Bar(label=criterion.title, shown=words.state_shown(judgement, hide=hide), mark=mark)
    if judgement.level is not None:
        share, shown = judgement.level / 4, words.state_shown(judgement, hide=hide)
    elif words.could_be_judged(judgement):
        share = judgement.coverage
        shown = f"{words.state_shown(judgement, hide=hide)}, {words.share_shown(share, hide=hide)}"
    else:
        return Bar(label=criterion.title, shown=words.state_shown(judgement, hide=hide), mark=mark)
    return Bar(label=criterion.title, share=share, shown=shown, mark=mark)


def _question_bar(shown: QuestionShown, *, hide: bool) -> Bar:
    """Score where there is one, else coverage; the tick is the mean of the own ratings."""
    own = [(one.own_level - 1) / 3 for one in shown.criteria if one.own_level is not None]
    mark = sum(own) / len(own) if own else None
    if not any(words.coverage_counts(one) for one in shown.criteria):
        return Bar(label=words.subject(shown), shown="not judged", mark=mark)
    if shown.card.score is not None:
        told = words.score_shown(shown.card.score, hide=hide)
        return Bar(label=words.subject(shown), share=shown.card.score / 100, shown=told, mark=mark)
    share = shown.card.coverage
    return Bar(
        label=words.subject(shown),
        share=share,
        shown=f"{words.share_shown(share, hide=hide)} heard",
        mark=mark,
    )


def _advice(advice: Advice) -> str:
    return f"{advice.text} (Guide: {advice.guide_title})" if advice.guide_title else advice.text


def _engine(engine: str, *, levels: bool) -> str:
    if engine != BUILT_IN:
        return engine
    if levels:
        return "the built-in engine: coverage of what was said, levels for what the code's runs showed"
    return "the built-in engine: coverage, no levels"
