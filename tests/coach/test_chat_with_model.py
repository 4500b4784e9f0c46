"""A chat with a model: one call a turn, prompts that only grow, old turns folded, nothing invented kept."""

import re
from itertools import pairwise

import pytest

from rolecall.coach.coach import Coach
from rolecall.coach.events import Noted, Opened, Suggested
from rolecall.domain.conversation import GENERAL, Said, Turn
from rolecall.domain.roles import BUILT_IN
from rolecall.llm.scripted import ScriptedModel
from rolecall.ports import Message, Prompt
from rolecall.storage.memory import MemoryStore
from tests.coach.conftest import AD, OWNER, MakeCoach, said

ADVICE = "You could ask the recruiter which of the rounds they would prepare for first, and then why. "
QUESTIONS = (
    "How do I ask a recruiter again after a vague answer?",
    "Who knows which rounds there are?",
    "What does a research deep dive test?",
    "How should I prepare my own paper for a deep dive?",
    "What is usual in an ML coding round?",
    "How do I ask about compute and data?",
)


def chats(model: ScriptedModel) -> list[Prompt]:
    return [prompt for prompt in model.prompts if prompt.name.startswith("answer@")]


def begins_with(later: Prompt, earlier: Prompt) -> bool:
    """True where all messages of one prompt stand at the beginning of the other, byte for byte."""
    return later.messages[: len(earlier.messages)] == earlier.messages


async def opened(coach: Coach) -> str:
    events = await said(coach.say(OWNER, GENERAL, AD))
    return next(event.role_id for event in events if isinstance(event, Opened))


def quoting(prompt: Prompt) -> str:
    """Advice, and the first sentence of the first passage of the last message, in the prompt's number."""
    passage = re.search(r"<passage>\n\[(\d+)\] .*\n(.*)", prompt.messages[-1].content)
    if passage is None:
        return ADVICE
    return f"{ADVICE}{passage[2].split('. ')[0].rstrip('.')} [{passage[1]}]."


async def test_each_prompt_begins_with_all_of_the_one_before(make_coach: MakeCoach) -> None:
    model = ScriptedModel(quoting)
    coach = make_coach(model=model)
    role = await opened(coach)
    model.prompts.clear()
    for question in QUESTIONS:
        await said(coach.say(OWNER, role, question))
    sent = chats(model)
    assert len(sent) == len(QUESTIONS)
    for earlier, later in pairwise(sent):
        assert begins_with(later, earlier)
        assert [message.role for message in later.messages[-2:]] == ["assistant", "user"]


async def test_every_passage_has_one_number_in_a_conversation_and_counts_from_one_for_the_user(
    make_coach: MakeCoach,
) -> None:
    model = ScriptedModel(quoting)
    coach = make_coach(model=model)
    for question in QUESTIONS[:4]:
        await said(coach.say(OWNER, GENERAL, question))
    text = "\n".join(message.content for message in chats(model)[-1].messages)
    headings: dict[str, set[str]] = {}
    for number, heading in re.findall(r"<passage>\n\[(\d+)\] (.*)", text):
        headings.setdefault(heading, set()).add(number)
    assert len(headings) > 3
    assert all(len(numbers) == 1 for numbers in headings.values())
    for turn in coach.open(OWNER, GENERAL).turns:
        if turn.speaker == "coach":
            assert re.search(r"\[[1-3]\]", turn.text)
            assert all(int(n) <= len(turn.passages) for n in re.findall(r"\[(\d+)\]", turn.text))


async def test_a_turn_of_the_chat_takes_one_call_whatever_comes_back(make_coach: MakeCoach) -> None:
    for script in (ADVICE, "nonsense", "Google pays 900 dollars [1].", "x " * 3000):
        model = ScriptedModel(script)
        await said(make_coach(model=model).say(OWNER, GENERAL, QUESTIONS[0]))
        assert len(model.prompts) == 1, script


@pytest.mark.parametrize(
    "words", ["thanks!", "Is that enough?", "xylophone zebra quasar?", "write the email"]
)
async def test_what_needs_no_model_calls_none(make_coach: MakeCoach, words: str) -> None:
    model = ScriptedModel(ADVICE)
    events = await said(make_coach(model=model).say(OWNER, GENERAL, words))
    assert model.prompts == []
    assert events


async def test_an_answer_that_invents_is_replaced_and_the_user_told(make_coach: MakeCoach) -> None:
    coach = make_coach(model=ScriptedModel("Google pays 900 dollars for it [1]. Maria Lopez said so [2]."))
    events = await said(coach.say(OWNER, GENERAL, QUESTIONS[0]))
    turn = coach.open(OWNER, GENERAL).turns[-1]
    assert turn.engine == BUILT_IN
    assert "Google" not in turn.text
    assert "[1]" in turn.text
    assert any("built-in engine answers" in event.message for event in events if isinstance(event, Noted))


async def test_an_answer_that_cites_nothing_is_called_general_advice(make_coach: MakeCoach) -> None:
    coach = make_coach(model=ScriptedModel(ADVICE))
    await said(coach.say(OWNER, GENERAL, QUESTIONS[0]))
    assert "general advice" in coach.open(OWNER, GENERAL).turns[-1].note


