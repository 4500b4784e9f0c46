"""Tells the new words of the other side from everything else that was pasted with them."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from rolecall.domain.reading.phrases import Word
from rolecall.domain.reading.text import sentences
from rolecall.domain.replies.edges import edges
from rolecall.domain.replies.messages import Pasted, mails_of
from rolecall.domain.replies.repeating import repeats
from rolecall.domain.replies.rules import ReplyRules
from rolecall.domain.replies.values import MailPart, PartKind, PutQuestion

_WRAP = 50
"""Characters from which a line without a stop at its end goes on in the next."""
_ITEM = re.compile(r"[ \t]{0,8}(?:[-*\u2022\u00b7\u2013+]|\(?[a-z\d]{1,2}[.):])[ \t]", re.I)
_MARK = re.compile(
    r"(?:(?<=\n)|(?<=\A)|(?<=[\s/;,(]))(?:re:?[ ]|ad[ ]|q|#|no\.?[ ]|question[ ])?"
    r"[(]?(\d{1,2}|[a-h](?=\)))([.):])(?=[ \t])",
    re.I,
)
_STOP = re.compile(r"[.!?](?=\s|$)")
_LATEST = 400
"""Numbers of items that are looked through for those inside a sentence."""


class Sentence(NamedTuple):
    """A sentence of the new words, text[start:end]."""

    start: int
    end: int
    words: tuple[Word, ...]
    line: int
    """Number of the line it begins on."""
    paragraph: int
    mail: int
    """Position of its mail among those that were pasted."""
    bound: frozenset[int] = frozenset()
    """Numbers of the questions it stands under, where an answer is written below a question."""
    label: bool = False
    """A heading, or what stands before a colon on its line."""


class Mark(NamedTuple):
    """A number that opens an item: `2.` or `re 2:`, from `start` to `end`."""

    start: int
    end: int
    n: int


class Anatomy(NamedTuple):
    """What was pasted, taken apart."""

    parts: tuple[MailPart, ...]
    sentences: tuple[Sentence, ...]
    marks: tuple[Mark, ...]
    commanded: bool
    """Orders to a program stood among the new words."""


def taken_apart(text: str, asked: Sequence[PutQuestion], rules: ReplyRules) -> Anatomy:
    """Parts with offsets, and the sentences of the new words alone."""
    return _Taking(mails_of(text, rules.shapes), asked, rules).apart()


class _Said(NamedTuple):
    """A sentence of any mail, with the question it repeats."""

    start: int
    end: int
    words: tuple[Word, ...]
    line: int
    paragraph: int
    mail: int
    colon: bool
    repeated: int | None


class _Taking:
    def __init__(self, pasted: Pasted, asked: Sequence[PutQuestion], rules: ReplyRules) -> None:
        self._pasted = pasted
        self._asked = asked
        self._rules = rules
        self._kinds: dict[int, PartKind] = dict.fromkeys(pasted.headers, PartKind.HEADER)
        self._owner = {line: m for m, mail in enumerate(pasted.mails) for line in mail.lines}
        self._masked = self._mask()
        self._marks: list[Mark] = []

    def apart(self) -> Anatomy:
        for mail in self._pasted.mails:
            self._kinds.update(edges(self._pasted, mail, self._rules.shapes, self._kinds))
        said = [one for m in range(len(self._pasted.mails)) for one in self._said(m)]
        new = self._new_mails(said)
        for m, mail in enumerate(self._pasted.mails):
            if m not in new:
                kind = PartKind.OWN if m in self._own else PartKind.EARLIER
                self._kinds.update({n: kind for n in mail.lines if n not in self._kinds})
        return self._answering(said, new)

    # -- lines

    def _mask(self) -> str:
        """The text with quote marks, and line ends inside a sentence, as blanks: every offset stays."""
        letters = list(self._pasted.text)
        lines = self._pasted.lines
        for n, line in enumerate(lines):
            letters[line.start : line.body] = " " * (line.body - line.start)
            after = lines[n + 1] if n + 1 < len(lines) else None
            if after and self._goes_on(n):
                letters[line.end : after.start] = " " * (after.start - line.end)
        return "".join(letters)

    def _goes_on(self, n: int) -> bool:
        line, after = self._pasted.lines[n], self._pasted.lines[n + 1]
        body, below = self._pasted.body(n).rstrip(), self._pasted.body(n + 1)
        return (
            line.depth == after.depth
            and self._owner.get(n) is not None
            and self._owner.get(n) == self._owner.get(n + 1)
            and len(body) >= _WRAP
            and body[-1] not in ".!?:;\u3002"
            and bool(below.strip())
            and not _ITEM.match(below)
        )

    # -- sentences

    def _said(self, m: int) -> list[_Said]:
        found: list[_Said] = []
        for paragraph, run in enumerate(self._runs(self._pasted.mails[m].lines), start=1):
            start, end = self._pasted.lines[run[0]].start, self._pasted.lines[run[-1]].end
            piece = self._numbered(start, end)
            ends = [self._pasted.lines[n].end for n in run]
            for span in sentences(piece):
                words = tuple(Word(w.text, w.start + start, w.end + start) for w in span.words)
                line = run[bisect_right(ends, span.start + start)]
                for left, right in self._parted(span.start + start, span.end + start, words):
                    some = tuple(word for word in words if left <= word.start < right)
                    quote = self._pasted.text[left:right]
                    found.append(
                        _Said(left, right, some, line, paragraph, m, span.colon, self._repeated(quote))
                    )
        return found

    def _runs(self, lines: Sequence[int]) -> list[list[int]]:
        """Neighbouring full lines of a mail that are neither greeting, signature nor footer."""
        runs: list[list[int]] = [[]]
        for n in lines:
            blank = not self._pasted.body(n).strip()
            if blank or n in self._kinds or (runs[-1] and runs[-1][-1] != n - 1):
                runs.append([])
            if not blank and n not in self._kinds:
                runs[-1].append(n)
        return [run for run in runs if run]

    def _numbered(self, start: int, end: int) -> str:
        """The piece with the stop of each item's number as a blank, so that it does not end a sentence."""
        letters = list(self._masked[start:end])
        for mark in self._items(start, end):
            self._marks.append(mark)
            letters[mark.start - start : mark.end - start] = " " * (mark.end - mark.start)
        return "".join(letters)

    def _items(self, start: int, end: int) -> list[Mark]:
        """Numbers at the head of a line; inside one only where they count on: `1. yes 2. no`."""
        asked = {one.n for one in self._asked}
        found: list[Mark] = []
        for match in _MARK.finditer(self._masked, start, end):
            said = match.group(1).lower()
            n = int(said) if said.isdigit() else ord(said) - ord("a") + 1
            before = self._pasted.text[: match.start()].rpartition("\n")[2]
            heads = not before.strip(" \t>-*([")
            counts = bool(found) and n == found[-1].n + 1 and n in asked
            if heads or counts:
                found.append(Mark(match.start(), match.end(), n))
        return found

    def _parted(self, start: int, end: int, words: Sequence[Word]) -> list[tuple[int, int]]:
        """A sentence cut where the number of another item stands in it."""
        cuts = [mark for mark in self._marks[-_LATEST:] if start < mark.start < end]
        edges = [start, *(mark.end for mark in cuts)]
        ends = [*(mark.start for mark in cuts), end]
        found = []
        for left, right in zip(edges, ends, strict=True):
            inside = [word for word in words if left <= word.start < right]
            if inside:
                found.append((left if left == start else inside[0].start, right))
        return found

    def _repeated(self, quote: str) -> int | None:
        return next((one.n for one in self._asked if repeats(quote, one.text)), None)

    # -- whose words

    def _new_mails(self, said: Sequence[_Said]) -> frozenset[int]:
        """Positions of the mails the other side wrote after the questions were put."""
        mails = self._pasted.mails
        asking = [m for m in range(len(mails)) if self._asks(m, said)]
        me = {mails[m].who.casefold() for m in asking if mails[m].who and not self._passed_on(m, asking)}
        self._own = {
            m
            for m, mail in enumerate(mails)
            if m in asking or mail.who.casefold() in {*me, *self._rules.shapes.me}
        }
        if not asking:
            pointed = [m for m in range(1, len(mails)) if self._handed_on(m) and m not in self._own]
            return frozenset([*([0] if 0 not in self._own else []), *pointed])
        dated = [mail.when for mail in mails if mail.when]
        downwards = 0 in asking or (len(dated) > 1 and len(dated) == len(mails) and dated[0] < dated[-1])
        newer = range(asking[0] + 1, len(mails)) if downwards else range(asking[-1])
        return frozenset(m for m in newer if m not in self._own)

    def _handed_on(self, m: int) -> bool:
        """A mail under a forward's line, or the first one below a mail that points to it."""
        first, shapes = self._pasted.mails[0], self._rules.shapes
        if self._pasted.mails[m].forwarded:
            return True
        said = [self._pasted.body(n) for n in first.lines if n < self._pasted.mails[m].lines[0]]
        if m != 1 or not any(one.regex.search(line) for one in shapes.pointers for line in said):
            return False
        # What mostly asks are the candidate's questions in other words.
        stops = _STOP.findall(" ".join(self._pasted.body(n) for n in self._pasted.mails[m].lines))
        return 2 * stops.count("?") < max(1, len(stops))

    def _passed_on(self, m: int, asking: Sequence[int]) -> bool:
        """The questions as somebody of theirs handed them on: the candidate is not its writer."""
        return (
            any(
                re.search(r"\b(?:candidate|applicant|bewerber\w*|candidat)\b", self._pasted.body(n), re.I)
                for n in self._pasted.mails[m].lines
            )
            and len(asking) >= 1
        )

    def _asks(self, m: int, said: Sequence[_Said]) -> bool:
        """Whether a mail is one that puts the questions, with no answers between them."""
        own = [one for one in said if one.mail == m]
        at = [n for n, one in enumerate(own) if one.repeated is not None]
        if 2 * len({own[n].repeated for n in at}) < len(self._asked) or not at:
            return False
        if self._pasted.mails[m].depth:
            return True
        answered = sum(1 for here, there in zip(at, [*at[1:], len(own)], strict=True) if there > here + 1)
        # The last question has the end of the mail below it, whoever wrote it.
        if not self._pasted.mails[m].headed and m == 0:
            return len(self._pasted.mails) > 1 and answered <= 1
        return answered <= max(1, len(at) // 2)

    def _answering(self, said: Sequence[_Said], new: frozenset[int]) -> Anatomy:
        kept: list[Sentence] = []
        parts: list[MailPart] = []
        commanded = False
        bound: frozenset[int] = frozenset()
        last_kind = PartKind.NEW
        ordered = self._ordered(said)
        for one in sorted(said, key=lambda s: s.start):
            if one.mail not in new:
                bound = self._bound_by(one, bound, last_kind)
                last_kind = PartKind.OWN
                continue
            if one.repeated is not None:
                bound = frozenset([one.repeated]) | (bound if last_kind is PartKind.REPEATED else frozenset())
                last_kind = PartKind.REPEATED
                parts.append(MailPart(kind=PartKind.REPEATED, start=one.start, end=one.end))
                continue
            if one.start in ordered:
                commanded = True
                parts.append(MailPart(kind=PartKind.COMMAND, start=one.start, end=one.end))
                continue
            last_kind = PartKind.NEW
            kept.append(
                Sentence(one.start, one.end, one.words, one.line, one.paragraph, one.mail, bound, one.colon)
            )
        parts += self._line_parts(new, kept)
        parts.sort(key=lambda part: (part.start, part.end))
        return Anatomy(tuple(parts), tuple(kept), tuple(self._marks), commanded)

    def _bound_by(self, one: _Said, bound: frozenset[int], last: PartKind) -> frozenset[int]:
        """The questions quoted just above; a quoted mail's other words leave them standing."""
        fresh = frozenset[int]() if last is not PartKind.OWN else bound
        return fresh | {one.repeated} if one.repeated is not None else fresh

    def _ordered(self, said: Sequence[_Said]) -> set[int]:
        """Where the sentences start that order a program about, with what follows them on their line."""
        found: set[int] = set()
        line = (-1, -1)
        for one in sorted(said, key=lambda s: s.start):
            if self._rules.commands_in(one.words):
                line = (one.mail, one.line)
            if (one.mail, one.line) == line:
                found.add(one.start)
        return found

    def _line_parts(self, new: frozenset[int], kept: Sequence[Sentence]) -> list[MailPart]:
        """Runs of lines of one kind and mail; new words carry the questions they stand under."""
        found: list[MailPart] = []
        answers: dict[int, set[int]] = defaultdict(set)
        for one in kept:
            answers[one.line] |= one.bound
        for n, line in enumerate(self._pasted.lines):
            if not self._pasted.body(n).strip():
                continue
            owner = self._owner.get(n)
            kind = self._kinds.get(n, PartKind.NEW)
            who = self._pasted.mails[owner].who if owner is not None else ""
            under = answers[n] if kind is PartKind.NEW else set()
            part = MailPart(kind=kind, start=line.start, end=line.end, who=who, answers=tuple(sorted(under)))
            before = found[-1] if found else None
            same = before and (before.kind, before.who) == (part.kind, part.who)
            if before and same and (not part.answers or before.answers == part.answers):
                found[-1] = before.model_copy(update={"end": part.end})
            else:
                found.append(part)
        return found
