"""Cuts what was pasted into the mails it is made of, line by line, with who wrote them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from rolecall.domain.phrases import TextPattern
from rolecall.domain.replies.rules import MailShapes

_QUOTED = re.compile(r"[ \t]{0,8}((?:>[ \t]?){1,20})")
_LONGEST_HEADER = 200
"""Characters of a line that can be a header."""
_FIELDS = 8
"""Lines of a header at most."""
# English and German names side by side, so that half a position is the month.
_MONTHS = [
    "jan",
    "jan",
    "feb",
    "feb",
    "mar",
    "mar",
    "apr",
    "apr",
    "may",
    "mai",
    "jun",
    "jun",
    "jul",
    "jul",
    "aug",
    "aug",
    "sep",
    "sep",
    "oct",
    "okt",
    "nov",
    "nov",
    "dec",
    "dez",
]
_MONTH = r"(?P<month>jan|feb|mar|m\u00e4r|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez)[a-z]{0,7}"
_DAY_MONTH = re.compile(rf"\b(?P<day>[0-3]?\d)\.? {_MONTH}\b", re.I)
_MONTH_DAY = re.compile(rf"\b{_MONTH}\.? (?P<day>[0-3]?\d)\b", re.I)
_YEAR = re.compile(r"\b20\d\d\b")
_TIME = re.compile(r"\b([0-2]?\d):([0-5]\d)\b")
_NAME_END = re.compile(r"[<(\[]|mailto:| via ")


class Line(NamedTuple):
    """text[start:end] without its line end; the words begin at `body`, after `depth` quote marks."""

    start: int
    end: int
    body: int
    depth: int


@dataclass
class Mail:
    """One mail of what was pasted; the lines that make it up need not stand together."""

    who: str = ""
    depth: int = 0
    forwarded: bool = False
    headed: bool = False
    """A header or an attribution opens it."""
    when: tuple[int, ...] = ()
    """Year, month, day, hour and minute, as far as its header tells them; empty where it tells no day."""
    lines: list[int] = field(default_factory=list)


class Pasted(NamedTuple):
    """A text as lines and mails, in the order in which the mails begin."""

    text: str
    lines: tuple[Line, ...]
    mails: tuple[Mail, ...]
    headers: tuple[int, ...]
    """Lines that are headers, attributions or separators."""

    def body(self, line: int) -> str:
        return self.text[self.lines[line].body : self.lines[line].end]


def lines_of(text: str) -> tuple[Line, ...]:
    """Every line, blank ones too."""
    found: list[Line] = []
    at = 0
    for raw in re.split(r"(\r\n|\r|\n|\v|\f|\x85|\u2028|\u2029)", text):
        if raw and raw[0] in "\r\n\v\f\x85\u2028\u2029":
            at += len(raw)
            continue
        quoted = _QUOTED.match(raw)
        depth = quoted.group(1).count(">") if quoted else 0
        found.append(Line(at, at + len(raw), at + (quoted.end() if quoted else 0), depth))
        at += len(raw)
    return tuple(found)


def mails_of(text: str, shapes: MailShapes) -> Pasted:
    """Follows headers, attributions and quote marks."""
    return _Cutter(text, shapes).cut()


class _Cutter:
    def __init__(self, text: str, shapes: MailShapes) -> None:
        self._text = text
        self._shapes = shapes
        self._lines = lines_of(text)
        names = "|".join(re.escape(name) for name in shapes.from_names)
        others = "|".join(re.escape(name) for name in shapes.field_names)
        self._from = re.compile(rf"[ \t*]{{0,4}}(?:{names})\*?[ \t]?:\*?[ \t]{{0,4}}(.{{1,160}})", re.I)
        self._field = re.compile(rf"[ \t*]{{0,4}}(?:{names}|{others})\*?[ \t]?:", re.I)
        self._mails: list[Mail] = []
        self._headers: list[int] = []
        self._quoted: dict[int, Mail] = {}
        self._forwarded = False

    def cut(self) -> Pasted:
        self._top = self._opened(Mail())
        n = 0
        while n < len(self._lines):
            n = self._take(n)
        some = tuple(mail for mail in self._mails if mail.lines)
        return Pasted(self._text, self._lines, some, tuple(self._headers))

    def _take(self, n: int) -> int:
        line = self._lines[n]
        body = self._body(n)
        if len(body) <= _LONGEST_HEADER and body.strip():
            if _any(self._shapes.forwards, body):
                self._forwarded = True
                self._headers.append(n)
                return n + 1
            fields = self._header(n)
            if fields:
                who = _person(self._from.match(body))
                when = _when(" ".join(self._body(m) for m in range(n, n + fields)))
                self._open(Mail(who=who, forwarded=self._forwarded, headed=True, when=when), line.depth)
                self._headers += range(n, n + fields)
                return n + fields
            if _any(self._shapes.separators, body):
                self._headers.append(n)
                return n + 1
            attributed = self._attributed(n)
            if attributed:
                self._attribute(n, attributed)
                return n + attributed
        self._mail_at(line.depth).lines.append(n)
        return n + 1

    def _header(self, n: int) -> int:
        """How many lines a header takes that opens here; 0 where none does."""
        if not self._from.match(self._body(n)):
            return 0
        last, depth = n, self._lines[n].depth
        for m in range(n + 1, min(n + _FIELDS, len(self._lines))):
            if self._lines[m].depth != depth:
                break
            if self._field.match(self._body(m)):
                last = m
            elif not self._body(m).strip() or m > last + 1:
                break
        return last - n + 1 if last > n else 0

    def _attributed(self, n: int) -> int:
        """How many lines an attribution takes that opens here: a mail program may wrap it."""
        body = self._body(n)
        if _any(self._shapes.attributions, body):
            return 1
        if n + 1 < len(self._lines) and self._lines[n + 1].depth == self._lines[n].depth:
            after = self._body(n + 1).strip()
            # The second line must be needed: what ends in a colon, and neither half alone.
            joined = f"{body.strip()} {after}"
            if after.endswith(":") and not body.rstrip().endswith((".", "!", "?")):
                return 2 if _any(self._shapes.attributions, joined) else 0
        return 0

    def _attribute(self, n: int, count: int) -> None:
        depth = self._lines[n].depth
        said = " ".join(self._body(m).strip() for m in range(n, n + count))
        matched = next((m for p in self._shapes.attributions if (m := p.regex.search(said))), None)
        who = (matched.groupdict().get("who") or "") if matched else ""
        below = next(
            (line.depth for m, line in enumerate(self._lines) if m >= n + count and self._body(m).strip()), 0
        )
        self._headers += range(n, n + count)
        mail = Mail(who=_clean(who), headed=True, when=_when(said))
        if below > depth:
            self._quoted = {d: one for d, one in self._quoted.items() if d <= depth}
            self._quoted[below] = self._opened(mail, below)
        else:
            self._open(mail, depth)

    def _open(self, mail: Mail, depth: int) -> None:
        self._forwarded = False
        self._quoted = {d: one for d, one in self._quoted.items() if d < depth}
        if depth:
            self._quoted[depth] = self._opened(mail, depth)
        else:
            self._top = self._opened(mail)

    def _opened(self, mail: Mail, depth: int = 0) -> Mail:
        mail.depth = depth
        self._mails.append(mail)
        return mail

    def _mail_at(self, depth: int) -> Mail:
        if not depth:
            return self._top
        if depth not in self._quoted:
            self._quoted[depth] = self._opened(Mail(), depth)
        return self._quoted[depth]

    def _body(self, n: int) -> str:
        return self._text[self._lines[n].body : self._lines[n].end]


def _when(header: str) -> tuple[int, ...]:
    """When a mail was sent, roughly: enough to tell which of two came first."""
    named = _DAY_MONTH.search(header) or _MONTH_DAY.search(header)
    if not named:
        return ()
    year, time = _YEAR.search(header), _TIME.search(header)
    month = _MONTHS.index(named.group("month").lower()[:3].replace("\u00e4", "a")) // 2
    clock = (int(time.group(1)), int(time.group(2))) if time else (0, 0)
    return (int(year.group()) if year else 0, month, int(named.group("day")), *clock)


def _any(patterns: Sequence[TextPattern], line: str) -> bool:
    return any(pattern.regex.search(line) for pattern in patterns)


def _person(header: re.Match[str] | None) -> str:
    return _clean(header.group(1)) if header else ""


def _clean(name: str) -> str:
    return _NAME_END.split(name)[0].strip(" \"'\t,*") or name.strip(" <>\"'\t,")
