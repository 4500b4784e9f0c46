"""Handlers of the email: write, check as one types, keep, leaf through, take along."""

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

import gradio as gr

from rolecall.coach.eml import file_name, to_eml
from rolecall.domain.mail import Draft, DraftRequest, Purpose
from rolecall.domain.roles import Topic
from rolecall.ports import BadInput
from rolecall.web.email_panel import EmailPanel, for_browser, request_from
from rolecall.web.handling import QUIET, OwnerOf, Updates, carried, told, words_of
from rolecall.web.present import problem, sidebar

if TYPE_CHECKING:
    from rolecall.coach.coach import Coach


@dataclass(frozen=True)
class EmailActs:
    """Each takes the role in view first; the draft is looked up anew, so any web process can answer."""

    coach: "Coach"
    panel: EmailPanel
    role: gr.Textbox
    side: gr.HTML
    owner_of: OwnerOf

    def wire(self) -> None:
        """Events of the panel to handlers; called inside the page's Blocks."""
        panel, outputs = self.panel, self.panel.outputs
        written = [*outputs, self.side]
        words = [self.role, panel.draft, panel.subject, panel.body]
        asked = [self.role, *panel.wish]
        panel.head.write_email(self.write, asked, written, **QUIET)
        panel.again.click(self.write, asked, written, **QUIET)
        panel.tone.input(self.write, asked, written, **QUIET)
        panel.from_name.submit(self.write, asked, written, **QUIET)
        # Who reads it and why decide what can be asked; a choice of topics made for another email is dropped.
        for changed in (panel.to, panel.purpose):
            changed.input(list, None, panel.topics, **QUIET)
        panel.head.open_draft(self.open_draft, self.role, outputs, **QUIET)
        checked = [panel.problem, panel.ticks, panel.take]
        for typed in (panel.subject, panel.body):
            typed.input(self.check, words, checked, trigger_mode="always_last", **QUIET)
        panel.ticks.typing_paused(self.keep, words, checked, trigger_mode="always_last", **QUIET)
        saved = panel.take.save_eml(self.save_eml, words, [panel.file, panel.problem], **QUIET)
        saved.then(None, panel.file, None, js="(file) => window.rolecall.download(file)")

    async def write(  # noqa: PLR0917 - Gradio hands over each component's value
        self,
        role: str,
        to: str,
        tone: str,
        purpose: str,
        topics: list[str],
        from_name: str,
        to_name: str,
        request: gr.Request,
    ) -> Updates:
        """A new draft in the tone, to the person and on the topics chosen."""
        owner = self.owner_of(request)
        try:
            wish = request_from(to, tone, purpose, topics, from_name, to_name)
            draft = await self.coach.draft(owner, role, wish)
            return await asyncio.to_thread(self._written, owner, role, draft)
        except Exception as error:
            return {self.panel.problem: problem(words_of(error))}

    async def re_ask(self, role: str, event: gr.EventData, request: gr.Request) -> Updates:
        """Asks once more what a reply left open, to the person and in the tone of the last email."""
        owner = self.owner_of(request)
        try:
            last = self.coach.open(owner, role).draft
            draft = await self.coach.draft(owner, role, asked_again(last, carried(event, "topics")))
            return await asyncio.to_thread(self._written, owner, role, draft)
        except Exception as error:
            return {self.panel.problem: problem(words_of(error))}

    async def after_interview(self, role: str, event: gr.EventData, request: gr.Request) -> Updates:
        """A mail that an interview gives a reason for, to the person and in the tone of the last one."""
        owner, named = self.owner_of(request), carried(event, "purpose")
        purpose = Purpose(named) if named in set(Purpose) else Purpose.FEEDBACK
        try:
            last = self.coach.open(owner, role).draft
            wish = asked_again(last, "").model_copy(update={"purpose": purpose})
            draft = await self.coach.draft(owner, role, wish)
            return await asyncio.to_thread(self._written, owner, role, draft)
        except Exception as error:
            return {self.panel.problem: problem(words_of(error))}

    def _written(self, owner: str, role: str, draft: Draft) -> Updates:
        """The new draft, and the list of roles, where this one no longer waits."""
        if draft.from_name:
            self.coach.set_my_name(owner, draft.from_name)
        return {
            **self.panel.shown(draft, self.coach.open(owner, role).drafts),
            self.side: sidebar(self.coach.roles(owner), role),
        }

    def check(self, role: str, draft_id: str, subject: str, body: str, request: gr.Request) -> Updates:
        """The checks for the words as typed; nothing is stored."""
        owner = self.owner_of(request)

        def checked() -> Updates:
            draft = self._draft(owner, role, draft_id)
            return self.panel.checked(self.coach.preview_draft(owner, role, draft, subject, body))

        return told(self.panel.problem, checked)

    def keep(self, role: str, draft_id: str, subject: str, body: str, request: gr.Request) -> Updates:
        """Stores the words once typing pauses."""
        owner = self.owner_of(request)

        def kept() -> Updates:
            draft = self._draft(owner, role, draft_id)
            if (draft.subject, draft.body) == (" ".join(subject.split()), body):
                return {}
            return self.panel.checked(self.coach.edit_draft(owner, role, draft_id, subject, body))

        return told(self.panel.problem, kept)

    def open_draft(self, role: str, event: gr.EventData, request: gr.Request) -> Updates:
        """An earlier draft, from the history."""
        owner = self.owner_of(request)

        def opened() -> Updates:
            draft = self._draft(owner, role, carried(event, "draft"))
            return self.panel.shown(draft, self.coach.open(owner, role).drafts)

        return told(self.panel.problem, opened)

    def save_eml(self, role: str, draft_id: str, subject: str, body: str, request: gr.Request) -> Updates:
        """The email as a file that a mail program opens unsent."""
        owner = self.owner_of(request)

        def saved() -> Updates:
            draft = self._draft(owner, role, draft_id).model_copy(update={"subject": subject, "body": body})
            return {self.panel.file: for_browser(file_name(draft), to_eml(draft))}

        return told(self.panel.problem, saved)

    def _draft(self, owner: str, role: str, draft_id: str) -> Draft:
        for draft in self.coach.open(owner, role).drafts:
            if draft.id == draft_id:
                return draft
        raise BadInput("That draft is no longer here; write the email again.")


def asked_again(last: Draft | None, topics: str) -> DraftRequest:
    """The request for a re-ask of these topics, written like the last email."""
    known = set(Topic)
    wanted = tuple(Topic(topic) for topic in topics.split(",") if topic in known)
    if last is None:
        return DraftRequest(purpose=Purpose.RE_ASK, topics=wanted)
    return DraftRequest(
        to=last.to,
        tone=last.tone,
        purpose=Purpose.RE_ASK,
        from_name=last.from_name,
        to_name=last.to_name,
        topics=wanted,
    )
