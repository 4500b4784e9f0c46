"""Pages whose handlers name only what changed, at the price of only that.

Gradio 6 makes a component anew for every output that a handler leaves out, in each picture of a stream
(`Blocks.postprocess_data`): with thirty outputs that is most of the time of a streamed answer.
"""

from collections.abc import Mapping
from copy import copy
from typing import TYPE_CHECKING, Any

import gradio as gr

if TYPE_CHECKING:
    from gradio.block_function import BlockFunction
    from gradio.state_holder import SessionState


class SkippingBlocks(gr.Blocks):
    """Blocks that pass over what an answer leaves out."""

    async def postprocess_data(
        self, block_fn: "BlockFunction", predictions: list[Any] | dict[Any, Any], state: "SessionState | None"
    ) -> Any:
        """What goes to the page, one value an output; those that were left out stay as they are."""
        changed = _changed(block_fn, predictions)
        if changed is None:
            return await super().postprocess_data(block_fn, predictions, state)
        if not changed:
            return [gr.skip() for _ in block_fn.outputs]
        part = copy(block_fn)
        part.outputs = [one for one in block_fn.outputs if one._id in changed]
        values = [changed[one._id] for one in part.outputs]
        told = await super().postprocess_data(part, values[0] if len(values) == 1 else values, state)
        by_id = {one._id: value for one, value in zip(part.outputs, told, strict=True)}
        return [by_id[one._id] if one._id in by_id else gr.skip() for one in block_fn.outputs]


def _changed(block_fn: "BlockFunction", predictions: Any) -> Mapping[int, Any] | None:
    """The values by their outputs' ids; None where an answer does not name its outputs one by one."""
    if not isinstance(predictions, dict) or not predictions or block_fn.batch:
        return None
    outputs = {one._id for one in block_fn.outputs}
    if not all(isinstance(one, gr.blocks.Block) and one._id in outputs for one in predictions):
        return None
    return {one._id: value for one, value in predictions.items() if not _left_out(value)}


def _left_out(value: Any) -> bool:
    return isinstance(value, dict) and value == gr.skip()
