"""Answers a question: the role's own facts, then what the guides and the library say, with citations."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass, replace
from typing import Any

from rolecall.coach import grounded_chat
from rolecall.coach.book import RoleBook
from rolecall.coach.events import Event
from rolecall.coach.grounded_chat import Asked
from rolecall.coach.library import Library
from rolecall.coach.speaking import Speaking
from rolecall.domain import summaries
from rolecall.domain.answering import Answer, answer, asked
from rolecall.domain.asking_back import AskedBack, Spoken, Standing, ask_back, named_role
from rolecall.domain.conversation import GENERAL, Folded, RoleState, Turn
from rolecall.domain.judging.relevance import Alike
from rolecall.domain.knowledge import Knowledge
from rolecall.domain.mail import Draft, Purpose
from rolecall.domain.passages import Evidence, Passage
from rolecall.domain.roles import BUILT_IN, Addressee, RoleReading, SourceKind, Topic
from rolecall.domain.telling import explain_reading, suggestions
from rolecall.domain.verifying import Material, verified
from rolecall.ports import ChatModel, ModelFault, Prompts

_PASSAGES = 5
_FOLLOW_UP_WORDS = 12
_LOOKED_BACK = 6
"""Turns that can make the next one clear."""
_ROLES_OFFERED = 3
_OWN = (SourceKind.CV, SourceKind.PAPER)
_MOST_TOLD, _MOST_TEXTS = 20_000, 6
"""Characters of a text of the role, and texts, to which claims about it are held."""
_SENTENCE_ENDS = (".", "!", "?", "\n")


@dataclass(frozen=True)
class _Question:
    """A turn with what it may be answered from."""

    turn: Turn
    evidence: Evidence
    reading: RoleReading | None
    history: tuple[Turn, ...] = ()
    """The turns before it that are not folded, oldest first."""
    earlier: str = ""
    """What a model is told of those that are."""
    told: str = ""
    """The role's own texts."""


