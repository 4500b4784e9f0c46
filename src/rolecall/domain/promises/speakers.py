"""Tells whose words stand where in a source, so that nobody is held to what the candidate wrote."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from rolecall.domain.promises.dates import day_in
from rolecall.domain.promises.rules import PromiseRules
from rolecall.domain.reading.writers import writer
from rolecall.domain.replies.messages import Mail, Pasted, lines_of, mails_of
from rolecall.domain.roles import Source, SourceKind

THE_AD = "the ad"
THE_RECRUITER = "the recruiter"
THEIR_COLLEAGUE = "their colleague"
THE_CALL = "the person on the call"
_GREETED = re.compile(
    r"^[ \t>]{0,6}(?:hi|hello|hey+|hiya|dear)(?: again)?,? ?(?:dr|prof|mr|ms|mrs)?\.?[ ]?([^\W\d_]{2,30})",
    re.I,
)
_SIGNED = re.compile(r"([A-Z][^\W\d_]{1,20})(?: (?:x+|[A-Z][^\W\d_]{1,20}|@ .{2,30}))?[,.]?$")
_NAMED_LAST = re.compile(r"[.!?] ([A-Z][a-z]{1,15})$")
_DATED = re.compile(r"^[ \t>*]{0,6}(?:date|sent)\*?[ ]?:|^[ \t>]{0,6}on .{4,80}wrote:", re.I)
_DATE_LINES = 3
"""Lines of call notes in which their day is looked for."""
_ITEM = re.compile(
    r"[ \t]{0,8}(?:[-*\u2022\u00b7\u2013+]|\(?[a-z\d]{1,2}[.):])[ \t]|[ \t]{0,4}[a-z]{1,14}:", re.I
)
_WRAPPED_MAIL = 50
_WRAPPED_NOTE = 80
"""Characters from which a line without a stop goes on in the next: people break lines of notes themselves."""
_LINE_END = 2
"""Characters of a line end."""
_MOST_MAILS = 25
"""Mails of one text, the newest first: each is read beside the whole text; more of them were made up."""
_BULLETS = " \t-*\u2022\u00b7>"


class Voice(NamedTuple):
    """What one person said in a source: `text` is as long as its text, with everything else as line ends."""

    text: str
    who: str
    on: str
    dated_by: str


def voices(source: Source, rules: PromiseRules, brought: str = "") -> tuple[Voice, ...]:
    """The other side's words, by speaker; `brought` is the ISO time at which the user brought the source."""
    if source.kind is SourceKind.NOTE:
        return tuple(_noted(source.text, rules, brought))
    if source.kind in (SourceKind.MESSAGE, SourceKind.REPLY):
        return tuple(_mailed(source.text, rules, brought))
    return (Voice(source.text, THE_AD, *_dated("", brought)),)


def _dated(on: str, brought: str) -> tuple[str, str]:
    return (on, "source") if on else (brought[:10], "brought" if brought else "")


# -- mails


def _mailed(text: str, rules: PromiseRules, brought: str) -> Iterator[Voice]:
    pasted = mails_of(text, rules.shapes)
    full = [mail for mail in pasted.mails if any(pasted.body(n).strip() for n in mail.lines)][:_MOST_MAILS]
    for mail in full:
        if _is_own(pasted, full, mail, rules):
            continue
        kept = _only(pasted, mail)
        # A mail that was passed on is somebody else's: its header names them, or nobody does.
        who = mail.who or _writer(kept, rules) or (THE_RECRUITER if mail is full[0] else THEIR_COLLEAGUE)
        yield Voice(kept, who, *_dated(_sent_on(pasted, mail, brought), brought))


def _is_own(pasted: Pasted, full: Sequence[Mail], mail: Mail, rules: PromiseRules) -> bool:
    """Whether the candidate wrote it: what the newest mail answers, unless a name says otherwise."""
    if _is_me(mail, rules):
        return True
    theirs = [one for one in full if not _is_me(one, rules)]
    if mail is theirs[0] or mail.forwarded or (mail.who and len(theirs) < len(full)):
        return False
    who = mail.who.casefold().partition(" ")[0]
    first = (_writer(_only(pasted, theirs[0]), rules) or theirs[0].who).casefold().partition(" ")[0]
    if who and who == first:
        return False
    greeted = _greeted(pasted, theirs[0])
    return not (who and greeted) or greeted == who


def _is_me(mail: Mail, rules: PromiseRules) -> bool:
    """People who copy a thread by hand call themselves so."""
    return mail.who.casefold() in {name.casefold() for name in rules.shapes.me}


