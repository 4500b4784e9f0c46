"""Readings and emails for a command that opens no conversation, with a model whose calls are counted."""

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from rolecall.cli import comparing, show
from rolecall.coach.reading import Reading
from rolecall.domain.engines import ModelJob
from rolecall.domain.mail import Draft, DraftRequest
from rolecall.domain.roles import RoleReading, Source, SourceKind
from rolecall.ports import ChatModel, ModelFault, StoreFault
from rolecall.settings import load
from rolecall.wiring import OWNER, build_drafting, build_model
from rolecall.wiring.spending import accounted_model


def reading_of(sources: list[Source], reading: Reading, *, built_in: bool) -> RoleReading:
    """The reading, with the connected model's part unless it is left out or fails."""
    if built_in:
        return reading.read(sources)
    with _model(ModelJob.READ) as model:
        if model is not None:
            try:
                return asyncio.run(reading.read_with(sources, model))
            except ModelFault as fault:
                show.say(fault.message)
    return reading.read(sources)


def draft_of(sources: list[Source], request: DraftRequest, reading: Reading, *, built_in: bool) -> Draft:
    """An email about what was read, reworded by the connected model unless it is left out."""
    promising = [one for one in sources if one.kind is not SourceKind.REPORT]
    read = reading_of(promising or sources, reading, built_in=built_in)
    request = comparing.with_reports(request, sources)
    texts = tuple(source.text for source in sources)
    if built_in:
        return asyncio.run(build_drafting().draft(read, texts, request, None))
    with _model(ModelJob.DRAFT) as model:
        return asyncio.run(build_drafting().draft(read, texts, request, model))


@contextmanager
def _model(job: ModelJob) -> Iterator[ChatModel | None]:
    """The model of the settings; where another RoleCall holds the accounts, that is said and it goes on."""
    settings = load()
    if not settings.model:
        yield None
        return
    with ExitStack() as stack:
        try:
            model = stack.enter_context(accounted_model(settings, OWNER, job))
        except StoreFault as fault:
            show.say(f"What the model takes is not counted this time. {fault.message}")
            model = build_model(settings)
        yield model