class Advising:
    """The use case behind a question in the chat."""

    def __init__(
        self,
        library: Library,
        knowledge: Knowledge,
        prompts: Prompts,
        book: RoleBook | None = None,
        alike: Alike | None = None,
    ) -> None:
        """`book` keeps folded turns and knows the other roles; `alike` compares meanings, beside words."""
        self._library = library
        self._knowledge = knowledge
        self._chat = knowledge.chat
        self._prompts = prompts
        self._book = book
        self._alike = alike

    async def advise(
        self, owner: str, state: RoleState, turn: Turn, speaking: Speaking, model: ChatModel | None
    ) -> AsyncGenerator[Event, None]:
        """Streams a grounded answer; where a model fails before a word, the built-in engine answers."""
        # Side by side: the first word waits for all of it.
        unclear, evidence, role = await asyncio.gather(
            asyncio.to_thread(self._unclear, owner, state, turn),
            asyncio.to_thread(self._evidence, owner, state, turn),
            asyncio.to_thread(self._role, owner, state, turn),
        )
        if unclear is not None:
            yield speaking.ask_back(unclear.text)
            yield speaking.suggest(unclear.choices)
            return
        on = _Question(turn, evidence, role.reading if role else None, told=_told(role))
        offered = suggestions(state.reading, drafted=bool(state.drafts))
        # Where nothing retrieved answers, no model is asked: it could only invent.
        if model is not None and not evidence.weak and evidence.passages:
            on = await asyncio.to_thread(self._with_history, owner, state, on, model)
            try:
                async with aclosing(self._by_model(on, speaking, model)) as events:
                    async for event in events:
                        yield event
                yield speaking.suggest(offered)
                return
            except ModelFault as fault:
                if speaking.text:
                    raise
                yield speaking.note(fault.message)
                speaking.by(BUILT_IN)
        made = self._built_in(on)
        yield speaking.cite(made.passages)
        for paragraph in made.text.split("\n\n"):
            yield speaking.paragraph(paragraph)
        yield speaking.suggest(offered)

    def foresee(self, owner: str, text: str) -> None:
        """Begins to look for what answers a text, should it turn out to be a question."""
        self._library.look_ahead(owner, asked(text), _PASSAGES)

    def _unclear(self, owner: str, state: RoleState, turn: Turn) -> AskedBack | None:
        before = [said for said in state.turns[-_LOOKED_BACK - 1 :] if said.id != turn.id]
        spoken = [Spoken(speaker=s.speaker, text=s.text[:2000], asks_back=s.asks_back) for s in before]
        roles = self._book.roles(owner) if self._book is not None and state.id == GENERAL else []
        standing = Standing(
            before=tuple(spoken),
            roles=tuple(role.title for role in roles),
            role=state.title if state.id != GENERAL else "",
        )
        return ask_back(turn.text, standing, self._knowledge.asking_back)

    def _role(self, owner: str, state: RoleState, turn: Turn) -> RoleState | None:
        """The role the question is about: in the general conversation the one it names."""
        if state.id != GENERAL or self._book is None:
            return state
        roles = self._book.roles(owner)
        at = named_role(turn.text, [role.title for role in roles])
        return self._book.open(owner, roles[at].id) if at is not None else None

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

    def _with_history(self, owner: str, state: RoleState, question: _Question, model: ChatModel) -> _Question:
        """The question with the turns before it; where they are too many, half are folded first."""
        told = [said for said in state.turns if said.id != question.turn.id]
        ids = [said.id for said in told]
        start = ids.index(state.folds[-1].up_to) + 1 if state.folds and state.folds[-1].up_to in ids else 0
        folded, kept = grounded_chat.kept_history(told[start:], model.count, model.context_tokens)
        summary = state.summary
        if folded:
            summary = summaries.summarised(summary, folded, self._knowledge.summaries)
            if self._book is not None:
                self._book.append(owner, state.id, Folded(up_to=folded[-1].id, summary=summary))
        earlier = summaries.told(summary) if summary else ""
        return replace(question, history=tuple(kept), earlier=earlier)

    async def _by_model(
        self, question: _Question, speaking: Speaking, model: ChatModel
    ) -> AsyncGenerator[Event, None]:
        """One call; its words as they come, then what of them holds."""
        passages = question.evidence.passages[: grounded_chat.PASSAGES]
        role = explain_reading(question.reading, self._chat.labels) if question.reading else ""
        made = await asyncio.to_thread(
            grounded_chat.answer_prompt,
            self._prompts,
            question.turn.text,
            passages,
            history=question.history,
            role=role,
            earlier=question.earlier,
            count=model.count,
            room=model.context_tokens,
        )
        yield speaking.cite(passages)
        speaking.by(model.name, made.prompt.name)
        pieces: Any = grounded_chat.answer(model, made)
        rules, material = self._knowledge.grounding, _material(question, passages, made, role)
        try:
            async with aclosing(pieces) as stream:
                async for delta in stream:
                    yield speaking.say(delta)
                    ends = delta.rstrip(" ").endswith(_SENTENCE_ENDS)
                    if ends and len(speaking.text.split()) > rules.most_words:
                        break  # it rambles: what is asked for takes half of this
        except (ModelFault, GeneratorExit, asyncio.CancelledError):
            # What was said by then is kept, but for what it invents; stopping waits for no vectors.
            speaking.correct(verified(speaking.text, material, rules, whole=False).text)
            raise
        speaking.by(model.name, made.prompt.name, _tokens(made, speaking.text, model))
        held = await asyncio.to_thread(verified, speaking.text, material, rules, self._alike)
        if held.text:
            cited = [material.passages[number - 1] for number in held.cited]
            speaking.cite_all(passages, cited)
            speaking.correct(
                _renumbered(Answer(text=held.text, passages=material.passages), speaking.passages)
            )
            for problem in held.problems:
                yield speaking.note(problem)
            return
        own = self._built_in(question)
        speaking.cite_all(passages, own.passages)
        speaking.correct(_renumbered(own, speaking.passages))
        speaking.by(BUILT_IN)
        yield speaking.note(
            f"The answer by {model.name} did not hold to its sources, so the built-in engine answers."
        )

    def _built_in(self, question: _Question) -> Answer:
        about = self._chat.topics_of(question.turn.text)
        words = asked(question.turn.text)
        return answer(words, question.evidence, question.reading, about, self._chat.labels)


def _material(question: _Question, passages: tuple[Passage, ...], made: Asked, role: str) -> Material:
    """What the answer may rest on: its passages, the role, and what the user said."""
    said = [turn.text for turn in question.history if turn.speaker == "user"]
    own = {passage.id for passage in passages}
    return Material(
        passages=(*passages, *(p for p in made.numbers.values() if p.id not in own)),
        facts="\n".join((role, question.earlier, question.told)).strip(),
        asked="\n".join((*said, question.turn.text)),
        question=question.turn.text,
        rules=f"{made.prompt.messages[0].content}\n{made.prompt.messages[-1].content.splitlines()[-1]}",
    )


def _told(role: RoleState | None) -> str:
    """The beginnings of a role's texts, but for the candidate's own papers."""
    theirs = [source.text for source in role.sources if source.kind not in _OWN] if role else []
    return "\n".join(text[:_MOST_TOLD] for text in theirs[-_MOST_TEXTS:])


def _renumbered(made: Answer, passages: tuple[Passage, ...]) -> str:
    """The built-in answer in the numbers of the passages beside which it is stored."""
    places = {passage.id: at for at, passage in enumerate(passages, start=1)}
    own = {at: places[p.id] for at, p in enumerate(made.passages, start=1) if p.id in places}
    return grounded_chat.shown_numbers(made.text, own)


def _tokens(made: Asked, text: str, model: ChatModel) -> int:
    return sum(model.count(message.content) for message in made.prompt.messages) + model.count(text)


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
