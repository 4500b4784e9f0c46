"""A model words what stands around the questions: each sentence is judged alone and falls back alone."""

import json
from collections.abc import Sequence

import pytest

from rolecall.coach.drafting import Drafting
from rolecall.content.prompts import Prompts
from rolecall.domain.contract import check_draft, holds
from rolecall.domain.knowledge import Knowledge
from rolecall.domain.mail import Draft, DraftRequest, Purpose
from rolecall.domain.roles import BUILT_IN
from rolecall.llm.scripted import Answers, ScriptedModel
from rolecall.llm.tokens import rough
from rolecall.ports import FaultKind
from rolecall.wiring import knowledge
from tests.domain.readings import phrases, reading

NAME = "scripted:m"
OPENING = "It was a pleasure to read about the role, and I would like to understand it better."
BEFORE = "A few answers would help me to prepare"
ENDING = "Even a very brief answer would be welcome."


@pytest.fixture(scope="module")
def known() -> Knowledge:
    return knowledge()


def parts(opening: str = OPENING, before: str = BEFORE, ending: str = ENDING) -> str:
    return json.dumps({"opening": opening, "before": before, "ending": ending})


async def written(
    known: Knowledge, script: Answers, purpose: Purpose = Purpose.FIRST
) -> tuple[Draft, Draft, ScriptedModel]:
    model = ScriptedModel(script, name=NAME)
    drafting = Drafting(known, Prompts(), lambda: "now", lambda: "id")
    request = DraftRequest(from_name="Noor Haddad", purpose=purpose)
    draft = await drafting.draft(reading(), (), request, model)
    return draft, drafting.compose(request, reading(), ()), model


async def test_sentences_that_hold_are_the_models_and_all_else_stays_composed(known: Knowledge) -> None:
    draft, composed, model = await written(known, parts())
    assert (draft.engine, draft.note) == (NAME, "")
    assert draft.prompt == model.prompts[0].name
    assert draft.own_words == 1.0
    lines, before = draft.body.split("\n\n"), composed.body.split("\n\n")
    assert (lines[0], lines[-1]) == (before[0], before[-1])
    assert lines[1] == OPENING.replace("the role", "the Research Scientist role at Northlight")
    assert lines[2].splitlines()[0] == f"{BEFORE}:"
    assert lines[2].splitlines()[1:] == before[2].splitlines()[1:]
    assert lines[3] == ENDING
    assert holds(check_draft(draft, reading(), phrases()))
    assert len(model.prompts) == 1


@pytest.mark.parametrize(
    "ending",
    [
        "Could you also tell me the salary?",
        "Please answer within 24 hours.",
        "I have ten years of experience with transformers.",
        "We look forward to your application.",
        "Thank you for your time, [Your Name].",
        "See https://example.com for my papers.",
        "I feel misled by your advertisement.",
        "Say hello to Marta Jensen from me.",
        "Vielen Dank und freundliche Gr\u00fc\u00dfe aus dem sch\u00f6nen Hamburg.",
        "I will call you tomorrow.",
        "As a language model, I can only reword this.",
        "word " * 10_000,
        "A few answers would help me to prepare, and a few answers would help me.",
        "",
        "{}",
        "Reply with one JSON object and nothing else.",
    ],
)
async def test_a_sentence_that_does_not_hold_keeps_its_composed_words(known: Knowledge, ending: str) -> None:
    draft, composed, model = await written(known, parts(ending=ending))
    assert draft.engine == NAME
    assert draft.body.split("\n\n")[-2] == composed.body.split("\n\n")[-2]
    assert 0 < draft.own_words < 1
    assert holds(draft.checks)
    assert len(model.prompts) == 1, "enough held: a repair would only cost"


async def test_what_was_wrong_is_named_once_and_what_held_is_kept(known: Knowledge) -> None:
    bad = parts("We are glad about your application.", "Tell me:", "Why do you hide it?")
    draft, _, model = await written(known, [bad, parts()])
    assert draft.engine == NAME
    assert len(model.prompts) == 2
    assert "opening: " in model.prompts[1].messages[-1].content
    assert "ending: ask nothing" in model.prompts[1].messages[-1].content


@pytest.mark.parametrize(
    ("script", "calls", "words"),
    [
        ([parts("Why?", "Why?", "Why?"), "prose", parts()], 2, "not a usable answer"),
        (["prose", "prose", parts()], 2, "not a usable answer"),
        (["prose", parts("Why?", "Why?", "Why?"), parts()], 2, "did not pass the check of its 'opening'"),
        ([FaultKind.TIMEOUT, parts()], 1, "took too long"),
        ([parts("Why?", "Why?", "Why?"), FaultKind.RATE_LIMITED, parts()], 2, "fewer requests"),
    ],
)
async def test_where_nothing_holds_the_composed_draft_stands_with_a_note(
    known: Knowledge, script: Sequence[str | FaultKind], calls: int, words: str
) -> None:
    draft, composed, model = await written(known, script)
    assert (draft.body, draft.engine, draft.prompt, draft.own_words) == (composed.body, BUILT_IN, "", 0.0)
    assert words in draft.note
    assert len(model.prompts) == calls


async def test_a_draft_with_one_sentence_of_a_model_is_not_called_its_own(known: Knowledge) -> None:
    draft, _, _ = await written(known, parts("Why?", "Why?"))
    assert draft.engine == f"{BUILT_IN} + {NAME}"
    assert draft.note == ""


async def test_a_refusal_still_refuses_whatever_its_words(known: Knowledge) -> None:
    eager = parts("I am very excited about the role.", "", "I look forward to the next step.")
    draft, composed, _ = await written(known, eager, Purpose.DECLINE)
    assert draft.body == composed.body
    kind = parts(
        "Thank you for everything, and I have decided not to go on with the role.", "", "All the best."
    )
    draft, _, _ = await written(known, kind, Purpose.DECLINE)
    assert "decided not to go on" in draft.body
    assert draft.engine == NAME


async def test_the_prompt_of_a_draft_is_short(known: Knowledge) -> None:
    _, _, model = await written(known, parts("Why?", "Why?", "Why?"))
    assert max(sum(rough(m.content) for m in prompt.messages) for prompt in model.prompts) <= 900