async def test_the_prompt_that_made_an_answer_is_stored_with_it(make_coach: MakeCoach) -> None:
    coach = make_coach(model=ScriptedModel(ADVICE))
    await said(coach.say(OWNER, GENERAL, QUESTIONS[0]))
    assert re.fullmatch(r"answer@[0-9a-f]{8}", coach.open(OWNER, GENERAL).turns[-1].prompt)


async def test_the_coach_asks_back_once_with_and_without_a_model(make_coach: MakeCoach) -> None:
    for model in (None, ScriptedModel(ADVICE)):
        coach = make_coach(model=model)
        events = await said(coach.say(OWNER, GENERAL, "Is that enough?"))
        turn = coach.open(OWNER, GENERAL).turns[-1]
        assert turn.asks_back
        assert turn.text.endswith("?")
        assert 2 <= len(next(e.texts for e in events if isinstance(e, Suggested))) <= 3
        await said(coach.say(OWNER, GENERAL, "Is that enough?"))
        assert not coach.open(OWNER, GENERAL).turns[-1].asks_back


def long_talk(turns: int, characters: int = 60) -> list[Turn]:
    """A conversation that was had before."""
    return [
        Turn(
            id=f"old{at}",
            speaker="coach" if at % 2 else "user",
            text=f"{'Answer' if at % 2 else 'What about part'} {at} {'of the loop ' * (characters // 12)}?",
        )
        for at in range(turns)
    ]


def kept_in(store: MemoryStore, turns: list[Turn]) -> None:
    for turn in turns:
        event = Said(turn=turn)
        store.append(OWNER, f"role:{GENERAL}", "said", event.model_dump(mode="json", exclude={"kind"}))


async def test_a_long_conversation_is_folded_in_big_steps_and_fits(make_coach: MakeCoach) -> None:
    store, model = MemoryStore(), ScriptedModel(quoting)
    kept_in(store, long_talk(400, 600))
    coach = make_coach(store, model)
    for question in QUESTIONS[:4]:
        await said(coach.say(OWNER, GENERAL, question))
    sent = chats(model)
    state = coach.open(OWNER, GENERAL)
    assert len(state.folds) == 1
    assert len(state.turns) == 408
    assert all(sum(model.count(m.content) for m in prompt.messages) < 8192 - 700 for prompt in sent)
    assert "<earlier>\nAsked: What about part" in sent[0].messages[1].content
    assert all(begins_with(later, earlier) for earlier, later in pairwise(sent))


async def test_a_conversation_of_a_megabyte_is_answered(make_coach: MakeCoach) -> None:
    store, model = MemoryStore(), ScriptedModel(quoting)
    kept_in(store, [*long_talk(4000, 240), Turn(id="book", speaker="user", text="word " * 40_000)])
    coach = make_coach(store, model)
    await said(coach.say(OWNER, GENERAL, QUESTIONS[0]))
    assert sum(model.count(m.content) for m in chats(model)[0].messages) < 8192 - 700


async def test_a_fold_goes_with_the_turns_it_held_and_comes_back_from_an_export(
    make_coach: MakeCoach,
) -> None:
    store, model = MemoryStore(), ScriptedModel(quoting)
    kept_in(store, long_talk(400, 600))
    coach = make_coach(store, model)
    await said(coach.say(OWNER, GENERAL, QUESTIONS[0]))
    summary = coach.open(OWNER, GENERAL).summary
    assert summary is not None
    other = make_coach(MemoryStore(), model)
    other.restore(OWNER, coach.export(OWNER))
    assert other.open(OWNER, GENERAL).summary == summary
    await said(coach.edit_last(OWNER, GENERAL, QUESTIONS[1]))
    assert coach.open(OWNER, GENERAL).summary == summary


async def test_a_turn_without_history_stays_within_two_thousand_tokens(make_coach: MakeCoach) -> None:
    model = ScriptedModel(ADVICE)
    coach = make_coach(model=model)
    role = await opened(coach)
    for owner_role, question in ((role, QUESTIONS[0]), (GENERAL, "word " * 3000 + QUESTIONS[2])):
        model.prompts.clear()
        await said(coach.say(OWNER, owner_role, question))
        for prompt in chats(model):
            assert sum(model.count(message.content) + 4 for message in prompt.messages) <= 2000


async def test_a_citation_split_over_pieces_is_shown_in_the_turns_own_number(make_coach: MakeCoach) -> None:
    model = ScriptedModel(quoting, piece=1)
    coach = make_coach(model=model)
    for question in QUESTIONS[:2]:
        await said(coach.say(OWNER, GENERAL, question))
    turn = coach.open(OWNER, GENERAL).turns[-1]
    assert re.findall(r"\[(\d+)\]", turn.text) == ["1"]


def test_two_users_messages_in_a_row_become_one() -> None:
    from rolecall.coach.grounded_chat import _alternating

    made = _alternating([Message(role="user", content="a"), Message(role="user", content="b")])
    assert made == (Message(role="user", content="a\n\nb"),)
