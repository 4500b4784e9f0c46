"""Whether words are English speech at all: not another language, not keys hit at random."""

import re
from collections import Counter
from collections.abc import Collection, Sequence

from rolecall.domain.reading.language import language
from rolecall.domain.reading.phrases import Word, words
from rolecall.domain.reading.text import sentences

_MASHED = re.compile(
    r"(?:(?!ngths|tchst)[^aeiouy\W\d_]{5})|(.)\1{3}|asdf|sdfg|dfgh|fghj|hjkl|qwert|werty|rtyu|zxcv|xcvb|cvbn|jkl;"
)
_VOWEL = re.compile(r"[aeiouy\d]")
_SENTENCE = 5
"""Words from which a text without a single small word is no sentence."""
_RUNS = 8


def foreign(text: str, small: Collection[str]) -> bool:
    """Whether the text is in another language; short ones too, by what other letters and small words tell."""
    found = language(text, [span.words for span in sentences(text)])
    if not found.english:
        return True
    some = words(text)
    english = sum(word.text in small for word in some)
    if not 3 <= len(some) < 40 or english > 0.15 * len(some):
        return False
    # A rough ear needs fifteen words; the same words said thrice leave the shares as they are.
    again = [some] * (15 // len(some) + 1)
    return not language(text, again).english


def gibberish(some: Sequence[Word], small: Collection[str]) -> bool:
    """Whether the words are keys hit at random, one word over and over, or no words of any language."""
    texts = [word.text for word in some if not word.text.isdigit()]
    if not texts:
        return False
    mashed = sum(_is_mashed(text) for text in texts)
    if mashed > 0.34 * len(texts):
        return True
    often = Counter(text for text in texts if text not in small).most_common(1)
    if len(texts) >= _SENTENCE and often and often[0][1] > 0.5 * len(texts):
        return True
    return len(texts) >= _RUNS and len(set(texts)) < 0.15 * len(texts)


def _is_mashed(text: str) -> bool:
    return bool(_MASHED.search(text)) or (len(text) >= 5 and not _VOWEL.search(text))
