"""Settings, job by job: what the connected model may do here, what was measured, what the user keeps back."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import gradio as gr

from rolecall.domain.engines import ModelJob
from rolecall.domain.suitability import JobFigures, Suitability
from rolecall.web import present
from rolecall.web.handling import QUIET, OwnerOf, Updates, told
from rolecall.web.words import plain

if TYPE_CHECKING:
    from rolecall.coach.coach import Coach

_TITLES = {
    ModelJob.ANSWER: "Answers in the chat",
    ModelJob.READ: "Reading a role",
    ModelJob.DRAFT: "Emails",
    ModelJob.INTERVIEW: "The interviewer’s follow-ups",
    ModelJob.JUDGE: "Levels in a debrief",
}
_COMMAND = "rolecall eval model"


@dataclass(frozen=True)
class JobsParts:
    """The components of the box."""

    table: gr.HTML
    kept_back: gr.CheckboxGroup
    told: gr.HTML

    @property
    def shown(self) -> list[Any]:
        return [self.table, self.kept_back, self.told]


def lay_out() -> JobsParts:
    """Makes the components; called inside the page's Blocks."""
    with gr.Column(elem_classes="box"):
        table = gr.HTML(elem_id="settings-jobs", apply_default_css=False)
        kept_back = gr.CheckboxGroup(
            [(title, job.value) for job, title in _TITLES.items()],
            label="Leave to the built-in engine, whatever model is connected",
            elem_id="settings-kept-back",
            elem_classes="lines",
        )
        said = gr.HTML(apply_default_css=False)
    return JobsParts(table=table, kept_back=kept_back, told=said)


def refresh(parts: JobsParts, coach: "Coach", owner: str) -> Updates:
    """The box as things stand now."""
    suiting, state = coach.engines.suiting, coach.engines.state(owner)
    kept_back = suiting.kept_back(owner)
    measured = suiting.of(owner, state.name) if state.is_model else None
    return {
        parts.table: jobs_table(state.name if state.is_model else "", measured, kept_back),
        parts.kept_back: sorted(job.value for job in kept_back),
    }


def wire(coach: "Coach", parts: JobsParts, owner_of: OwnerOf) -> None:
    """Events of the box; called inside the page's Blocks."""

    def keep_back(names: list[str], request: gr.Request) -> Updates:
        owner = owner_of(request)

        def kept() -> Updates:
            coach.engines.suiting.keep_back(owner, [ModelJob(name) for name in names])
            return {**refresh(parts, coach, owner), parts.told: present.verdict("Saved.", ok=True)}

        return told(parts.told, kept)

    parts.kept_back.input(keep_back, parts.kept_back, parts.shown, **QUIET)


def jobs_table(model: str, measured: Suitability | None, kept_back: frozenset[ModelJob]) -> str:
    """What a model does, one row a job; `model` is '' where none is connected."""
    head = "<h2>What a model may do here</h2>"
    if not model:
        return f"{head}<p>No model is connected, so the built-in engine does everything.</p>"
    if measured is None:
        words = (
            f"<p>{plain(model)} has not been measured here. What it proposes is checked by code all "
            f"the same, and it gives no levels before it is measured. In a terminal, "
            f"<code>{_COMMAND}</code> measures every job on this machine’s cases.</p>"
        )
    else:
        words = (
            f"<p>{plain(model)}, measured on {plain(measured.at[:10])}. “Own words” is how often what it "
            "said passed the checks and was used; otherwise the built-in engine spoke.</p>"
        )
    rows = "".join(
        _row(job, title, measured.of(job) if measured else None, kept_back) for job, title in _TITLES.items()
    )
    heads = "".join(f'<th scope="col">{name}</th>' for name in ("Job", "Requests", "Own words", "Done by"))
    return (
        f'{head}{words}<div class="wide"><table class="jobs"><thead><tr>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _row(job: ModelJob, title: str, figures: JobFigures | None, kept_back: frozenset[ModelJob]) -> str:
    if job in kept_back:
        who, why = "Built-in engine", "You keep this job back."
    elif figures is not None and not figures.may:
        who, why = "Built-in engine", figures.reason
    elif figures is None and job is ModelJob.JUDGE:
        who, why = "Built-in engine", "Not measured yet."
    else:
        who, why = "The model, checked by code", ""
    told_why = f'<br><span class="soft">{plain(why)}</span>' if why else ""
    asked = str(figures.requests) if figures else "–"
    own = f"{figures.own:.0%}" if figures and figures.requests else "–"
    return f'<tr><th scope="row">{title}</th><td>{asked}</td><td>{own}</td><td>{who}{told_why}</td></tr>'
