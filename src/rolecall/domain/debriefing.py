"""Makes a debrief from what was said and judged: pure sums and choices, no judging."""

from collections.abc import Mapping, Sequence

from rolecall.domain.code_debrief import told
from rolecall.domain.debriefs import Advice, CodeShown, CriterionShown, Debrief, QuestionShown, RoundShown
from rolecall.domain.feedback import shortened
from rolecall.domain.interviews import Grade, InterviewBank, InterviewQuestion
from rolecall.domain.judgements import JudgedAs, Judgement, Scorecard
from rolecall.domain.mocks import DRIFT_QUESTION, Answer, MockState
from rolecall.domain.roles import BUILT_IN
from rolecall.domain.steps import asked_about
from rolecall.domain.trials import Trial

_STRENGTHS = 2
_TO_PRACTISE = 2
_WELL = 3
"""Levels from here on are a strength."""


def shown_question(
    state: MockState,
    question: InterviewQuestion,
    card: Scorecard,
    bank: InterviewBank,
    code: CodeShown | None = None,
) -> QuestionShown:
    """One asked question with its card, as the debrief shows it; `code` of a coding problem."""
    answers = judged_answers(state, question.id)
    facts = told(code) if code is not None else {}
    said: list[Answer | Trial] = [*answers, *state.submissions(question.id)]
    known = asked_about(state, question)
    rated = state.ratings.get(question.id, {})
    judged = {judgement.id: judgement for judgement in card.criteria}
    sample = question.samples.get(Grade.STRONG)
    return QuestionShown(
        id=question.id,
        kind=question.kind,
        round=said[0].round if said else 0,
        text=question.text,
        difficulty=question.difficulty,
        subject=question.subject,
        criteria=tuple(
            CriterionShown(
                id=criterion.id,
                dimension=criterion.dimension,
                title=criterion.asks,
                judgement=judged[criterion.id],
                anchors=bank.anchors(criterion),
                own_level=rated.get(criterion.id),
                asked_about=criterion.id in known or criterion.id in facts,
                told=facts.get(criterion.id, ""),
                stronger=criterion.stronger,
            )
            for criterion in question.criteria
        ),
        card=card,
        seconds=sum(one.seconds for one in said),
        code=code,
        sample=sample.answer if sample else "",
        guides=question.guides,
    )


def judged_answers(state: MockState, question_id: str) -> tuple[Answer, ...]:
    """The answers a question is judged by; how a drift was steered is heard in all that followed it."""
    if question_id != DRIFT_QUESTION:
        return state.answers_to(question_id)
    drifted = (at for at, answer in enumerate(state.answers) if answer.question in state.planned.trivia)
    first = next(drifted, None)
    return state.answers[first:] if first is not None else ()


def debrief_of(
    state: MockState,
    questions: Sequence[QuestionShown],
    *,
    debrief_id: str,
    at: str,
    guide_titles: Mapping[str, str],
    notes: Sequence[str] = (),
    engine: str = BUILT_IN,
) -> Debrief:
    """The debrief over all asked questions, in the order they were asked."""
    rounds = tuple(
        _round(state, index, [shown for shown in questions if shown.round == index], guide_titles)
        for index in range(len(state.planned.rounds))
    )
    scored = [shown.card for shown in questions if shown.card.score is not None]
    judged = [shown for shown in questions if _judged(shown)]
    return Debrief(
        id=debrief_id,
        at=at,
        rounds=rounds,
        coverage=_mean([shown.card.coverage for shown in judged]) or 0.0,
        score=_mean([card.score for card in scored if card.score is not None]),
        rests_on=sum(card.rests_on for card in scored),
        of=sum(len(shown.criteria) for shown in questions),
        own_difference=_own_difference(questions),
        own_against_coverage=_own_against_coverage(questions),
        notes=tuple(notes),
        engine=engine,
        unfinished=sum(
            criterion.judgement.state is JudgedAs.UNSCORED
            for shown in questions
            for criterion in shown.criteria
        ),
    )


