"""The whole page: parts laid out, events wired to handlers; nothing is decided here."""

from typing import TYPE_CHECKING, Any

from rolecall.web.launch import prepare_environment

if TYPE_CHECKING:
    from rolecall.coach.coach import Coach
    from rolecall.web.handling import OwnerOf

_MOST_WAITING = 256
_MOST_STREAMS = 256
"""Turns at once; they are asynchronous and cost no thread."""
_CACHE = (600, 3600)
"""Seconds: how often uploaded files are looked at, and how old they may get."""


def build_app(coach: "Coach", *, owner_of: "OwnerOf | None" = None) -> Any:
    """The page as gr.Blocks over a coach; `owner_of` names whose things a request is about."""
    prepare_environment()
    import gradio as gr

    from rolecall.web import (
        coach_page,
        library_page,
        practise_page,
        progress_page,
        roles_page,
        settings_acts,
        settings_page,
        teams_page,
    )
    from rolecall.web.coach_wiring import wire_coach
    from rolecall.web.handling import local_owner
    from rolecall.web.skipping import SkippingBlocks

    owner = owner_of or local_owner
    with SkippingBlocks(
        title="RoleCall", analytics_enabled=False, fill_width=True, delete_cache=_CACHE
    ) as app:
        with gr.Column(elem_id="rolecall"):
            side = coach_page.side_part()
            parts = coach_page.lay_out(side)
            practise = practise_page.lay_out()
            progress = progress_page.lay_out()
            library = library_page.lay_out()
            teams = teams_page.lay_out()
            beside = roles_page.lay_out()
            settings = settings_page.lay_out()
        wire_coach(app, coach, parts, owner, _MOST_STREAMS)
        practise_page.wire(coach, practise, owner)
        progress_page.wire(coach, progress, owner)
        library_page.wire(coach, library, owner)
        teams_page.wire(coach, teams, owner)
        roles_page.wire(coach, beside, parts, owner)
        settings_acts.wire(coach, settings, parts, owner)
    return app.queue(max_size=_MOST_WAITING, default_concurrency_limit=8, api_open=False)