def _writer(text: str, rules: PromiseRules) -> str:
    """The writer's name: as the reading finds it, else a last line that is nothing but a name."""
    named = writer(text)
    if named and named.casefold().split()[0] not in rules.no_names:
        return named
    lines = [line.strip(_BULLETS + "\u2013\u2014") for line in text.splitlines() if line.strip()]
    signed = (_SIGNED.match(lines[-1]) or _NAMED_LAST.search(lines[-1])) if lines else None
    return signed[1] if signed and signed[1].casefold() not in rules.no_names else ""


def _greeted(pasted: Pasted, mail: Mail) -> str:
    for n in mail.lines[:4]:
        found = _GREETED.match(pasted.body(n))
        if found:
            return found[1].casefold()
    return ""


def _only(pasted: Pasted, mail: Mail) -> str:
    """The text with everything outside a mail as line ends, its quote marks as blanks: offsets stay."""
    letters = ["\n"] * len(pasted.text)
    for n in mail.lines:
        line = pasted.lines[n]
        letters[line.start : line.body] = " " * (line.body - line.start)
        letters[line.body : line.end] = pasted.text[line.body : line.end]
    spans = [(pasted.lines[n].body, pasted.lines[n].end, pasted.lines[n].start) for n in mail.lines]
    return _unwrapped(letters, spans, _WRAPPED_MAIL)


def _sent_on(pasted: Pasted, mail: Mail, brought: str) -> str:
    """The day in the header that stands nearest above a mail's first line."""
    first = next(n for n in mail.lines if pasted.body(n).strip())
    above = [
        n for n in pasted.headers if n < first and _DATED.match(pasted.text[slice(*pasted.lines[n][:2])])
    ]
    lines = [n for n in range(min(first + 1, len(pasted.lines))) if _DATED.match(pasted.body(n))]
    found = max([*above, *lines], default=None)
    return day_in(pasted.body(found), brought) if found is not None else ""


# -- call notes


def _noted(text: str, rules: PromiseRules, brought: str) -> Iterator[Voice]:
    lines = lines_of(text)
    caller = _caller(text, rules)
    head = [text[line.start : line.end] for line in lines if text[line.start : line.end].strip()][
        :_DATE_LINES
    ]
    on, dated_by = _dated(next((day for one in head if (day := day_in(one, brought))), ""), brought)
    by_speaker: dict[str, list[tuple[int, int]]] = {}
    speaker = caller
    for line in lines:
        body = text[line.start : line.end]
        label = _label(body, rules)
        if label:
            speaker = _called(label[0], caller, rules)
        elif body.strip() and not body[:1].isspace():
            speaker = caller
        start = line.start + (label[1] if label else 0)
        by_speaker.setdefault(speaker, []).append((start, line.end))
    for who, spans in by_speaker.items():
        if who:
            yield Voice(_kept(text, spans), who, on, dated_by)


def _label(line: str, rules: PromiseRules) -> tuple[str, int] | None:
    """Who is said to speak on a line, and where their words begin."""
    for pattern in rules.labels:
        found = pattern.regex.match(line)
        if found:
            return found["who"].strip(_BULLETS), found.end()
    return None


def _called(label: str, caller: str, rules: PromiseRules) -> str:
    """The speaker's name in the ledger; empty for the candidate."""
    plain = label.casefold()
    if plain in rules.me:
        return ""
    if plain in rules.roles:
        return caller if caller != THE_CALL else rules.roles[plain]
    if len(plain) == 1:
        # An initial is the caller's where nothing else is known.
        return caller
    return caller if caller.casefold().split()[0] == plain else label


def _caller(text: str, rules: PromiseRules) -> str:
    for pattern in rules.callers:
        for found in pattern.regex.finditer(text):
            who = found["who"].strip()
            if who.casefold() in rules.roles:
                return rules.roles[who.casefold()]
            if who[:1].isupper() and who.casefold().split()[0] not in rules.no_names:
                return who
    return THE_CALL


def _kept(text: str, spans: Sequence[tuple[int, int]]) -> str:
    letters = ["\n"] * len(text)
    for start, end in spans:
        letters[start:end] = text[start:end]
    return _unwrapped(letters, [(start, end, start) for start, end in spans], _WRAPPED_NOTE)


def _unwrapped(letters: list[str], lines: Sequence[tuple[int, int, int]], wide: int) -> str:
    """The letters with line ends inside a sentence as blanks; `lines` are (words begin, end, line begins).

    A line as long as `wide` that ends without a stop goes on in the next, unless an item begins there.
    """
    for (start, end, _), (body, after, line) in pairwise(lines):
        said, below = "".join(letters[start:end]).rstrip(), "".join(letters[body:after])
        near = line - end <= _LINE_END
        if (
            near
            and len(said) >= wide
            and said[-1] not in ".!?:;"
            and below.strip()
            and not _ITEM.match(below)
        ):
            letters[end:line] = " " * (line - end)
    return "".join(letters)
