"""Values of the conversation as HTML: turns, quotes, sources, the list of roles, the first visit."""

from collections.abc import Sequence
from typing import Protocol

from rolecall.domain.conversation import GENERAL, Folded, Turn
from rolecall.domain.passages import Passage
from rolecall.domain.role_table import LEAST_ROLES
from rolecall.domain.roles import BUILT_IN
from rolecall.domain.summaries import told
from rolecall.web.words import one_line, plain, rich

NEW = "new"
"""Id of the view in which a role is about to be made; its turns go to the general conversation."""

_PAGES = (
    ("coach", "Coach"),
    ("practise", "Practise"),
    ("progress", "Progress"),
    ("library", "Library"),
    ("teams", "Hiring teams"),
    ("settings", "Settings"),
)
_BESIDE = '<a href="?view=roles" data-page="roles" class="beside">Side by side</a>'
_FOLD_AT = 700
"""Characters from which the user's own text is folded."""
_SHOWN_TURNS = 60
_UNANSWERED = (
    '<p class="note">This was not answered yet. '
    '<button type="button" class="tool" data-do="retry_last">Answer it now</button></p>'
)
_SHOWN_CHARACTERS = 20_000
"""Of one pasted text; more would slow the page, all of it is kept."""


class Summary(Protocol):
    """A role in the list."""

    @property
    def id(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def waiting(self) -> bool: ...


class Example(Protocol):
    """Something to try with one click."""

    @property
    def title(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def blurb(self) -> str: ...


def turns(
    said: Sequence[Turn],
    suggestions: Sequence[str] = (),
    *,
    live: bool = False,
    everything: bool = False,
    folds: Sequence[Folded] = (),
) -> str:
    """The conversation, oldest first; `live` where another turn follows at once, so nothing is offered.

    What a model is told of turns too old for it stands where they end.
    """
    shown = said if everything else said[-_SHOWN_TURNS:]
    parts = []
    folded = folds[-1] if folds else None
    if len(shown) < len(said):
        parts.append(
            f'<p class="earlier"><button type="button" data-do="show_earlier">Show {len(said) - len(shown)} '
            "earlier messages</button></p>"
        )
    if folded and folded.up_to not in {turn.id for turn in shown}:
        parts.append(folded_line(folded))
    mixed = any(turn.engine != BUILT_IN for turn in said if turn.speaker == "coach")
    last_user = max((i for i, turn in enumerate(shown) if turn.speaker == "user"), default=-1)
    for index, turn in enumerate(shown):
        last = index == len(shown) - 1 and not live
        if turn.speaker == "user":
            parts.append(user_turn(turn.text, turn.files, editable=index == last_user and not live))
        else:
            parts.append(coach_turn(turn, last=last, name_engine=mixed))
        if folded and turn.id == folded.up_to:
            parts.append(folded_line(folded))
    if shown and not live and shown[-1].speaker == "user":
        parts.append(_UNANSWERED)
    if suggestions and not live and shown:
        parts.append(chips(suggestions))
    return "".join(parts)


def folded_line(folded: Folded) -> str:
    """What a model is told of the messages above, in a fold of its own."""
    lines = "".join(f"<li>{plain(line)}</li>" for line in told(folded.summary).splitlines())
    return (
        f'<details class="folded"><summary>Earlier: {folded.summary.turns} messages in short</summary>'
        f'<p class="soft">The messages above are all kept. This is what the model is told of them.</p>'
        f"<ul>{lines}</ul></details>"
    )


def user_turn(text: str, files: Sequence[str] = (), *, editable: bool = False) -> str:
    """A bubble on the right; a long paste is folded."""
    edit = (
        f'<button type="button" class="tool" data-do="edit_last" data-text="{plain(text)}">Edit</button>'
        if editable and text.strip()
        else ""
    )
    names = "".join(f'<span class="file">{plain(one_line(name, 60))}</span>' for name in files)
    tools = f'<div class="tools">{edit}</div>' if edit else ""
    return (
        f'<article class="turn me" aria-label="You"><div class="bubble">{names}{_folded(text)}</div>'
        f"{tools}</article>"
    )


def _folded(text: str) -> str:
    if len(text) <= _FOLD_AT:
        return f'<div class="typed">{plain(text)}</div>' if text.strip() else ""
    cut = text.rfind(" ", 0, _FOLD_AT // 2)
    cut = cut if cut > 0 else _FOLD_AT // 2
    rest = text[cut:_SHOWN_CHARACTERS]
    left_out = len(text) - _SHOWN_CHARACTERS
    tail = f'<p class="soft">{left_out:,} more characters are kept but not shown.</p>' if left_out > 0 else ""
    return (
        f'<div class="typed">{plain(text[:cut])}</div><details class="long"><summary>Show all '
        f'{len(text):,} characters</summary><div class="typed">{plain(rest.lstrip())}</div>{tail}</details>'
    )


def coach_turn(turn: Turn, *, last: bool = False, name_engine: bool = False) -> str:
    """The coach's words with their sources; the engine is named where a conversation heard more than one."""
    anchor = f"source-{plain(turn.id)}"
    engine = "Built-in engine" if turn.engine == BUILT_IN else plain(turn.engine)
    prompt = f' title="By the prompt {plain(turn.prompt)}"' if turn.prompt else ""
    by = f'<span class="by"{prompt}>{engine}</span>' if name_engine else ""
    stopped = (
        '<p class="note">Stopped here. What was said is kept.</p>'
        if turn.interrupted and not turn.note
        else ""
    )
    note = f'<p class="note">{plain(turn.note)}</p>' if turn.note else ""
    again = '<button type="button" class="tool" data-do="retry_last">Try again</button>' if last else ""
    return (
        f'<article class="turn it" aria-label="RoleCall"><div class="said">'
        f"{said(turn.text, turn.passages, anchor)}</div>{stopped}{note}"
        f'<div class="tools"><button type="button" class="tool" data-copy="said">Copy</button>{again}'
        f"{by}</div></article>"
    )


def said(text: str, passages: Sequence[Passage], anchor: str) -> str:
    """Markdown with citation chips, and the passages that they open."""
    titles = [_title(p) for p in passages]
    return rich(text, titles, anchor) + "".join(
        passage_sheet(passage, f"{anchor}-{number}", number)
        for number, passage in enumerate(passages, start=1)
    )


def passage_sheet(passage: Passage, anchor: str, number: int) -> str:
    """A passage in a sheet of its own, opened by its chip, closed by Escape or its button."""
    return (
        f'<section popover id="{plain(anchor)}" class="sheet" role="dialog" '
        f'aria-label="Source {number}: {plain(_title(passage))}"><header>'
        f'<p class="soft">{plain(passage.source)}</p><h2>{plain(passage.heading)}</h2>'
        f'<button type="button" class="close" popovertarget="{plain(anchor)}" popovertargetaction="hide" '
        f'aria-label="Close this source">Close</button></header>'
        f'<div class="passage">{rich(passage.text)}</div></section>'
    )


def _title(passage: Passage) -> str:
    return one_line(f"{passage.heading}, in {passage.source}" if passage.heading else passage.source, 120)


def chips(texts: Sequence[str]) -> str:
    """What the user may want to say next."""
    buttons = "".join(
        f'<button type="button" data-do="say_this" data-text="{plain(text)}">{plain(text)}</button>'
        for text in texts
    )
    return f'<div class="next" role="group" aria-label="You could say">{buttons}</div>' if buttons else ""


def being_said(
    text: str,
    answer: str,
    passages: Sequence[Passage],
    notes: Sequence[str],
    files: Sequence[str] = (),
    *,
    busy: bool,
) -> str:
    """The turn under way; screen readers are told when it is complete, not at every word."""
    words = said(answer, passages, "source-now") if answer else '<p class="wait">Reading</p>'
    told = "".join(f'<p class="note" role="status">{plain(note)}</p>' for note in notes)
    return (
        f'{user_turn(text, files)}<article class="turn it now" aria-label="RoleCall" aria-live="polite" '
        f'aria-busy="{"true" if busy else "false"}"><div class="said">{words}</div>{told}</article>'
    )


def problem(message: str) -> str:
    """One sentence about what went wrong and what to do."""
    return f'<p class="problem" role="alert">{plain(message)}</p>'


def welcome(*, first: bool, new: bool) -> str:
    """What an empty conversation shows above the box."""
    if first or new:
        return (
            '<div class="hero"><h2>Find out what a role really is before you interview for it.</h2>'
            "<p>Paste a job ad or a recruiter’s message below. You will see where the work lies, with the "
            "words that show it, what is left unsaid, and an email that asks.</p></div>"
        )
    return (
        '<div class="hero"><h2>Ask anything about machine-learning interviews.</h2>'
        "<p>Answers come from the guides and from your own library, with their sources.</p></div>"
    )


def examples(offered: Sequence[Example]) -> str:
    """Three things to try with one click."""
    cards = "".join(
        f'<button type="button" class="example" data-do="say_this" data-text="{plain(e.text)}">'
        f"<b>{plain(e.title)}</b><span>{plain(e.blurb)}</span></button>"
        for e in offered
    )
    return f'<div class="examples" role="group" aria-label="Examples">{cards}</div>' if cards else ""


def sidebar(roles: Sequence[Summary], current: str) -> str:
    """Pages and roles; plain links, so that each opens in a tab of its own too."""
    pages = "".join(f'<a href="?view={key}" data-page="{key}">{name}</a>' for key, name in _PAGES)
    listed = "".join(_role_link(role.id, role.title, role.waiting, current) for role in roles)
    beside = _BESIDE if len(roles) >= LEAST_ROLES else ""
    new_on = ' aria-current="true"' if current == NEW else ""
    return (
        f'<div class="side" data-role="{plain(current)}"><div class="brand">Role<i>Call</i></div>'
        f'<nav class="pages" aria-label="Pages">{pages}</nav>'
        f'<nav class="roles" aria-label="Roles"><h2>Roles</h2>'
        f'<a href="?role={NEW}" class="new" data-do="open_role" data-role="{NEW}"{new_on}>New role</a>'
        f"{listed}{beside}{_role_link(GENERAL, 'General', False, current)}</nav></div>"
    )


def _role_link(role_id: str, title: str, waiting: bool, current: str) -> str:
    on = ' aria-current="true"' if role_id == current else ""
    dot = '<span class="dot" role="img" aria-label="has open questions"></span>' if waiting else ""
    name = plain(one_line(title, 80)) or "Untitled role"
    return (
        f'<a href="?role={plain(role_id)}" data-do="open_role" data-role="{plain(role_id)}"{on}>'
        f"<span>{name}</span>{dot}</a>"
    )


def editing() -> str:
    """The line above the box while the last message is being edited."""
    return (
        '<p class="editing" role="status">Editing your last message; the answer to it will be replaced. '
        '<button type="button" class="tool" data-do="stop_editing">Keep it as it was</button></p>'
    )


def heading(role_id: str, title: str, engine: str, *, has_card: bool = False, cost: str = "") -> str:
    """Title of the open conversation, the engine that speaks, and what can be done with the role."""
    words = "New role" if role_id == NEW else "General" if role_id == GENERAL else one_line(title, 120)
    menu = "" if role_id in (NEW, GENERAL) else _role_menu(role_id, title)
    name, _, rest = engine.partition(": ")
    jump = '<a class="jump" href="#card">What it is and the email</a>' if has_card else ""
    return (
        f'<div class="head"><h1>{plain(words) or "Untitled role"}</h1>{menu}{jump}'
        f'<p class="engine"><b>{plain(name)}</b>{": " + plain(rest) if rest else ""}'
        f"{'. ' + plain(cost) if cost else ''}</p></div>"
    )


def _role_menu(role_id: str, title: str) -> str:
    of = f'data-role="{plain(role_id)}"'
    return (
        '<button type="button" class="tool" popovertarget="role-menu">Rename or remove</button>'
        '<section popover id="role-menu" class="sheet small" role="dialog" '
        'aria-label="Rename or remove this role">'
        f'<header><h2>This role</h2><button type="button" class="close" popovertarget="role-menu" '
        f'popovertargetaction="hide">Close</button></header>'
        f'<form data-do="rename_role" {of}><label>Name <input name="title" maxlength="120" '
        f'value="{plain(title)}"></label><button type="submit" class="quiet">Rename</button></form>'
        f'<details class="danger"><summary>Remove this role</summary><p>Its conversation, sources and drafts '
        f'are deleted for good.</p><button type="button" class="quiet" data-do="remove_role" {of}>'
        f"Yes, remove it</button></details></section>"
    )


def verdict(message: str, *, ok: bool) -> str:
    """What a test or a save came to."""
    return f'<p class="{"held" if ok else "problem"} verdict" role="status">{plain(message)}</p>'
