from rolecall.domain.engines import ModelJob
from rolecall.domain.suitability import JobFigures, Suitability
from rolecall.web.settings_jobs import jobs_table


def measured(*jobs: JobFigures) -> Suitability:
    return Suitability(model="openai:small", prompts="p", at="2026-11-23T10:00:00+00:00", jobs=jobs)


def test_without_a_model_one_sentence_says_who_does_everything() -> None:
    shown = jobs_table("", None, frozenset())
    assert "built-in engine does everything" in shown
    assert "<table" not in shown


def test_an_unmeasured_model_is_told_how_to_be_measured_and_gives_no_levels() -> None:
    shown = jobs_table("openai:small", None, frozenset())
    assert "rolecall eval model" in shown
    assert shown.count("Built-in engine") == 1
    assert "Not measured yet." in shown


def test_each_job_says_who_does_it_and_why() -> None:
    figures = (
        JobFigures(job=ModelJob.DRAFT, requests=40, held=1.0, own=0.75),
        JobFigures(job=ModelJob.READ, requests=40, held=1.0, own=0.05),
    )
    shown = jobs_table("openai:small", measured(*figures), frozenset({ModelJob.INTERVIEW}))
    assert "75%" in shown
    assert "Only 5% of its words held" in shown
    assert "You keep this job back." in shown


def test_a_models_name_is_text_and_nothing_else() -> None:
    assert "<img" not in jobs_table("openai:<img src=x>", None, frozenset())
