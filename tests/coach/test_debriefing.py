"""After a mock: rate yourself, see what was heard, run it again, do a question once more."""

import asyncio
import json
from datetime import UTC, datetime, timedelta

import pytest

from rolecall.coach.coach import Coach
from rolecall.coach.trusting import Trust
from rolecall.domain.debriefs import Debrief
from rolecall.domain.interviews import Grade
from rolecall.domain.judgements import JudgedAs
from rolecall.domain.mocks import DRIFT_QUESTION, EndReason, Interviewer, MockRequest, MockState, Mode
from rolecall.llm.scripted import ScriptedModel
from rolecall.ports import BadInput, FaultKind, ModelFault, Prompt
from rolecall.storage.memory import MemoryStore
from rolecall.wiring import practice_knowledge
from tests.coach.conftest import OWNER, MakeCoach

QUESTION = "strongest-baseline"
ANSWER = (
    "The rival I feared was a plain gradient boosting model, because the team already ran it and it had won "
    "twice. Both sides got forty tuning trials on the same split. Over five seeds we were 1.3 points of AUC "
    "ahead with a spread of 0.3."
)

OF_A_PROJECT = (
    "My project predicted which customers leave a music service. I chose a small transformer over event "
    "sequences because the counts we had thrown away the order, and it gained 1.3 points of AUC.",
    "The hypothesis was that the order of skips matters. We shuffled the events within a day and lost 0.9 "
    "points, so order explains most of the gain, while the rest came from longer histories.",
    "It failed for new customers: with fewer than ten events the trees were better by two points, so we "
    "route those to the trees, which the product team accepted.",
)


def reply(prompt: Prompt) -> str:
    """A careful judge: level 3 and a quote that stands in the answer."""
    if prompt.name.startswith("interviewer_turn"):
        return "nothing that holds"
    return json.dumps({"quote": "forty tuning trials on the same split", "level": 3})


async def finished(coach: Coach, answer: str = ANSWER, **request: object) -> MockState:
    """A mock of one question, answered once and ended."""
    wanted = {"question_ids": (QUESTION,), "minutes": 10, "mode": Mode.REALISTIC, **request}
    mock = await coach.practice.start(OWNER, MockRequest.model_validate(wanted))
    mock = await coach.practice.answer(OWNER, mock.id, answer)
    return await coach.practice.end(OWNER, mock.id)


async def debriefed(coach: Coach, mock: MockState) -> Debrief:
    state = await coach.debriefing.debrief(OWNER, mock.id)
    assert state.debrief is not None
    return state.debrief


async def trusted(coach: Coach, monkeypatch: pytest.MonkeyPatch) -> None:
    """The connected model was measured and agreed well enough."""
    model = coach.model(OWNER)
    assert model is not None
    samples = {
        sample.answer: sample.levels
        for question in practice_knowledge().bank.questions
        for sample in question.samples.values()
    }
    assert samples
    measured = await coach.trust.measure(OWNER, model)
    good = measured.model_copy(update={"kappa": 0.9, "unscored": 0.0, "overpraise": 0.0})
    monkeypatch.setattr(Trust, "of", lambda self, owner, model: good)


async def test_without_a_model_it_shows_coverage_with_quotes_and_no_level(make_coach: MakeCoach) -> None:
    coach = make_coach()
    debrief = await debriefed(coach, await finished(coach))
    [question] = debrief.questions
    assert debrief.score is None
    assert 0 < debrief.coverage <= 1
    heard = [one.judgement for one in question.criteria if one.judgement.state is JudgedAs.COVERED]
    assert heard
    assert all(one.evidence in ANSWER and one.level is None for one in heard)
    assert "built-in engine" in debrief.notes[0]
    assert question.sample == practice_knowledge().bank.question(QUESTION).samples[Grade.STRONG].answer  # type: ignore[union-attr]


async def test_what_the_interviewer_never_asked_is_not_a_miss(make_coach: MakeCoach) -> None:
    coach = make_coach()
    debrief = await debriefed(coach, await finished(coach, "We compared with XGBoost, default settings."))
    asked = {one.id: one.asked_about for one in debrief.questions[0].criteria}
    for criterion in debrief.questions[0].criteria:
        if criterion.judgement.state is JudgedAs.NOT_ASKED:
            assert not asked[criterion.id]
    assert JudgedAs.NOT_ASKED in {one.judgement.state for one in debrief.questions[0].criteria}


