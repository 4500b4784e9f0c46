"""The Library page: the user's own documents, dropped, listed, searched, removed."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr

from rolecall.web import shelf
from rolecall.web.coach_page import READABLE
from rolecall.web.email_panel import for_browser
from rolecall.web.handling import QUIET, OwnerOf, Updates, actions, carried, told, words_of

if TYPE_CHECKING:
    from rolecall.coach.coach import Coach


@dataclass(frozen=True)
class LibraryParts:
    """The components of the page, top to bottom."""

    notes: gr.HTML
    """What happened at the start; apart from `status`, so that a late visit wipes no file's message."""
    drop: gr.File
    status: gr.HTML
    listing: gr.HTML
    query: gr.Textbox
    found: gr.HTML
    share: gr.Button
    bring: gr.File
    shared: gr.HTML
    file: gr.Textbox
    """A file on its way to the browser, in base64."""
    arrival: gr.HTML


def lay_out() -> LibraryParts:
    """Makes the components; called inside the page's Blocks."""
    with gr.Column(elem_id="library", elem_classes="page"):
        gr.HTML(shelf.INTRODUCTION, apply_default_css=False)
        notes = gr.HTML(elem_id="library-notes", apply_default_css=False)
        drop = gr.File(
            label="Drop guides, notes, a CV or a paper",
            file_count="multiple",
            file_types=READABLE,
            elem_id="library-drop",
            height=140,
        )
        status = gr.HTML(elem_id="library-status", apply_default_css=False)
        query = gr.Textbox(
            label="Search the guides and your documents",
            placeholder="For example: how long should a paper deep-dive be",
            elem_id="library-query",
            max_lines=1,
            max_length=500,
            submit_btn="Search",
        )
        found = gr.HTML(elem_id="library-found", apply_default_css=False)
        listing = gr.HTML(
            elem_id="library-list", apply_default_css=False, js_on_load=actions("remove_document")
        )
        with gr.Column(elem_classes="box", elem_id="library-patterns"):
            gr.HTML(shelf.PATTERNS, apply_default_css=False)
            share = gr.Button("Save my patterns as a file", size="sm")
            bring = gr.File(
                label="Bring in a file of patterns that somebody shared",
                file_types=[".json"],
                height=110,
                elem_id="library-bring",
            )
            shared = gr.HTML(elem_id="library-shared", apply_default_css=False)
            file = gr.Textbox(elem_classes="kept", show_label=False)
        arrival = gr.HTML(
            apply_default_css=False, js_on_load="window.rolecall.visits('library', () => trigger('visited'));"
        )
    return LibraryParts(notes, drop, status, listing, query, found, share, bring, shared, file, arrival)


@dataclass(frozen=True)
class LibraryActs:
    """Handlers of the page."""

    coach: "Coach"
    parts: LibraryParts
    owner_of: OwnerOf

    def refresh(self, request: gr.Request) -> Updates:
        owner = self.owner_of(request)

        def shown() -> Updates:
            return {self.parts.notes: shelf.notes(self.coach.notes()), **self._listed(owner)}

        return told(self.parts.notes, shown)

    async def add(self, paths: list[str] | None, request: gr.Request) -> AsyncGenerator[Updates, None]:
        """Each dropped file in turn, with its progress; one that fails does not stop the rest."""
        owner, told_so_far = self.owner_of(request), []
        yield {self.parts.drop: None}
        for path in [Path(path) for path in paths or ()]:
            async for done, words in self._progress(owner, path):
                if done:
                    told_so_far.append(words)
                else:
                    yield {self.parts.status: shelf.told_of(told_so_far) + words}
            yield {self.parts.status: shelf.told_of(told_so_far), **self._listed(owner)}

    async def _progress(self, owner: str, path: Path) -> AsyncGenerator[tuple[bool, str], None]:
        steps: asyncio.Queue[tuple[str, float] | None] = asyncio.Queue()
        loop = asyncio.get_running_loop()

        def step(what: str, share: float) -> None:
            loop.call_soon_threadsafe(steps.put_nowait, (what, share))

        task = asyncio.create_task(asyncio.to_thread(self._added, owner, path, step))
        task.add_done_callback(lambda _: steps.put_nowait(None))
        yield False, shelf.progress(path.name, "Reading", 0.0)
        while (at := await steps.get()) is not None:
            yield False, shelf.progress(path.name, *at)
        yield True, await task

    def _added(self, owner: str, path: Path, step: Callable[[str, float], None]) -> str:
        try:
            data = path.read_bytes()
            path.unlink(missing_ok=True)
            return shelf.added(self.coach.add_document(owner, path.name, data, step))
        except Exception as error:
            return shelf.not_added(path.name, words_of(error))

    def remove(self, event: gr.EventData, request: gr.Request) -> Updates:
        owner = self.owner_of(request)

        def removed() -> Updates:
            self.coach.remove_document(owner, carried(event, "document"))
            return self._listed(owner)

        return told(self.parts.status, removed)

    def search(self, query: str, request: gr.Request) -> Updates:
        owner = self.owner_of(request)
        if not query.strip():
            return {self.parts.found: ""}
        return told(
            self.parts.found, lambda: {self.parts.found: shelf.found(self.coach.search(owner, query, 5))}
        )

    async def share(self, request: gr.Request) -> Updates:
        """All role patterns as one file."""
        owner, parts = self.owner_of(request), self.parts

        def saved() -> Updates:
            data = self.coach.patterns.exported(owner)
            return {parts.file: for_browser("rolecall-patterns.json", data)}

        return await asyncio.to_thread(told, parts.shared, saved)

    async def bring(self, path: str | None, request: gr.Request) -> Updates:
        """The patterns of a file that somebody shared."""
        owner, parts = self.owner_of(request), self.parts
        if path is None:
            return {parts.bring: None}

        def brought() -> Updates:
            chosen = Path(path)
            data = chosen.read_bytes()
            chosen.unlink(missing_ok=True)
            result = self.coach.patterns.imported(owner, data)
            return {parts.shared: shelf.brought(result.added, result.known), **self._listed(owner)}

        return {parts.bring: None, **await asyncio.to_thread(told, parts.shared, brought)}

    def _listed(self, owner: str) -> Updates:
        return {self.parts.listing: shelf.listing(self.coach.library(owner))}


def wire(coach: "Coach", parts: LibraryParts, owner_of: OwnerOf) -> None:
    """Events of the page to handlers; called inside the page's Blocks."""
    acts = LibraryActs(coach, parts, owner_of)
    both: list[Any] = [parts.status, parts.listing]
    parts.arrival.visited(acts.refresh, None, [parts.notes, parts.listing], **QUIET)
    parts.drop.upload(acts.add, parts.drop, [parts.drop, *both], **QUIET)
    parts.listing.remove_document(acts.remove, None, both, **QUIET)
    saved = parts.share.click(acts.share, None, [parts.shared, parts.file], **QUIET)
    saved.then(None, parts.file, None, js="(file) => window.rolecall.download(file)")
    parts.bring.upload(acts.bring, parts.bring, [parts.bring, parts.shared, parts.listing], **QUIET)
    parts.query.submit(acts.search, parts.query, parts.found, **QUIET)
