"""Answers a question: the role's own facts, then what the guides and the library say, with citations."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any

from rolecall.coach import grounded_chat
from rolecall.coach.events import Event
from rolecall.coach.library import Library
from rolecall.coach.speaking import Speaking
from rolecall.domain.answering import answer, asked
from rolecall.domain.conversation import RoleState, Turn
from rolecall.domain.grounding import grounded
from rolecall.domain.knowledge import Knowledge
from rolecall.domain.mail import Draft, Purpose
from rolecall.domain.passages import Evidence
from rolecall.domain.roles import BUILT_IN, Addressee, RoleReading, Topic
from rolecall.domain.telling import explain_reading, suggestions
from rolecall.ports import ChatModel, ModelFault, Prompt, Prompts

_PASSAGES = 5
_TURNS_REMEMBERED = 6
_FOLLOW_UP_WORDS = 12


class Advising:
    """The use case behind a question in the chat."""

    def __init__(self, library: Library, knowledge: Knowledge, prompts: Prompts) -> None:
        self._library = library
        self._chat = knowledge.chat
        self._prompts = prompts

    async def advise(
        self, owner: str, state: RoleState, turn: Turn, speaking: Speaking, model: ChatModel | None
    ) -> AsyncGenerator[Event, None]:
        """Streams a grounded answer; where a model fails before a word, the built-in engine answers."""
        evidence = await asyncio.to_thread(self._evidence, owner, state, turn)
        offered = suggestions(state.reading, drafted=bool(state.drafts))
        # Where nothing retrieved answers, no model is asked: it could only invent.
        if model is not None and not evidence.weak:
            try:
                async with aclosing(self._by_model(state, turn, speaking, model, evidence)) as events:
                    async for event in events:
                        yield event
                yield speaking.suggest(offered)
                return
            except ModelFault as fault:
                if speaking.text:
                    raise
                yield speaking.note(fault.message)
                speaking.by(BUILT_IN)
        about = self._chat.topics_of(turn.text)
        made = answer(asked(turn.text), evidence, state.reading, about, self._chat.labels)
        yield speaking.cite(made.passages)
        for paragraph in made.text.split("\n\n"):
            yield speaking.paragraph(paragraph)
        yield speaking.suggest(offered)

    def _evidence(self, owner: str, state: RoleState, turn: Turn) -> Evidence:
        """Passages for the question; a short one that finds nothing is joined to the one before it."""
        query = asked(turn.text)
        evidence = self._library.evidence(owner, query, _PASSAGES)
        earlier = [said.text for said in state.turns if said.speaker == "user" and said.id != turn.id]
        if evidence.weak and earlier and len(query.split()) <= _FOLLOW_UP_WORDS:
            before = asked(earlier[-1])
            together = self._library.evidence(owner, f"{before} {query}", _PASSAGES)
            return evidence if together.weak else together
        return evidence

    async def _by_model(
        self, state: RoleState, turn: Turn, speaking: Speaking, model: ChatModel, evidence: Evidence
    ) -> AsyncGenerator[Event, None]:
        role = explain_reading(state.reading, self._chat.labels) if state.reading else ""
        earlier = [said for said in state.turns if said.id != turn.id][-_TURNS_REMEMBERED:]
        history = [(said.speaker, said.text) for said in earlier]
        yield speaking.cite(evidence.passages)
        prompt = grounded_chat.answer_prompt(
            self._prompts,
            turn.text,
            evidence,
            role_summary=role,
            history=history,
            count=model.count,
            room=model.context_tokens,
        )
        speaking.by(model.name, prompt.name)
        pieces: Any = grounded_chat.answer(model, prompt)
        async with aclosing(pieces) as stream:
            async for delta in stream:
                yield speaking.say(delta)
        made = grounded(speaking.text, evidence)
        speaking.correct(made.text)
        speaking.by(model.name, prompt.name, _tokens(prompt, made.text, model))
        for problem in made.problems:
            yield speaking.note(problem)


def _tokens(prompt: Prompt, text: str, model: ChatModel) -> int:
    return sum(model.count(message.content) for message in prompt.messages) + model.count(text)


def tell_draft(draft: Draft, reading: RoleReading | None, labels: dict[Topic, str]) -> str:
    """What the coach says when a draft lies beside the chat."""
    if draft.purpose is Purpose.DECLINE:
        text = "Done: a short, friendly decline that leaves the door open, beside this conversation."
    elif not draft.questions:
        text = "Done, beside this conversation."
    else:
        number = len(draft.questions)
        text = f"Done, {_NUMBERS[number]} question{'' if number == 1 else 's'}, beside this conversation."
    kept = [q for q in (reading.questions if reading else ()) if q.to is not Addressee.RECRUITER]
    if kept and draft.to is Addressee.RECRUITER and draft.questions:
        topics = "; ".join(labels[q.topic][0].lower() + labels[q.topic][1:] for q in kept)
        text += (
            f" I left out what a recruiter rarely knows ({topics}): "
            "it is on your list for the hiring manager."
        )
    if draft.needs:
        text += f" To finish it I need {' and '.join(draft.needs)}."
    failing = [check.detail for check in draft.checks if not check.ok]
    if failing and not draft.needs:
        text += f" One thing to look at: {failing[0]}"
    return text


_NUMBERS = {1: "one", 2: "two", 3: "three", 4: "four"}
