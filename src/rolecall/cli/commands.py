"""The commands themselves: arguments in, a use case, a value out."""

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Thread
from typing import Annotated, Any

import typer

from rolecall.cli import (
    auditing,
    comparing,
    fetching,
    grading,
    judging,
    measuring,
    patterns,
    planning,
    practising,
    replying,
    show,
    spending,
)
from rolecall.cli.batch import run_batch, text_of
from rolecall.cli.material import STDIN, kind_named, read_path, source, sources_from
from rolecall.cli.one_offs import draft_of, reading_of
from rolecall.coach.eml import to_eml
from rolecall.coach.reading import Reading, clipped
from rolecall.domain.contract import holds
from rolecall.domain.mail import Draft, DraftRequest, Purpose, Tone
from rolecall.domain.roles import Addressee, RoleReading, Topic
from rolecall.ports import BadInput
from rolecall.settings import load
from rolecall.wiring import (
    OWNER,
    build_files,
    build_reading,
    knowledge,
    opened,
)

app = typer.Typer(
    help="Find out what a machine-learning role really is before you interview for it.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

Files = Annotated[list[str] | None, typer.Argument(metavar="FILE...", help="Files, or - for standard input.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON object on stdout, nothing else.")]
Batch = Annotated[str, typer.Option(help="A file of JSON requests, one a line; - for standard input.")]
BuiltIn = Annotated[bool, typer.Option("--built-in", help="Leave the connected model out.")]


def command_line() -> Callable[..., object]:
    """The commands, ready to be run with a list of arguments."""
    app.command("audit")(auditing.audit)
    app.command("compare", cls=comparing.SeveralFiles)(comparing.compare)
    app.command("reply")(replying.reply)
    if not any(group.name == "patterns" for group in app.registered_groups):
        app.add_typer(patterns.app, name="patterns")
    app.command("plan")(planning.plan)
    app.command("practise")(practising.practise)
    app.command("grade")(grading.grade)
    app.command("judge")(judging.judge)
    app.command("check")(measuring.check)
    app.command("fetch")(fetching.fetch)
    app.command("eval")(measuring.evaluate)
    app.command("doctor")(measuring.doctor)
    app.command("spent")(spending.spent)
    return typer.main.get_command(app)


@app.command()
def serve(
    port: Annotated[int | None, typer.Option(help="Port of the page.")] = None,
    open_browser: Annotated[bool, typer.Option("--open", help="Open the page in the browser.")] = False,
) -> None:
    """Start the web page."""
    from rolecall.web.app import build_app
    from rolecall.web.launch import free_port
    from rolecall.web.launch import serve as serve_page

    settings = load()
    # Before the index is built, which may take a minute, so that a taken port is told at once.
    wanted = port if port is not None else settings.port
    free_port(wanted)
    with opened(settings, _Progress()) as house:
        page = build_app(house.coach)
        for note in house.coach.notes():
            show.say(note)
        # Beside the page, so that it is not kept waiting; what fails here is told at its first use.
        Thread(target=lambda: asyncio.run(house.coach.prepare(OWNER)), daemon=True).start()
        serve_page(
            page,
            wanted,
            blocked=(settings.data,),
            open_browser=open_browser,
            tell=show.say,
        )


@app.command()
def read(
    files: Files = None,
    kind: Annotated[
        str, typer.Option(help="ad, message, reply or report; found by itself if not given.")
    ] = "",
    batch: Batch = "",
    built_in: BuiltIn = False,
    json: Json = False,
) -> int:
    """See where a role's work lies, with the quotes that show it, and what is left unsaid."""
    reading = build_reading()
    if batch:
        return run_batch(batch, lambda request: _read_request(request, reading))
    sources, notes = sources_from(_some(files), kind_named(kind), build_files(), reading)
    result = _with_notes(reading_of(sources, reading, built_in=built_in), notes)
    if json:
        show.as_json(result)
    else:
        show.show_reading(result, knowledge().chat.labels)
    return 0


@app.command()
def email(  # noqa: PLR0917 - the command's options, as typer wants them
    files: Files = None,
    to: Annotated[Addressee, typer.Option(help="Who will read it.")] = Addressee.RECRUITER,
    tone: Annotated[Tone, typer.Option(help="How it sounds.")] = Tone.WARM,
    purpose: Annotated[Purpose, typer.Option(help="What it is for.")] = Purpose.FIRST,
    from_name: Annotated[str, typer.Option(help="Your name, for the signature.")] = "",
    to_name: Annotated[str, typer.Option(help="Their name; taken from the message if not given.")] = "",
    topics: Annotated[str, typer.Option(help="Topics to ask about, separated by commas.")] = "",
    out: Annotated[
        Path | None, typer.Option("--eml", help="Also write a file that opens as a draft.")
    ] = None,
    batch: Batch = "",
    built_in: BuiltIn = False,
    json: Json = False,
) -> int:
    """Write the clarifying email. RoleCall never sends it."""
    reading = build_reading()
    if batch:
        return run_batch(batch, lambda request: _email_request(request, reading))
    request = DraftRequest(
        to=to, tone=tone, purpose=purpose, from_name=from_name, to_name=to_name, topics=_topics(topics)
    )
    sources, notes = sources_from(_some(files), None, build_files(), reading)
    draft = draft_of(sources, request, reading, built_in=built_in)
    for note in notes:
        show.say(note)
    if out is not None:
        _write(out, to_eml(draft))
    if json:
        show.as_json(_as_answer(draft))
    else:
        show.show_draft(draft)
    if draft.needs:
        show.say(f"To finish it, give {' and '.join(draft.needs)} (for example --from-name).")
    return 0 if holds(draft.checks) else 1


@app.command()
def search(
    query: Annotated[str, typer.Argument(help="A question, or a few words.")] = "",
    k: Annotated[int, typer.Option("-k", min=1, max=50, help="How many passages.")] = 5,
    batch: Batch = "",
    json: Json = False,
) -> int:
    """Search the guides and your own documents."""
    if not batch and not query.strip():
        raise BadInput("There is no query; write what you look for.")
    with opened(load(), _Progress()) as house:
        if batch:
            return run_batch(batch, lambda request: _search_request(request, house.library.search))
        evidence = house.library.search(OWNER, query, k)
    if json:
        show.as_json(evidence)
    else:
        show.show_evidence(evidence)
    return 0


@app.command()
def ingest(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="Files or folders.")],
    json: Json = False,
) -> int:
    """Add your own documents to the library."""
    files, failed, added = build_files(), [], []
    with opened(load(), _Progress()) as house:
        for path in _walked(paths):
            try:
                document = read_path(path, files)
                result = house.library.add_text(OWNER, document, _size(path, document.text))
            except BadInput as fault:
                failed.append({"path": path, "error": fault.message})
                show.say(fault.message)
                continue
            added.append(
                {
                    "path": path,
                    "id": result.document.id,
                    "passages": result.passages,
                    "duplicate": result.duplicate,
                    "notes": list(result.notes),
                }
            )
            if not json:
                state = "is there already" if result.duplicate else f"{result.passages} passages"
                show.out(f"{path}: {state}")
    if json:
        show.as_json({"added": added, "failed": failed})
    return 0 if added or not failed else 2


