"""An answer of the chat in a model's words: grounded in numbered passages, and nothing in it that acts."""

from collections.abc import Sequence

import pytest

from rolecall.coach.grounded_chat import ANSWER_TOKENS, Asked, answer, answer_prompt, shown_numbers
from rolecall.content.prompts import Prompts
from rolecall.domain.conversation import Turn
from rolecall.domain.grounding import grounded
from rolecall.domain.passages import Evidence, Passage
from rolecall.llm.scripted import ScriptedModel
from rolecall.llm.tokens import rough
from rolecall.ports import ModelFault

PROMPTS = Prompts()
EVIDENCE = Evidence(
    query="rounds",
    passages=(
        Passage(id="a", source="Guide", heading="Rounds", text="Loops have rounds. " * 400),
        Passage(id="b", source="Guide", heading="Weights", text="Managers weigh."),
    ),
)


def prompt_for(question: str, role: str = "", history: Sequence[Turn] = (), room: int = 8192) -> Asked:
    return answer_prompt(
        PROMPTS, question, EVIDENCE.passages, role=role, history=history, count=rough, room=room
    )


async def test_an_answer_is_streamed_from_numbered_passages() -> None:
    model = ScriptedModel("You could ask [1].")
    pieces = [piece async for piece in answer(model, prompt_for("Which rounds?"))]
    sent = model.prompts[0].messages[-1].content
    assert "".join(pieces) == "You could ask [1]."
    assert len(pieces) > 1
    assert "[1] Rounds" in sent
    assert "[2] Weights\nManagers weigh." in sent


@pytest.mark.parametrize("room", [2048, 4096, 8192, 128_000])
async def test_the_prompt_of_an_answer_fits_the_model(room: int) -> None:
    long = "word " * 30_000
    prompt = prompt_for(long, long, (), room).prompt
    assert sum(rough(message.content) for message in prompt.messages) + ANSWER_TOKENS < min(room, 2_700)
    assert "[2] Weights\nManagers weigh." in prompt.messages[-1].content
    assert prompt.name.startswith("answer@")


@pytest.mark.parametrize("piece", [1, 2, 3, 100])
async def test_images_and_tags_of_a_model_are_harmless_however_they_are_cut(piece: int) -> None:
    said = "Look! ![x](http://e.vil/?q=1) <img src=y> <\u200bscript>, 2 < 3, p<0.05 [1]!"
    model = ScriptedModel(said, piece=piece)
    shown = "".join([part async for part in answer(model, prompt_for("q"))])
    assert shown == "Look! [x](http://e.vil/?q=1) ‹img src=y> ‹script>, 2 < 3, p<0.05 [1]!"
    assert grounded(shown, EVIDENCE).text == "Look! x ‹img src=y> ‹script>, 2 < 3, p<0.05 [1]!"


@pytest.mark.parametrize("piece", [1, 2, 3, 4, 100])
async def test_brackets_in_code_are_no_citations(piece: int) -> None:
    said = "Like this [9][1]:\n\n```python\nrow = x[0][9]\n```\n\nThen ask [9], `x[` and [1]."
    model = ScriptedModel(said, piece=piece)
    shown = "".join([part async for part in answer(model, prompt_for("q"))])
    assert shown_numbers(said, prompt_for("q").own) == shown
    assert shown == "Like this [1]:\n\n```python\nrow = x[0][9]\n```\n\nThen ask , `x[` and [1]."


@pytest.mark.parametrize(
    ("text", "shown", "cited", "problems"),
    [
        ("Ask [1]. Then [2], [1].", "Ask [1]. Then [2], [1].", (1, 2), 0),
        ("Ask [3].", "Ask.", (), 2),
        ("Ask [1, 7] now [0][12].", "Ask [1] now.", (1,), 1),
        ("Ask [1; 2].", "Ask [1][2].", (1, 2), 0),
        ("Just general words.", "Just general words.", (), 1),
        ("An array[1] of [x] and [ 2 ]", "An array[1] of [x] and [2]", (1, 2), 0),
        ("See [us](https://e.vil/?q=1), [2](//e.vil), [1](so).", "See us, [2], [1](so).", (2, 1), 0),
        ("Ask【1】 and [Passage 2].", "Ask[1] and [2].", (1, 2), 0),
    ],
)
def test_only_citations_of_given_passages_stay(
    text: str, shown: str, cited: tuple[int, ...], problems: int
) -> None:
    made = grounded(text, EVIDENCE)
    assert (made.text, made.cited, len(made.problems)) == (shown, cited, problems)


def test_an_answer_that_cites_nothing_is_called_general_advice() -> None:
    assert "general advice" in grounded("Be brave.", EVIDENCE).problems[0]


async def test_an_answer_that_breaks_off_keeps_its_words() -> None:
    model = ScriptedModel("You could ask the recruiter.", fails_after=1, piece=9)
    said: list[str] = []
    with pytest.raises(ModelFault):  # noqa: PT012
        async for piece in answer(model, prompt_for("Which rounds?")):
            said.append(piece)
    assert said == ["You could"]
