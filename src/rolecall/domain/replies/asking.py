"""Finds what the other side asks in turn: questions and requests that want an answer."""

from collections.abc import Sequence

from rolecall.domain.replies.anatomy import Sentence
from rolecall.domain.replies.rules import ReplyRules
from rolecall.domain.replies.values import AskedBack

_REQUEST, _COURTESY = 0, 1
_ALONE, _SHORT = 3, 8
"""Words of a question that people put to themselves, at most; the longer ones do not speak to anybody."""
_TO_YOU = frozenset(
    """you your you're u ur yours vous votre tu te ton sie ihre du dein usted su voc\u00ea""".split()  # noqa: SIM905
)
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
        return not _self_answered(sentence, after, rules)
    asks = any(hit.entry == _REQUEST and _opens(text, sentence, hit.first) for hit in hits)
    return asks and not sentence.bound


def _opens(text: str, sentence: Sentence, n: int) -> bool:
    """Whether a word stands at the head of its sentence, or where a sign parts it from what was before."""
    before = text[sentence.words[n - 1].end : sentence.words[n].start] if n else ""
    return n < _OPENING or any(sign in before for sign in ",;:-\u2013\u2014(")


def _self_answered(sentence: Sentence, after: Sentence | None, rules: ReplyRules) -> bool:
    """`Compute? Eight cards.`: a short question with its answer on the same line."""
    if after is None or after.line != sentence.line or _about(sentence, rules):
        return False
    to_you = any(word.text in _TO_YOU for word in sentence.words)
    return len(sentence.words) <= _ALONE or (len(sentence.words) <= _SHORT and not to_you)


def _end(text: str, sentence: Sentence) -> int:
    end = sentence.end
    while end > sentence.words[-1].end and text[end - 1].isspace():
        end -= 1
    last = sentence.words[-1].end
    # French sets a blank before its question mark.
    if text[last:end].strip()[:1] == "?":
        last = text.index("?", last)
    while last < end and text[last] in "?!.)\"'\u201d\u2019":
        last += 1
    return last


def _about(sentence: Sentence, rules: ReplyRules) -> str:
    hits = {hit.entry for hit in rules.back_book.find(sentence.words)}
    return next((kind.id for n, kind in enumerate(rules.back.kinds) if n in hits), "")
