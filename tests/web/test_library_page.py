"""What the handlers of the Library page tell, and where."""

from typing import Any

import gradio as gr
import pytest

from rolecall.web.library_page import LibraryActs, lay_out
from tests.web.standin import StandInCoach


class Rebuilt(StandInCoach):
    """A coach whose library was rebuilt at the start."""

    def notes(self) -> tuple[str, ...]:
        return ("The index was rebuilt.",)


@pytest.mark.parametrize("kind", [StandInCoach, Rebuilt])
def test_a_visit_that_ends_late_wipes_no_message_about_a_dropped_file(kind: type[StandInCoach]) -> None:
    with gr.Blocks():
        parts = lay_out()
    coach: Any = kind()
    told = LibraryActs(coach, parts, lambda _: "local").refresh(None)  # type: ignore[arg-type]
    assert parts.status not in told
    assert "None yet." in told[parts.listing]
    assert ("rebuilt" in told[parts.notes]) == (kind is Rebuilt)
