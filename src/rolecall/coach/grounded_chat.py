"""An answer of the chat in a model's words: its prompt, cut to a budget, and its stream."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import aclosing
from typing import Any

from rolecall.domain.grounding import harmless
from rolecall.domain.passages import Evidence
from rolecall.domain.texts import fit, visible
from rolecall.ports import ChatModel, Prompt, Prompts

ANSWER_PROMPT = "answer"

ANSWER_TOKENS = 700
_BUDGET = {"passages": 2400, "question": 1000, "role": 400, "history": 600}
_FRAME_TOKENS = 500
"""Of the fixed texts of a prompt and the marks around what is put in, rounded up."""


def answer_prompt(
    prompts: Prompts,
    question: str,
    evidence: Evidence,
    *,
    role_summary: str,
    history: Sequence[tuple[str, str]],
    count: Callable[[str], int],
    room: int = 8192,
) -> Prompt:
    """The prompt behind an answer, cut to its token budget; its `name` is what a turn records.

    `history` is who said what, oldest first; `room` is the model's `context_tokens`.
    """
    # The system message and the answer need their part of the room; the rest is shared as in a large one.
    share = min(1.0, max(0.1, (room - ANSWER_TOKENS - _FRAME_TOKENS) / sum(_BUDGET.values())))
    budget = {part: int(tokens * share) for part, tokens in _BUDGET.items()}
    texts = fit([passage.text for passage in evidence.passages], budget["passages"], count)
    passages = [
        {"heading": passage.heading, "text": text}
        for passage, text in zip(evidence.passages, texts, strict=True)
    ]
    said = [f"{speaker}: {' '.join(text.split())}" for speaker, text in history if text.strip()]
    return prompts.render(
        ANSWER_PROMPT,
        question=fit([question], budget["question"], count)[0],
        passages=passages,
        role=fit([role_summary], budget["role"], count)[0],
        history="\n".join(fit(said, budget["history"], count)),
        weak=evidence.weak,
    )


async def answer(model: ChatModel, prompt: Prompt) -> AsyncIterator[str]:
    """Streams a model's answer as it may be shown, for `grounded` to verify at its end. Raises ModelFault.

    Images and tags are made harmless as they come: a picture's address could carry the conversation away.
    """
    pieces: Any = model.stream(prompt, max_tokens=ANSWER_TOKENS)
    held = ""
    async with aclosing(pieces):
        async for piece in pieces:
            # A mark at the very end may open an image or a tag with the next piece, so it waits for that.
            text = held + visible(piece)
            held = text[-1] if text.endswith(("!", "<")) else ""
            shown = harmless(text[: len(text) - len(held)])
            if shown:
                yield shown
    if held:
        yield held
