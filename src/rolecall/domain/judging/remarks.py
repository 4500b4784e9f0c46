"""What is said while code is being written: short remarks, fragments of code, output read aloud, an oath."""

import re
from collections.abc import Callable

from rolecall.domain.judgements import Manner
from rolecall.domain.judging.rules import JudgingRules
from rolecall.domain.reading.phrases import words

_QUOTED = re.compile(r"`[^`]*`")
_SIGN = re.compile(r"[\[\](){}=_<>+*/%@|^~]|\w\.[A-Za-z_]")
"""What no spoken word holds."""
_AGAIN = re.compile(r"\b(\w+)(?:[\s,;]+\1\b)+", re.IGNORECASE)
"""One word over and over, as output reads."""
_SHORT = 12
"""Words of a remark; what is longer was not said in passing."""
_HARMLESS = (Manner.SUBSTANTIVE, Manner.TOO_SHORT, Manner.REPEATED)
"""Manners in which a remark may be made in passing."""
_UNREAD = (Manner.OTHER_LANGUAGE, Manner.GIBBERISH)
_LEAVES, _ALONE, _AIMED = range(3)


def beside_code(found: Manner, answer: str, again: Callable[[str], Manner]) -> Manner:
    """The manner of the words beside code and output; `again` tells it of other words."""
    if found not in _UNREAD:
        return found
    plain = " ".join(word for word in _QUOTED.sub(" ", answer).split() if not _SIGN.search(word))
    told = again(_AGAIN.sub(r"\1", plain))
    return Manner.TOO_SHORT if told is Manner.EMPTY else told


def remark(found: Manner, answer: str, rules: JudgingRules) -> Manner:
    """The manner of a remark, which may be short, said before, at a loss, or cross with oneself.

    Not knowing why a check fails does not leave the problem, and an oath is hostile where it is aimed at
    somebody. `found` is the manner the same words have as an answer.
    """
    said = words(answer)
    found_hits = rules.remark_book.find(said)
    hits = {hit.entry for hit in found_hits}
    brief = len(said) <= _SHORT
    if _AIMED in hits and (found is Manner.HOSTILE or (brief and found in _HARMLESS)):
        return Manner.HOSTILE
    if found is Manner.SKIPS:
        covered = {at for hit in found_hits for at in range(hit.first, hit.last) if hit.entry == _ALONE}
        beside = [word for at, word in enumerate(said) if at not in covered and word.text not in rules.light]
        return found if _LEAVES in hits or (covered and not beside) else Manner.SUBSTANTIVE
    forgiven = found is Manner.HOSTILE or (brief and found in _HARMLESS)
    return Manner.SUBSTANTIVE if forgiven else found
