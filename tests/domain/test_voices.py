import pytest
from pydantic import ValidationError

from rolecall.content.files import load_yaml
from rolecall.domain.interviewing import REDIRECTED
from rolecall.domain.judgements import Manner
from rolecall.domain.mocks import EndReason, Interviewer, InterviewerMove
from rolecall.domain.steps import Step
from rolecall.domain.voices import Voices, echo, say
from tests.domain.readings import KNOWLEDGE
from tests.domain.sittings import BY_ID, Sitting

Move = InterviewerMove
VOICES = load_yaml(KNOWLEDGE / "voices.yaml", Voices)
ALPHA = BY_ID["alpha"]
FOLLOW_UP = Step(move=Move.FOLLOW_UP, question="alpha", criterion="metric")


def said(step: Step, sitting: Sitting | None = None) -> str:
    state = (sitting or Sitting().asks().answers(echo="we measured it twice")).state
    return say(step, state, BY_ID.get(step.question), VOICES)


@pytest.mark.parametrize("voice", list(Interviewer))
def test_every_voice_opens_in_its_own_words_and_asks_the_question(voice: Interviewer) -> None:
    opening = said(Step(move=Move.ASK, question="alpha", opening=True), Sitting(interviewer=voice))
    assert opening.endswith(ALPHA.text)
    assert "20 minutes" in opening
    others = {
        said(Step(move=Move.ASK, question="alpha", opening=True), Sitting(interviewer=one))
        for one in Interviewer
    }
    assert len(others) == len(Interviewer)


def test_a_follow_up_takes_up_the_candidates_own_words_where_something_was_heard() -> None:
    heard = said(FOLLOW_UP.model_copy(update={"heard": True}))
    assert heard == f"You said \u201cwe measured it twice\u201d. {ALPHA.criterion('metric').follow_up}"
    assert "\u201c" not in said(FOLLOW_UP)


@pytest.mark.parametrize("voice", list(Interviewer))
def test_nothing_heard_is_never_acknowledged(voice: Interviewer) -> None:
    words = said(FOLLOW_UP, Sitting(interviewer=voice).asks().answers())
    heard = (*VOICES.shared["heard"], *VOICES.voices[voice].phrases.get("heard", ()))
    assert not any(phrase in words for phrase in heard)


@pytest.mark.parametrize("manner", sorted(REDIRECTED))
def test_every_answer_that_is_none_has_its_own_way_back(manner: Manner) -> None:
    step = Step(move=Move.REDIRECT, question="alpha", manner=manner)
    words = said(step)
    assert any(words.startswith(phrase) for phrase in VOICES.redirects[manner])
    assert ALPHA.subject in words or "project" in words
    assert "?" not in words


@pytest.mark.parametrize("ending", list(EndReason))
def test_every_ending_has_a_last_word_that_asks_nothing(ending: EndReason) -> None:
    words = said(Step(move=Move.WRAP_UP, ending=ending))
    assert words
    assert "?" not in words


def test_no_phrase_is_said_twice_while_another_one_is_left() -> None:
    sitting = Sitting().asks(text="Hello.")
    leads = []
    for _ in range(len(VOICES.shared["nothing"])):
        words = said(FOLLOW_UP, sitting.answers())
        leads.append(words.removesuffix(ALPHA.criterion("metric").follow_up).strip())
        sitting.asks("alpha", Move.FOLLOW_UP, "metric", text=words)
    assert len(set(leads)) == len(leads)


def test_a_phrase_about_another_subject_is_used_only_when_the_fresh_ones_are_gone() -> None:
    sitting = Sitting().asks(text="Hello.")
    seen = []
    for name in ("alpha", "beta", "gamma", "delta"):
        sitting.answers()
        words = said(Step(move=Move.NO_HINT, question=name), sitting)
        seen.append(words.replace(BY_ID[name].subject, "it"))
        sitting.asks(name, Move.NO_HINT, text=words)
    assert len(set(seen)) == len(seen)


def test_a_hint_is_the_ladders_next_and_a_repetition_is_word_for_word() -> None:
    assert said(Step(move=Move.HINT, question="alpha", hint=2)).endswith(ALPHA.hints[1])
    assert said(Step(move=Move.RESTATE, question="alpha")).endswith(ALPHA.text)


@pytest.mark.parametrize(
    ("quote", "back"),
    [
        ("we kept one month for the test", "we kept one month for the test"),
        ("We kept one month for the test, since the season matters.", "We kept one month for the test"),
        ("too short", ""),
        ("why would one do that at all?", ""),
        ("the <b>loss</b> fell by half", ""),
        (" ".join(["word"] * 30), ""),
    ],
)
def test_only_a_clean_short_clause_is_said_back(quote: str, back: str) -> None:
    assert echo(quote) == back


def changed(**fields: object) -> dict[str, object]:
    return {**VOICES.model_dump(), **fields}


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"voices": {}}, "voices lack"),
        ({"redirects": {}}, "redirects lack"),
        ({"shared": {**VOICES.shared, "heard": ("Is that so?",)}}, "only the bank's questions may ask"),
        ({"shared": {k: v for k, v in VOICES.shared.items() if k != "heard"}}, "shared lacks"),
    ],
)
def test_voices_that_lack_words_or_ask_are_refused(fields: dict[str, object], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        Voices.model_validate(changed(**fields))
