"""Finds what the other side asks in turn: questions and requests that want an answer."""

from collections.abc import Sequence

from rolecall.domain.replies.anatomy import Sentence
from rolecall.domain.replies.rules import ReplyRules
from rolecall.domain.replies.values import AskedBack

_REQUEST, _COURTESY = 0, 1
_OPENING = 6
"""Words at the head of a sentence among which a request begins."""


def asks_back(text: str, sentences: Sequence[Sentence], rules: ReplyRules) -> tuple[AskedBack, ...]:
    """In the order of the text; nothing rhetorical, nothing said out of politeness."""
    found = []
    for n, sentence in enumerate(sentences):
        after = sentences[n + 1] if n + 1 < len(sentences) else None
        if _asks(text, sentence, after, rules):
            start, end = sentence.words[0].start, _end(text, sentence)
            found.append(
                AskedBack(quote=text[start:end], start=start, end=end, about=_about(sentence, rules))
            )
    return tuple(found)


def _asks(text: str, sentence: Sentence, after: Sentence | None, rules: ReplyRules) -> bool:
    hits = rules.request_book.find(sentence.words)
    kinds = {hit.entry for hit in hits}
    if _COURTESY in kinds:
        return False
    if text[_end(text, sentence) - 1] == "?":
        return not _self_answered(sentence, after)
    return any(hit.entry == _REQUEST and hit.first < _OPENING for hit in hits) and not sentence.bound


def _self_answered(sentence: Sentence, after: Sentence | None) -> bool:
    """`Compute? Eight cards.`: a short question with its answer on the same line."""
    return after is not None and after.line == sentence.line and len(sentence.words) <= 3


def _end(text: str, sentence: Sentence) -> int:
    end = sentence.end
    while end > sentence.words[-1].end and text[end - 1].isspace():
        end -= 1
    last = sentence.words[-1].end
    while last < end and text[last] in "?!.)\"'\u201d\u2019":
        last += 1
    return last


def _about(sentence: Sentence, rules: ReplyRules) -> str:
    hits = {hit.entry for hit in rules.back_book.find(sentence.words)}
    return next((kind.id for n, kind in enumerate(rules.back.kinds) if n in hits), "")
