"""Outputs that a handler leaves out are not made anew; all others come through as Gradio has them."""

import asyncio
from collections.abc import Callable
from typing import Any

import gradio as gr
import pytest

from rolecall.web.skipping import SkippingBlocks

from gradio.events import Dependency

def page(made: list[str], answer: Callable[[dict[str, Any]], Any]) -> tuple[SkippingBlocks, Any]:
    class Told(gr.Textbox):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            made.append(str(kwargs.get("label")))
            super().__init__(*args, **kwargs)
    from typing import Callable, Literal, Sequence, Any, TYPE_CHECKING
    from gradio.blocks import Block
    if TYPE_CHECKING:
        from gradio.components import Timer
        from gradio.components.base import Component
    from typing import Callable, Literal, Sequence, Any, TYPE_CHECKING
    from gradio.blocks import Block
    if TYPE_CHECKING:
        from gradio.components import Timer
        from gradio.components.base import Component
    from typing import Callable, Literal, Sequence, Any, TYPE_CHECKING
    from gradio.blocks import Block
    if TYPE_CHECKING:
        from gradio.components import Timer
        from gradio.components.base import Component
    from typing import Callable, Literal, Sequence, Any, TYPE_CHECKING
    from gradio.blocks import Block
    if TYPE_CHECKING:
        from gradio.components import Timer
        from gradio.components.base import Component
    from typing import Callable, Literal, Sequence, Any, TYPE_CHECKING
    from gradio.blocks import Block
    if TYPE_CHECKING:
        from gradio.components import Timer
        from gradio.components.base import Component

    with SkippingBlocks() as app:
        parts = {name: Told(label=name) for name in ("one", "two", "three")}
        button = gr.Button()
        event = button.click(lambda: answer(parts), None, list(parts.values()))
    made.clear()
    return app, app.fns[event["id"]] if isinstance(event, dict) else app.fns[0]


@pytest.mark.parametrize(
    ("answer", "wanted", "anew"),
    [
        (lambda parts: {parts["two"]: "b"}, [None, "b", None], []),
        (lambda parts: {parts["one"]: "a", parts["three"]: "c"}, ["a", None, "c"], []),
        (lambda parts: {parts["two"]: gr.skip()}, [None, None, None], []),
        (lambda parts: ["a", "b", "c"], ["a", "b", "c"], []),
        (lambda parts: {parts["two"]: gr.update(visible=False)}, [None, {"visible": False}, None], ["two"]),
    ],
)
def test_only_what_changed_is_worked_on(
    answer: Callable[[dict[str, Any]], Any], wanted: list[Any], anew: list[str]
) -> None:
    made: list[str] = []
    app, function = page(made, answer)
    told = asyncio.run(app.postprocess_data(function, function.fn(), None))
    shown = []
    for value in told:
        if isinstance(value, dict):
            value = {key: one for key, one in value.items() if key != "__type__"} or None
        shown.append(value)
    assert shown == wanted
    assert made == anew