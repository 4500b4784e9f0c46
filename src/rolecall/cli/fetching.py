"""`rolecall fetch`: a model file from a hub, once, for the local engine."""

import time
from typing import TYPE_CHECKING, Annotated

import typer

from rolecall.cli import show
from rolecall.ports import BadInput
from rolecall.settings import load
from rolecall.wiring import now
from rolecall.wiring.local import build_shelf

if TYPE_CHECKING:
    from rolecall.llm.local.shelf import Shelf

_EVERY = 5.0


def fetch(
    name: Annotated[str, typer.Argument(help="A name of --list, or HUB_OWNER/REPOSITORY/FILE.gguf.")] = "",
    revision: Annotated[str, typer.Option(help="A branch, tag or commit; main if not given.")] = "",
    sha256: Annotated[str, typer.Option(help="The checksum it must have; the hub's own if not given.")] = "",
    listed: Annotated[
        bool, typer.Option("--list", help="Show the models that serve well, and yours.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout, nothing else.")] = False,
) -> int:
    """Fetch a model once, to run on this machine with the local engine."""
    from rolecall.llm.local import hub
    from rolecall.llm.local.downloading import Hub

    settings = load()
    shelf = build_shelf(settings)
    if listed or not name:
        return _list(shelf, json)
    wanted = shelf.wanted(name, revision, sha256)
    if wanted is None:
        raise BadInput(
            f"The model {name!r} is neither in the list (rolecall fetch --list) nor written as "
            "HUB_OWNER/REPOSITORY/FILE.gguf."
        )
    path = hub.fetch(
        wanted,
        shelf,
        Hub(address=settings.hub, token=settings.hub_token),
        now=now,
        tell=show.say,
        progress=_Progress(),
    )
    told = next(record for kept, record in shelf.fetched() if kept == path)
    if json:
        show.as_json({**told.model_dump(mode="json"), "path": str(path), "model": f"local:{name}"})
    else:
        show.out(f"{path} is whole (sha256 {told.sha256}). Use it with ROLECALL_MODEL=local:{name}")
    return 0


def _list(shelf: "Shelf", json: bool) -> int:
    fetched = list(shelf.fetched())
    if json:
        show.as_json(
            {
                "models": [card.model_dump(mode="json") for card in shelf.cards],
                "fetched": [{**told.model_dump(mode="json"), "path": str(path)} for path, told in fetched],
            }
        )
        return 0
    show.out("Models that serve well (rolecall fetch NAME):")
    for card in shelf.cards:
        show.out(
            f"  {card.name}: for {card.memory} GB of memory, {card.gigabytes} GB to fetch, {card.licence}, "
            f"{card.repo}. {card.expect}"
        )
    show.out("Fetched:" if fetched else f"Nothing is fetched yet; files go to {shelf.folder}.")
    for path, told in fetched:
        show.out(f"  {told.repo}/{told.file} ({told.commit[:12] or told.revision}): {path}")
    return 0


class _Progress:
    """Tells every few seconds how far it is, on stderr."""

    def __init__(self) -> None:
        self._told_at = 0.0

    def __call__(self, what: str, share: float) -> None:
        if time.monotonic() - self._told_at >= _EVERY or share >= 1:
            self._told_at = time.monotonic()
            show.say(f"{what}: {share:.1%}")
