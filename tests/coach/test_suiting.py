from rolecall.coach.suiting import Suiting
from rolecall.domain.engines import ModelJob
from rolecall.domain.suitability import JobFigures, Suitability
from rolecall.llm.scripted import ScriptedModel
from rolecall.storage.memory import MemoryStore
from tests.coach.conftest import MakeCoach

OWNER = "local"
MODEL = "scripted:script"


def measured(**figures: object) -> Suitability:
    told = {"job": ModelJob.DRAFT, "requests": 40, "held": 1.0, "own": 0.8, **figures}
    return Suitability(model=MODEL, prompts="p1", at="2026-11-23", jobs=(JobFigures.model_validate(told),))


def test_an_unmeasured_model_may_try_every_job() -> None:
    suiting = Suiting(MemoryStore(), "p1")
    assert all(suiting.may(OWNER, MODEL, job) for job in ModelJob)


def test_a_job_in_which_one_violation_reached_the_user_is_kept_to_the_built_in_engine() -> None:
    suiting = Suiting(MemoryStore(), "p1")
    suiting.keep(OWNER, measured(held=0.99))
    assert not suiting.may(OWNER, MODEL, ModelJob.DRAFT)
    assert suiting.may(OWNER, MODEL, ModelJob.READ)


def test_a_job_in_which_hardly_a_word_held_is_not_worth_its_tokens() -> None:
    suiting = Suiting(MemoryStore(), "p1")
    suiting.keep(OWNER, measured(own=0.1))
    assert not suiting.may(OWNER, MODEL, ModelJob.DRAFT)
    suiting.keep(OWNER, measured(own=0.1, requests=3))
    assert suiting.may(OWNER, MODEL, ModelJob.DRAFT), "three requests prove nothing"


def test_figures_do_not_outlive_the_prompts_they_were_measured_with() -> None:
    store = MemoryStore()
    Suiting(store, "p1").keep(OWNER, measured(held=0.5))
    assert Suiting(store, "p2").may(OWNER, MODEL, ModelJob.DRAFT)
    assert Suiting(store, "p2").of(OWNER, MODEL) is None


def test_what_the_user_keeps_back_stays_with_the_built_in_engine(make_coach: MakeCoach) -> None:
    coach = make_coach(model=ScriptedModel("ready"))
    suiting = coach.engines.suiting
    suiting.keep_back(OWNER, [ModelJob.ANSWER])
    assert coach.engines.model(OWNER, ModelJob.ANSWER) is None
    assert coach.engines.model(OWNER, ModelJob.DRAFT) is not None
    assert coach.engines.model(OWNER) is not None
    suiting.keep_back(OWNER, [])
    assert coach.engines.model(OWNER, ModelJob.ANSWER) is not None