async def test_it_waits_for_the_end_and_respects_leaving_without_a_score(make_coach: MakeCoach) -> None:
    coach = make_coach()
    mock = await coach.practice.start(OWNER, MockRequest(question_ids=(QUESTION,)))
    with pytest.raises(BadInput, match="still on"):
        await coach.debriefing.debrief(OWNER, mock.id)
    coach.practice.abort(OWNER, mock.id)
    with pytest.raises(BadInput, match="without a score"):
        await coach.debriefing.debrief(OWNER, mock.id)


async def test_own_ratings_are_kept_and_compared(make_coach: MakeCoach) -> None:
    coach = make_coach()
    mock = await finished(coach)
    [question] = coach.debriefing.to_rate(OWNER, mock.id)
    coach.debriefing.rate(OWNER, mock.id, question.id, {"gap": 4, "limits": 4, "nonsense": 3, "rival": 9})
    debrief = await debriefed(coach, mock)
    own = {one.id: one.own_level for one in debrief.questions[0].criteria}
    assert own == {"rival": None, "fairness": None, "gap": 4, "limits": 4}
    assert debrief.own_against_coverage is not None
    assert debrief.own_difference is None, "there is no level to differ from"
    with pytest.raises(BadInput, match="not asked"):
        coach.debriefing.rate(OWNER, mock.id, "project-overview", {"x": 1})


async def test_a_debrief_made_again_keeps_the_earlier_one(make_coach: MakeCoach) -> None:
    coach = make_coach()
    mock = await finished(coach)
    first, second = await debriefed(coach, mock), await debriefed(coach, mock)
    assert [one.id for one in coach.practice.open(OWNER, mock.id).debriefs] == [first.id, second.id]


async def test_a_model_that_was_not_measured_gives_no_levels_and_is_not_asked(make_coach: MakeCoach) -> None:
    model = ScriptedModel(reply)
    coach = make_coach(model=model)
    mock = await finished(coach)
    before = len(model.prompts)
    debrief = await debriefed(coach, mock)
    assert debrief.score is None
    assert "not been measured" in debrief.notes[0]
    assert len(model.prompts) == before


async def test_a_measured_judge_gives_levels_with_quotes(
    make_coach: MakeCoach, monkeypatch: pytest.MonkeyPatch
) -> None:
    coach = make_coach(model=ScriptedModel(reply))
    await trusted(coach, monkeypatch)
    debrief = await debriefed(coach, await finished(coach))
    judged = [one.judgement for one in debrief.questions[0].criteria]
    assert {one.level for one in judged if one.state is JudgedAs.SCORED} == {3}
    assert all(one.evidence in ANSWER for one in judged)
    assert debrief.score == pytest.approx(66.7, abs=0.1)
    assert debrief.rests_on == sum(one.state is JudgedAs.SCORED for one in judged)