def _round(
    state: MockState, index: int, questions: list[QuestionShown], guide_titles: Mapping[str, str]
) -> RoundShown:
    planned = state.planned.rounds[index]
    judged = [shown for shown in questions if _judged(shown)]
    return RoundShown(
        kind=planned.kind,
        why=planned.why,
        minutes=planned.minutes,
        questions=tuple(questions),
        strengths=_strengths(questions),
        practise=_to_practise(questions, guide_titles),
        coverage=_mean([shown.card.coverage for shown in judged]) or 0.0,
        score=_mean([shown.card.score for shown in questions if shown.card.score is not None]),
    )


def _strengths(questions: Sequence[QuestionShown]) -> tuple[str, ...]:
    """What was done best, each with the words that did it."""
    found = [
        (_merit(criterion.judgement), criterion)
        for shown in questions
        for criterion in shown.criteria
        if (criterion.judgement.evidence or criterion.told) and _merit(criterion.judgement) > 0
    ]
    found.sort(key=lambda pair: -pair[0])
    return tuple(
        f"{criterion.title.rstrip('.')}: {_shown_by(criterion)}" for _, criterion in found[:_STRENGTHS]
    )


def _shown_by(criterion: CriterionShown) -> str:
    return criterion.told or f"\u201c{shortened(criterion.judgement.evidence)}\u201d"


def _merit(judgement: Judgement) -> float:
    if judgement.state is JudgedAs.SCORED:
        return float(judgement.level or 0) if (judgement.level or 0) >= _WELL else 0.0
    return judgement.coverage if judgement.state is JudgedAs.COVERED else 0.0


def _to_practise(questions: Sequence[QuestionShown], guide_titles: Mapping[str, str]) -> tuple[Advice, ...]:
    """The two widest gaps, of different dimensions where there are such; what was asked comes first."""
    gaps = [
        (_gap(criterion), shown, criterion)
        for shown in questions
        for criterion in shown.criteria
        if _gap(criterion) > 0
    ]
    gaps.sort(key=lambda gap: -gap[0])
    chosen = gaps[:1]
    others = [gap for gap in gaps[1:] if chosen and gap[2].dimension != chosen[0][2].dimension]
    chosen += (others or gaps[1:])[: _TO_PRACTISE - len(chosen)]
    advice = []
    for _, shown, criterion in chosen:
        guide = next((name for name in shown.guides if name in guide_titles), "")
        advice.append(
            Advice(
                text=f"On {shown.subject or 'your paper'}: {_lowered(criterion.stronger)}",
                question="" if shown.id == DRIFT_QUESTION else shown.id,
                guide=guide,
                guide_title=guide_titles.get(guide, ""),
            )
        )
    return tuple(advice)


def _gap(criterion: CriterionShown) -> float:
    judgement = criterion.judgement
    if judgement.state is JudgedAs.SCORED:
        return max(0.0, (_WELL + 1 - (judgement.level or 0)) / 3) if (judgement.level or 0) <= _WELL else 0.0
    if criterion.told and judgement.state is JudgedAs.NOT_ASKED:
        return 0.0  # a fact that was not measured is no gap
    if judgement.state is JudgedAs.NOT_COVERED:
        return 1.0 - judgement.coverage / 2
    return 0.2 if judgement.state is JudgedAs.NOT_ASKED else 0.0


def _judged(shown: QuestionShown) -> bool:
    """False where nothing of a question could be judged: such a one is not a zero."""
    return any(criterion.judgement.state is not JudgedAs.NOT_ASKED for criterion in shown.criteria)


def _own_difference(questions: Sequence[QuestionShown]) -> float | None:
    return _mean(
        [
            float(criterion.own_level - criterion.judgement.level)
            for shown in questions
            for criterion in shown.criteria
            if criterion.own_level is not None and criterion.judgement.level is not None
        ]
    )


def _own_against_coverage(questions: Sequence[QuestionShown]) -> float | None:
    """Own ratings as a share of the scale, minus the coverage of the same criteria."""
    return _mean(
        [
            (criterion.own_level - 1) / 3 - criterion.judgement.coverage
            for shown in questions
            for criterion in shown.criteria
            if criterion.own_level is not None
            and criterion.judgement.state in (JudgedAs.COVERED, JudgedAs.NOT_COVERED)
        ]
    )


def _mean(numbers: Sequence[float]) -> float | None:
    return round(sum(numbers) / len(numbers), 4) if numbers else None


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]
