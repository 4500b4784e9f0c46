"""Outputs that a handler leaves out are not made anew; all others come through as Gradio has them."""

import asyncio
from collections.abc import Callable
from functools import wraps
from typing import Any

import gradio as gr
import pytest

from rolecall.web.skipping import SkippingBlocks

Parts = dict[str, gr.Textbox]


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
    answer: Callable[[Parts], Any], wanted: list[Any], anew: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with SkippingBlocks() as app:
        parts = {name: gr.Textbox(label=name) for name in ("one", "two", "three")}
        gr.Button().click(lambda: answer(parts), None, list(parts.values()))
    made: list[str] = []
    make = gr.Textbox.__init__

    @wraps(make)
    def counted(self: gr.Textbox, *args: Any, **kwargs: Any) -> None:
        made.append(str(kwargs.get("label")))
        make(self, *args, **kwargs)

    monkeypatch.setattr(gr.Textbox, "__init__", counted)
    told = asyncio.run(app.postprocess_data(app.fns[0], answer(parts), None))
    assert [_changes(value) for value in told] == wanted
    assert made == anew


def _changes(value: Any) -> Any:
    """An update without what only says that it is one; None where it changes nothing."""
    if not isinstance(value, dict):
        return value
    return {key: one for key, one in value.items() if key != "__type__"} or None