def _read_request(request: dict[str, Any], reading: Reading) -> dict[str, Any]:
    text, notes = clipped(text_of(request, "text"))
    found = source(text, request.get("kind"), reading)
    return _with_notes(reading.read([found]), notes).model_dump(mode="json")


def _email_request(request: dict[str, Any], reading: Reading) -> dict[str, Any]:
    given = request.get("sources")
    if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
        raise BadInput("The field 'sources' must be a list of {'kind', 'text'}.")
    sources = [source(text_of(one, "text"), one.get("kind"), reading) for one in given]
    wanted = {name: request[name] for name in DraftRequest.model_fields if request.get(name)}
    return _as_answer(draft_of(sources, DraftRequest.model_validate(wanted), reading, built_in=True))


def _search_request(request: dict[str, Any], ask: Any) -> dict[str, Any]:
    query = text_of(request, "query")
    k = request.get("k", 5)
    if not isinstance(k, int) or isinstance(k, bool) or not 1 <= k <= 50:
        raise BadInput(f"The field 'k' is {k!r}; it must be a whole number from 1 to 50.")
    if not query.strip():
        raise BadInput("The field 'query' is empty; write what you look for.")
    answer: dict[str, Any] = ask(OWNER, query, k).model_dump(mode="json")
    return answer


def _as_answer(draft: Draft) -> dict[str, Any]:
    """The fields of the design's `email --json`, and what else scripts may want."""
    return draft.model_dump(mode="json", exclude={"id", "created_at"})


def _with_notes(reading: RoleReading, notes: Sequence[str]) -> RoleReading:
    return reading.model_copy(update={"notes": (*reading.notes, *notes)}) if notes else reading


def _some(files: list[str] | None) -> list[str]:
    if not files:
        raise BadInput("No file was named; give one or several, or - for standard input.")
    return files


def _topics(names: str) -> tuple[Topic, ...]:
    wanted = [name.strip() for name in names.split(",") if name.strip()]
    unknown = [name for name in wanted if name not in set(Topic)]
    if unknown:
        raise BadInput(f"The topic {unknown[0]!r} is unknown; use {', '.join(Topic)}.")
    return tuple(Topic(name) for name in wanted)


def _walked(paths: Sequence[str]) -> list[str]:
    """The files named, and those inside the folders named, in order."""
    found: list[str] = []
    for path in map(Path, paths):
        if path.is_dir():
            found += sorted(
                str(one) for one in path.rglob("*") if one.is_file() and not one.name.startswith(".")
            )
        else:
            found.append(str(path))
    return found


def _size(path: str, text: str) -> int:
    """Bytes of a file, or of the text where it came through standard input."""
    return len(text.encode("utf-8", "replace")) if path == STDIN else Path(path).stat().st_size


def _write(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as error:
        raise BadInput(f"The file {str(path)!r} cannot be written ({error.strerror}).") from error
    show.say(f"Wrote {path}.")


class _Progress:
    """Tells of the index being built, every tenth, on stderr; a ready index says nothing."""

    def __init__(self) -> None:
        self._tenth = 0

    def __call__(self, what: str, share: float) -> None:
        tenth = int(share * 10)
        if tenth != self._tenth and share < 1:
            self._tenth = tenth
            show.say(f"{what}: {share:.0%}")
