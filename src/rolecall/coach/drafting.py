"""Writes an email for a role: composed by rules, reworded by a model where there is one, always checked."""

from collections.abc import Callable

from rolecall.coach.book import RoleBook
from rolecall.coach.metering import spent_of
from rolecall.coach.rewording import Rewording
from rolecall.domain.composing import YOUR_NAME, compose
from rolecall.domain.contract import check_draft, signed_name
from rolecall.domain.conversation import DraftWritten, RoleState
from rolecall.domain.knowledge import Knowledge
from rolecall.domain.mail import Check, Draft, DraftRequest, Purpose
from rolecall.domain.roles import RoleReading
from rolecall.ports import BadInput, ChatModel, Prompts


class Drafting:
    """The use case behind `rolecall email` and the draft beside the chat."""

    def __init__(
        self, knowledge: Knowledge, prompts: Prompts, now: Callable[[], str], new_id: Callable[[], str]
    ) -> None:
        self._knowledge = knowledge
        self._prompts = prompts
        self._now = now
        self._new_id = new_id

    def compose(
        self,
        request: DraftRequest,
        reading: RoleReading,
        sources: tuple[str, ...],
        before: Draft | None = None,
    ) -> Draft:
        """The built-in engine's draft, checked; `before` is the mail that got a vague answer or none."""
        draft = compose(
            request,
            reading,
            self._knowledge.questions,
            self._knowledge.phrases,
            asked_before=before.questions if before else (),
        )
        return self._checked(draft, reading, sources)

    async def write(self, state: RoleState, request: DraftRequest, model: ChatModel | None) -> Draft:
        """A new draft for the role; the composed one stands in wherever a model's does not hold."""
        reading, sources = _known(state)
        return await self.draft(reading, sources, request, model, before=_asked(state, request))

    async def draft(
        self,
        reading: RoleReading,
        sources: tuple[str, ...],
        request: DraftRequest,
        model: ChatModel | None,
        *,
        before: Draft | None = None,
    ) -> Draft:
        """As `write`, from a reading and the texts it was read from."""
        draft = self.compose(request, reading, sources, before)
        if model is not None:
            rewording = Rewording(
                model,
                self._prompts,
                self._knowledge.phrases,
                lambda made: self._check(made, reading, sources),
            )
            draft = await rewording.draft(draft, reading)
        spent = spent_of(model)
        took = {"tokens": spent.tokens, "cost": float(spent.cost)}
        return draft.model_copy(update={"id": self._new_id(), "created_at": self._now(), **took})

    def edited(self, state: RoleState, draft: Draft, subject: str, body: str) -> Draft:
        """The draft in the user's own wording, checked again."""
        reading, sources = _known(state)
        changed = draft.model_copy(update={"subject": " ".join(subject.split()), "body": body})
        if not draft.from_name and signed_name(body):
            # Whoever signs by hand has given the name the draft was waiting for.
            needs = tuple(need for need in draft.needs if need != YOUR_NAME)
            changed = changed.model_copy(update={"from_name": signed_name(body), "needs": needs})
        return self._checked(changed, reading, sources)

    def keep(self, book: RoleBook, owner: str, role_id: str, draft: Draft) -> None:
        book.append(owner, role_id, DraftWritten(draft=draft))

    def request_like(self, draft: Draft | None) -> DraftRequest:
        """What the last draft was asked for, to change only what the user changes."""
        if draft is None:
            return DraftRequest()
        topics = () if draft.purpose is Purpose.DECLINE else tuple(q.topic for q in draft.questions)
        return DraftRequest(
            to=draft.to,
            tone=draft.tone,
            purpose=draft.purpose,
            from_name=draft.from_name,
            to_name=draft.to_name,
            topics=topics,
        )

    def _checked(self, draft: Draft, reading: RoleReading, sources: tuple[str, ...]) -> Draft:
        return draft.model_copy(update={"checks": self._check(draft, reading, sources)})

    def _check(self, draft: Draft, reading: RoleReading, sources: tuple[str, ...]) -> tuple[Check, ...]:
        return check_draft(draft, reading, self._knowledge.phrases, known=sources)


def _known(state: RoleState) -> tuple[RoleReading, tuple[str, ...]]:
    if state.reading is None:
        raise BadInput(
            "I need to know the role first: paste the ad or the recruiter's message, then ask for the email."
        )
    return state.reading, tuple(source.text for source in state.sources)


def _asked(state: RoleState, request: DraftRequest) -> Draft | None:
    """The last mail to the same person that asked something, where this one asks again."""
    if request.purpose not in (Purpose.RE_ASK, Purpose.FOLLOW_UP):
        return None
    asked = [draft for draft in state.drafts if draft.to is request.to and draft.questions]
    return asked[-1] if asked else None
