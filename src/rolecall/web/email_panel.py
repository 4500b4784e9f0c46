"""The email beside the chat: edited in place, checked as one types, taken along by the user."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any, Self

import gradio as gr

from rolecall.domain.mail import Draft, DraftRequest, Purpose, Tone
from rolecall.domain.roles import Addressee, Topic
from rolecall.web import letters
from rolecall.web.figures import TOPIC_LABELS
from rolecall.web.handling import Updates, actions


@dataclass(frozen=True)
class EmailPanel:
    """The components of the email, top to bottom."""

    head: gr.HTML
    problem: gr.HTML
    subject: gr.Textbox
    body: gr.Textbox
    ticks: gr.HTML
    tone: gr.Radio
    take: gr.HTML
    to: gr.Radio
    purpose: gr.Radio
    topics: gr.CheckboxGroup
    from_name: gr.Textbox
    to_name: gr.Textbox
    again: gr.Button
    draft: gr.Textbox
    """Id of the draft in view."""
    file: gr.Textbox
    """An .eml file on its way to the browser, in base64."""

    @classmethod
    def lay_out(cls) -> Self:
        """Makes the components; called inside the card's column."""
        with gr.Column(elem_id="email"):
            head = gr.HTML(
                elem_id="email-head", apply_default_css=False, js_on_load=actions("write_email", "open_draft")
            )
            problem = gr.HTML(elem_id="email-problem", apply_default_css=False)
            with gr.Column(elem_id="letter"):
                subject = gr.Textbox(
                    label="Subject", elem_id="email-subject", lines=1, max_lines=3, max_length=300
                )
                body = gr.Textbox(
                    label="Email", elem_id="email-body", lines=6, max_lines=40, max_length=20_000
                )
                ticks = gr.HTML(
                    elem_id="email-ticks",
                    apply_default_css=False,
                    js_on_load="window.rolecall.pauses(() => trigger('typing_paused'));",
                )
                from_name = gr.Textbox(
                    label="Your name, to sign with",
                    elem_id="email-name",
                    max_lines=1,
                    max_length=80,
                    submit_btn="Sign",
                    visible=False,
                )
                take = gr.HTML(elem_id="email-take", apply_default_css=False, js_on_load=actions("save_eml"))
                tone = gr.Radio(letters.TONES, label="Tone", elem_id="email-tone", elem_classes="pills")
                with gr.Accordion("Change what it asks", open=False, elem_id="email-more"):
                    to, purpose, topics, to_name = _choices()
                    again = gr.Button("Write it again", elem_id="email-again", size="sm")
            draft = gr.Textbox(elem_classes="kept", show_label=False)
            file = gr.Textbox(elem_classes="kept", show_label=False)
        return cls(
            head=head,
            problem=problem,
            subject=subject,
            body=body,
            ticks=ticks,
            from_name=from_name,
            take=take,
            tone=tone,
            to=to,
            purpose=purpose,
            topics=topics,
            to_name=to_name,
            again=again,
            draft=draft,
            file=file,
        )

    @property
    def outputs(self) -> list[Any]:
        return [getattr(self, field.name) for field in fields(self)]

    @property
    def typed(self) -> tuple[Any, ...]:
        """What the user may be typing in."""
        return (self.subject, self.body)

    @property
    def wish(self) -> list[Any]:
        """Inputs that make up what the user wants written, in the order of `request_from`."""
        return [self.to, self.tone, self.purpose, self.topics, self.from_name, self.to_name]

    def shown(
        self, draft: Draft | None, drafts: Sequence[Draft], *, readable: bool = True, name: str = ""
    ) -> Updates:
        """The panel for one draft, or the offer to write one; nothing without a role to write about."""
        if not readable:
            return {self.head: "", self.problem: "", self.draft: "", self.ticks: "", self.take: ""}
        if draft is None:
            return {
                self.head: letters.heading(None),
                self.problem: "",
                self.draft: "",
                self.ticks: "",
                self.take: "",
                self.tone: Tone.WARM.value,
                self.to: Addressee.RECRUITER.value,
                self.purpose: Purpose.FIRST.value,
                self.topics: [],
                self.from_name: gr.Textbox(value=name, visible=False),
                self.to_name: "",
            }
        return {
            self.head: letters.heading(draft, drafts),
            self.problem: "",
            self.draft: draft.id,
            self.subject: draft.subject,
            self.body: draft.body,
            self.tone: draft.tone.value,
            self.to: draft.to.value,
            self.purpose: draft.purpose.value,
            self.topics: [question.topic.value for question in draft.questions],
            self.from_name: gr.Textbox(value=draft.from_name or name, visible=letters.needs_name(draft)),
            self.to_name: draft.to_name,
            **self.checked(draft),
        }

    def checked(self, draft: Draft) -> Updates:
        """Ticks and ways to take the email along, for the words as they stand."""
        return {
            self.ticks: letters.checks(draft),
            self.take: letters.actions(draft),
        }


def _choices() -> tuple[gr.Radio, gr.Radio, gr.CheckboxGroup, gr.Textbox]:
    return (
        gr.Radio(letters.ADDRESSEES, label="Who gets it", elem_classes="pills"),
        gr.Radio(letters.PURPOSES, label="Occasion", elem_classes="pills"),
        gr.CheckboxGroup(
            [(label, topic.value) for topic, label in TOPIC_LABELS.items()],
            label="Topics; with none chosen, the most uncertain ones",
            elem_classes="lines",
        ),
        gr.Textbox(label="Their name", max_lines=1, max_length=80),
    )


def request_from(  # noqa: PLR0917 - in the order of `EmailPanel.wish`
    to: str, tone: str, purpose: str, topics: Sequence[str], from_name: str, to_name: str
) -> DraftRequest:
    """What the user wants written, from the values of the panel."""
    return DraftRequest(
        to=Addressee(to or Addressee.RECRUITER),
        tone=Tone(tone or Tone.WARM),
        purpose=Purpose(purpose or Purpose.FIRST),
        from_name=" ".join((from_name or "").split()),
        to_name=" ".join((to_name or "").split()),
        topics=tuple(Topic(topic) for topic in topics or ()),
    )


def for_browser(name: str, data: bytes) -> str:
    """A file as page.js takes it: name, a line break, base64."""
    return f"{name}\n{base64.b64encode(data).decode('ascii')}"
