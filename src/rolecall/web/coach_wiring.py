"""Which event of the Coach page calls which handler, and the handlers that are not turns."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import gradio as gr

from rolecall.domain.conversation import GENERAL
from rolecall.domain.roles import SourceKind
from rolecall.ports import BadInput
from rolecall.web import present
from rolecall.web.coach_page import CoachParts, first_role, ready_composer, role_shown
from rolecall.web.email_acts import EmailActs
from rolecall.web.handling import QUIET, OwnerOf, Updates, carried, told, words_of
from rolecall.web.reality_acts import RealityActs
from rolecall.web.talking import Talk

if TYPE_CHECKING:
    from rolecall.coach.coach import Coach


@dataclass(frozen=True)
class RoleActs:
    """Opening, renaming and removing roles and sources."""

    coach: "Coach"
    parts: CoachParts
    owner_of: OwnerOf

    def arrive(self, request: gr.Request) -> Updates:
        """The page is opened or reloaded: everything comes from the store."""
        owner = self.owner_of(request)
        asked = str(dict(request.query_params or {}).get("role", ""))
        return told(
            self.parts.live,
            lambda: self._shown(owner, first_role(self.coach, owner, asked)),
        )

    def open_role(self, event: gr.EventData, request: gr.Request) -> Updates:
        owner = self.owner_of(request)
        asked = carried(event, "role")
        return told(self.parts.live, lambda: self._shown(owner, first_role(self.coach, owner, asked)))

    def show_earlier(self, role: str, request: gr.Request) -> Updates:
        owner = self.owner_of(request)
        return role_shown(self.parts, self.coach, owner, role, whole=True)

    def go_on(self, role: str, request: gr.Request) -> Updates:
        """Today's cap is raised, by this button and nothing else."""
        owner = self.owner_of(request)

        def raised() -> Updates:
            self.coach.spending.go_on(owner)
            return self._shown(owner, role)

        return told(self.parts.live, raised)

    def rename_role(self, event: gr.EventData, request: gr.Request) -> Updates:
        owner, role = self.owner_of(request), carried(event, "role")

        def rename() -> Updates:
            self.coach.rename_role(owner, role, carried(event, "title"))
            return self._shown(owner, role)

        return told(self.parts.live, rename)

    def remove_role(self, event: gr.EventData, request: gr.Request) -> Updates:
        owner = self.owner_of(request)

        def remove() -> Updates:
            self.coach.remove_role(owner, carried(event, "role"))
            return self._shown(owner, GENERAL)

        return told(self.parts.live, remove)

    async def remove_source(self, role: str, event: gr.EventData, request: gr.Request) -> Updates:
        owner = self.owner_of(request)
        try:
            await self.coach.remove_source(owner, role, carried(event, "source"))
        except Exception as error:
            return {self.parts.live: present.problem(words_of(error))}
        return self._shown(owner, role)

    async def call_source(self, role: str, event: gr.EventData, request: gr.Request) -> Updates:
        """What kind of text a source is, as the user says."""
        owner, named = self.owner_of(request), carried(event, "kind")
        try:
            if named not in set(SourceKind):
                raise BadInput(f"{named!r} is no kind of text; choose one from the list.")
            await self.coach.sources.call(owner, role, carried(event, "source"), SourceKind(named))
        except Exception as error:
            return {self.parts.live: present.problem(words_of(error))}
        return self._shown(owner, role)

    def edit_last(self, event: gr.EventData) -> Updates:
        """Puts the last message back into the box."""
        return {
            self.parts.composer: ready_composer(carried(event, "text")),
            self.parts.mode: "edit",
            self.parts.editing: present.editing(),
        }

    def stop_editing(self) -> Updates:
        return {self.parts.composer: ready_composer(), self.parts.mode: "", self.parts.editing: ""}

    def _shown(self, owner: str, role: str) -> Updates:
        return role_shown(self.parts, self.coach, owner, role)


def wire_coach(app: gr.Blocks, coach: "Coach", parts: CoachParts, owner_of: OwnerOf, streams: int) -> None:
    """Events of the page to handlers; called inside the page's Blocks."""
    roles = RoleActs(coach, parts, owner_of)
    talk = Talk(coach, parts, owner_of)
    whole = parts.everything
    app.load(roles.arrive, None, whole, **QUIET)
    parts.side.open_role(roles.open_role, None, whole, **QUIET)
    parts.head.rename_role(roles.rename_role, None, whole, **QUIET)
    parts.head.remove_role(roles.remove_role, None, whole, **QUIET)
    parts.log.show_earlier(roles.show_earlier, parts.role, whole, **QUIET)
    parts.log.go_on(roles.go_on, parts.role, whole, **QUIET)
    parts.rest.remove_source(roles.remove_source, parts.role, whole, **QUIET)
    parts.rest.call_source(roles.call_source, parts.role, whole, **QUIET)

    editor = [parts.composer, parts.mode, parts.editing]
    parts.log.edit_last(roles.edit_last, None, editor, **QUIET)
    parts.editing.stop_editing(roles.stop_editing, None, editor, **QUIET)

    turn = {**QUIET, "concurrency_limit": streams, "concurrency_id": "turns"}
    parts.composer.submit(talk.send, [parts.role, parts.mode, parts.composer], whole, **turn)
    parts.log.say_this(talk.say_this, parts.role, whole, **turn)
    parts.offers.say_this(talk.say_this, parts.role, whole, **turn)
    parts.reality.decide.say_this(talk.say_this, parts.role, whole, **turn)
    parts.log.retry_last(talk.retry, parts.role, whole, **turn)
    parts.composer.change(None, parts.composer, None, js="(box) => window.rolecall.attached(box)")
    # Outside the queue: a stop must not wait for what it stops.
    parts.composer.stop(talk.stop, None, None, **QUIET, queue=False)

    email = EmailActs(coach, parts.email, parts.role, parts.side, owner_of)
    email.wire()
    asked_again = [*parts.email.outputs, parts.side]
    parts.reality.back.re_ask(email.re_ask, parts.role, asked_again, **QUIET)
    parts.reality.compared.mail_after(email.after_interview, parts.role, asked_again, **QUIET)
    RealityActs(coach, parts.reality, parts.role, owner_of).wire()
