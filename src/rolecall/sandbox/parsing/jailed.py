"""A run's life that reads one document: the task of the warm process that holds the parsers."""

import base64
import importlib
import json
import os
from collections.abc import Sequence
from typing import NoReturn

from rolecall.sandbox.parsing import child
from rolecall.sandbox.running import framing

PACKAGES = ("pypdf", "docx", "lxml", "bs4", "soupsieve", "typing_extensions")
"""What the parsers are made of."""
WALLS = ["the jail of candidates' code"]


def prepare() -> None:
    """Imports every parser: while documents are read nothing of the app's own can be imported."""
    for name in child.PARSERS.values():
        importlib.import_module(f"rolecall.sandbox.parsing.{name}").prepare()


def later(extra: Sequence[str], everything: bool) -> list[str]:
    """Nothing: a parser that was prepared has all it needs."""
    return []


def live() -> NoReturn:
    """One document in, one answer out."""
    try:
        asked = framing.receive()
        data = base64.b64decode(asked["document"])
        said = child.answered(asked["kind"], data, asked["limits"], WALLS)
        # As a child's answer: half a letter that a document holds becomes a question mark.
        told = json.dumps(said, ensure_ascii=False, default=list).encode("utf-8", "replace")
        framing.send(framing.framed(json.loads(told)))
    finally:
        os._exit(0)