async def test_what_fails_is_said_and_can_be_tried_again(
    make_coach: MakeCoach, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers: list[object] = []

    def sometimes(prompt: Prompt) -> str | FaultKind:
        return FaultKind.SERVER_ERROR if answers else reply(prompt)

    coach = make_coach(model=ScriptedModel(sometimes))
    await trusted(coach, monkeypatch)
    mock = await finished(coach)
    answers.append("fail from here on")
    broken = await debriefed(coach, mock)
    assert broken.unfinished == 4
    assert broken.score is None
    assert broken.notes
    answers.clear()
    mended = await debriefed(coach, mock)
    assert mended.unfinished == 0
    assert mended.score is not None


async def test_a_judge_is_measured_on_graded_samples_and_remembered(make_coach: MakeCoach) -> None:
    store = MemoryStore()
    praising = ScriptedModel(lambda prompt: json.dumps({"quote": "the", "level": 4}))
    coach = make_coach(store, praising)
    measured = await coach.trust.measure(OWNER, praising)
    assert measured.pairs == 60
    assert not measured.holds
    assert make_coach(store, praising).trust.of(OWNER, praising) == measured
    other = ScriptedModel("", name="scripted:another")
    assert coach.trust.of(OWNER, other) is None


async def test_a_wrong_key_ends_the_measuring_of_a_judge_at_once(make_coach: MakeCoach) -> None:
    store = MemoryStore()
    keys = iter([FaultKind.WRONG_KEY])
    model = ScriptedModel(lambda prompt: next(keys, json.dumps({"quote": "the", "level": 4})), pause=0.02)
    coach = make_coach(store, model)
    with pytest.raises(ModelFault):
        await coach.trust.measure(OWNER, model)
    asked = len(model.prompts)
    assert 1 < asked < 10
    assert model.closed_early >= asked - 2
    await asyncio.sleep(0.2)
    assert len(model.prompts) == asked
    assert coach.trust.of(OWNER, model) is None


async def test_a_question_is_done_again_and_shown_before_and_after(make_coach: MakeCoach) -> None:
    coach = make_coach()
    mock = await finished(coach, "We compared with XGBoost, default settings.")
    await coach.debriefing.debrief(OWNER, mock.id)
    again = await coach.debriefing.redo(OWNER, mock.id, QUESTION)
    assert again.asked == (QUESTION,)
    await coach.practice.answer(OWNER, again.id, ANSWER)
    await coach.practice.end(OWNER, again.id)
    await coach.debriefing.debrief(OWNER, again.id)
    redone = coach.debriefing.redone(OWNER, again.id)
    assert redone is not None
    assert redone.after.card.coverage > redone.before.card.coverage
    coach.practice.remove(OWNER, mock.id)
    assert coach.debriefing.redone(OWNER, again.id) is None


async def test_nothing_that_was_no_answer_is_judged(make_coach: MakeCoach) -> None:
    coach = make_coach()
    mock = await finished(coach, "asdf qwer zxcv asdf hjkl")
    debrief = await debriefed(coach, mock)
    assert debrief.questions[0].card.coverage == 0
    assert "no answer to judge" in debrief.questions[0].card.note


async def test_steering_back_is_judged_by_all_that_followed_the_drift(make_coach: MakeCoach) -> None:
    coach = make_coach()
    request = MockRequest(drift=True, minutes=40, interviewer=Interviewer.WARM, mode=Mode.REALISTIC, seed=4)
    mock = await coach.practice.start(OWNER, request)
    answers = iter(OF_A_PROJECT * 4)
    for _ in range(12):
        if mock.ended is not None:
            break
        drifting = mock.lines[-1].move in ("drift", "invite")
        said = (
            "Happy to answer that briefly. I understood that this hour was announced as a deep dive into my "
            "project, so could we return to the research and I show you the ablation there?"
        )
        mock = await coach.practice.answer(OWNER, mock.id, said if drifting else next(answers))
    mock = await coach.practice.end(OWNER, mock.id)
    debrief = await debriefed(coach, mock)
    steering = [question for question in debrief.questions if question.id == DRIFT_QUESTION]
    assert len(steering) == 1
    states = {one.id: one.judgement.state for one in steering[0].criteria}
    assert states["noticed"] is JudgedAs.COVERED
    trivia = set(mock.planned.trivia)
    assert not trivia & {question.id for question in debrief.questions}


async def test_progress_counts_mocks_and_says_what_comes_next(make_coach: MakeCoach) -> None:
    now = datetime(2026, 1, 5, tzinfo=UTC)
    coach = make_coach(MemoryStore(clock=lambda: now))
    assert coach.debriefing.progress(OWNER).mocks == 0
    mock = await finished(coach, "We compared with XGBoost, default settings.")
    await coach.debriefing.debrief(OWNER, mock.id)
    progress = coach.debriefing.progress(OWNER)
    assert (progress.mocks, progress.finished) == (1, 1)
    assert {line.dimension for line in progress.lines} <= {"novelty", "rigor", "clarity"}
    [due] = progress.next
    assert due.question == QUESTION
    assert now.date() <= datetime.fromisoformat(due.due).date() <= (now + timedelta(days=60)).date()


async def test_what_went_well_comes_back_later_than_what_did_not(make_coach: MakeCoach) -> None:
    days = {}
    for name, answer in (
        ("well", ANSWER + " Below a hundred events the trees still win."),
        ("ill", "Hm, XGBoost I think, sorry."),
    ):
        coach = make_coach()
        mock = await finished(coach, answer)
        await coach.debriefing.debrief(OWNER, mock.id)
        days[name] = coach.debriefing.due(OWNER)[0].due
    assert days["ill"] < days["well"]


async def test_mocks_survive_export_and_restore(make_coach: MakeCoach) -> None:
    coach = make_coach()
    mock = await finished(coach)
    await coach.debriefing.debrief(OWNER, mock.id)
    other = make_coach()
    other.restore(OWNER, coach.export(OWNER))
    again = other.practice.open(OWNER, mock.id)
    assert again.said == coach.practice.open(OWNER, mock.id).said
    assert again.ended is EndReason.EARLY or again.ended is EndReason.FINISHED
    other.delete_everything(OWNER)
    assert other.practice.mocks(OWNER) == []
