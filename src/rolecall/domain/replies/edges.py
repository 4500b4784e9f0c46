"""Finds what stands around the words of a mail: greeting, signature, disclaimers, what a program adds."""

import re
from collections.abc import Mapping, Sequence

from rolecall.domain.phrases import TextPattern
from rolecall.domain.replies.messages import Mail, Pasted
from rolecall.domain.replies.rules import MailShapes
from rolecall.domain.replies.values import PartKind

_SHORT_LINE = 60
_AFTER_CLOSING = 12
"""Lines of a signature at most."""
_KISSES = frozenset(["x", "xx", "xxx", "xo", "xoxo"])
_SHORT_ANSWERS = frozenset(
    ["yes", "no", "nope", "yep", "none", "tbd", "tbc", "maybe", "sure", "nothing", "both"]
)
_PS = re.compile(r"[ \t]{0,4}p\.?\s?s\.?[ :]", re.I)
_DELIMITER = re.compile(r"[ \t]{0,2}(?:--|__)[ \t]?$")


def edges(
    pasted: Pasted, mail: Mail, shapes: MailShapes, known: Mapping[int, PartKind]
) -> dict[int, PartKind]:
    """What the lines of a mail are that are none of its words, by their numbers."""
    return _Edges(pasted, shapes, known).of(mail)


class _Edges:
    def __init__(self, pasted: Pasted, shapes: MailShapes, known: Mapping[int, PartKind]) -> None:
        self._pasted = pasted
        self._shapes = shapes
        self._kinds = dict(known)

    def of(self, mail: Mail) -> dict[int, PartKind]:
        self._trim(mail)
        return self._kinds

    def _trim(self, mail: Mail) -> None:
        """Finds greeting, signature and footers among a mail's own lines."""
        shapes, body = self._shapes, self._pasted.body
        full = [n for n in mail.lines if body(n).strip()]
        for n in full[:2]:
            if len(body(n)) <= _SHORT_LINE and _found(shapes.greetings, body(n)):
                self._kinds[n] = PartKind.GREETING
        for n in full:
            if _found(shapes.footers, body(n)):
                self._kinds[n] = PartKind.FOOTER
        self._trim_disclaimer(mail.lines)
        full = [n for n in full if n not in self._kinds]
        closed = self._closing(full)
        if closed is not None:
            for n in full[closed:]:
                if _PS.match(body(n)):
                    break
                self._kinds[n] = PartKind.SIGNATURE
        elif len(full) > 1 and self._is_name(body(full[-1])):
            self._kinds[full[-1]] = PartKind.SIGNATURE

    def _trim_disclaimer(self, lines: Sequence[int]) -> None:
        opened, fresh = False, True
        for n in lines:
            body = self._pasted.body(n)
            if fresh and body.strip() and _found(self._shapes.disclaimers, body):
                opened = True
            if opened and body.strip():
                self._kinds[n] = PartKind.FOOTER
            fresh = not body.strip()

    def _closing(self, full: Sequence[int]) -> int | None:
        """Position of the line that closes a mail: nothing but a signature follows it."""
        for at in range(max(0, len(full) - _AFTER_CLOSING), len(full)):
            body = self._pasted.body(full[at])
            if _DELIMITER.match(body) and at:
                return at
            if len(body.strip()) <= _SHORT_LINE and _found(self._shapes.closings, body.strip()):
                after = [self._pasted.body(n) for n in full[at + 1 :]]
                if all(len(one) <= 2 * _SHORT_LINE for one in after):
                    return at
        return None

    def _is_name(self, body: str) -> bool:
        """Whether a mail's last line is nothing but its writer's name: `Mel x`, `- vik`."""
        bare = body.strip(" \t-\u2013\u2014~,.!")
        tokens = [token for token in bare.split() if token.lower() not in _KISSES]
        if not tokens or len(tokens) > 3 or re.search(r"[\d?:;|/,]", bare) or body.rstrip().endswith("!"):
            return False
        if body.lstrip()[:1] in "-\u2013\u2014~":
            return len(tokens) <= 2
        ended = body.rstrip().endswith(".") and len(bare) > 2
        return not ended and bare.lower() not in _SHORT_ANSWERS and all(one[0].isupper() for one in tokens)


def _found(patterns: Sequence[TextPattern], line: str) -> bool:
    return any(pattern.regex.search(line) for pattern in patterns)
