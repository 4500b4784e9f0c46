"""How long it takes to tell what a turn wants: the kept utterances, and one as long as a turn gets."""

import time
from collections.abc import Sequence
from functools import partial

from benchmarks.table import Row, median, milliseconds, p95, print_table
from rolecall.evals.intent_cases import intent_cases
from rolecall.retrieval.embedders import make_embedder
from rolecall.retrieval.intents import IntentReader
from rolecall.wiring import knowledge

LIMIT = 20.0
"""Milliseconds a turn; the vector, where one is needed, is the one by which passages are looked for."""


def main(arguments: Sequence[str]) -> int:
    embedder = make_embedder()
    tell = IntentReader(lambda: embedder, knowledge().intents)
    texts = [one.text for one in intent_cases() if one.half == "kept"]
    tell("Hello")
    turns = [min(milliseconds(partial(tell, text), 1)) for text in texts]
    words = IntentReader(None, knowledge().intents)
    long = milliseconds(lambda: words("I wonder what they will ask me about my paper " * 30), 5)
    first = [_once(tell, f"{text} {at}") for at, text in enumerate(texts)]
    return print_table(
        "What a turn wants",
        [
            Row("once the search has its vector, median", median(turns), LIMIT),
            Row("the first time, median", median(first), LIMIT),
            Row("the first time, p95", p95(first)),
            Row("a turn of 1,400 characters, by words", median(long), LIMIT),
        ],
    )


def _once(tell: IntentReader, text: str) -> float:
    begun = time.perf_counter()
    tell(text)
    return (time.perf_counter() - begun) * 1000
