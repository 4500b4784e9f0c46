import json
from pathlib import Path

import pytest

from rolecall.domain.composing import compose
from rolecall.domain.roles import RoleReading, Source, SourceKind, Topic, TopicState
from rolecall.evals.mail import measure
from rolecall.ports import BadInput
from tests.domain.readings import bank, phrases, reading

MISSING = dict.fromkeys(Topic, "missing")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    labels = {topic: state for topic, state in MISSING.items() if topic is not Topic.PRIOR_WORK}
    ad = {
        "id": "a",
        "title": "Data Scientist",
        "company": "Northlight",
        "text": "We rank.",
        "topic_status": labels,
    }
    partly = labels | {Topic.INTERVIEW_COMPOSITION: "partial"}
    message = {"id": "m", "text": "Hello, two rounds of coding.", "topic_status": partly}
    (tmp_path / "job_ads.jsonl").write_text(json.dumps(ad) + "\n", encoding="utf-8")
    (tmp_path / "recruiter_messages.jsonl").write_text(json.dumps(message) + "\n", encoding="utf-8")
    return tmp_path


def seeing(states: dict[Topic, TopicState], title: str = "Data Scientist") -> RoleReading:
    return reading(kind=SourceKind.MESSAGE, title=title, company="", recruiter="", states=states)


def test_every_purpose_tone_and_addressee_is_measured_and_holds(data: Path) -> None:
    report = measure(lambda source: seeing({}), bank(), phrases(), data)
    assert (report.texts, report.drafts, report.messages) == (2, 2 * 7 * 3 * 3, 1)
    assert report.contract_held == 1
    assert report.broken == ()
    assert 0 < report.words_median <= report.words_most <= 180


def test_asking_what_was_said_lowers_the_share_of_questions_that_ask_a_missing_topic(data: Path) -> None:
    blind = measure(lambda source: seeing({}), bank(), phrases(), data)
    seen = {Topic.INTERVIEW_COMPOSITION: TopicState.PARTIAL}
    sighted = measure(lambda source: seeing(seen), bank(), phrases(), data)
    assert blind.asking_missing < 1
    assert sighted.asking_missing == 1


def test_a_company_that_no_text_names_is_an_invented_fact(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def compose_with_a_lie(*args: object, **kwargs: object) -> object:
        draft = compose(*args, **kwargs)  # type: ignore[arg-type]
        return draft.model_copy(update={"body": draft.body.replace("\n\n", "\n\nWe met at Nimbus Labs. ", 1)})

    from rolecall.evals import mail

    monkeypatch.setattr(mail, "compose", compose_with_a_lie)
    report = measure(lambda source: seeing({}), bank(), phrases(), data)
    assert report.invented_facts == report.drafts
    assert report.contract_held == 0
    assert len(report.broken) == 20


def test_the_reader_is_given_the_text_with_its_title(data: Path) -> None:
    sources: list[Source] = []

    def read(source: Source) -> RoleReading:
        sources.append(source)
        return seeing({})

    measure(read, bank(), phrases(), data)
    assert [source.kind for source in sources] == [SourceKind.AD, SourceKind.MESSAGE]
    assert sources[0].text == "Data Scientist\nNorthlight\nWe rank."


def test_a_folder_without_the_data_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="--data DIR"):
        measure(lambda source: seeing({}), bank(), phrases(), tmp_path)
