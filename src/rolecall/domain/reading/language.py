"""A rough ear for languages: enough to say when the rules, which are English, cannot be trusted."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from rolecall.domain.reading.phrases import Word

_COMMON = {
    "English": ("the and of to in for with you we our is are that will on as be an or at your this have"),
    "German": (
        "der die das und wir du sie mit für den von ist auf dich ein eine einen zu im dem "
        "deine unsere sind bei als ihre werden"
    ),
    "French": (
        "le la les et des nous vous une un du pour dans avec est sur que notre votre au aux "
        "en ou vos nos être sont"
    ),
    "Spanish": (
        "el la los las y de en para con una un que por es del se nuestro nuestra tu su como "
        "más al tus somos buscamos"
    ),
    "Italian": (
        "il lo gli e di per con una un che del della nel nostro sono è al dei alla si delle su come siamo tuo"
    ),
    "Portuguese": (
        "o os as e de para com uma um que em do da no na nossa nosso você são por dos das ao mais somos"
    ),
    "Dutch": (
        "de het een en van voor met je wij we ons onze is op in te dat zijn als aan bij jouw die naar om ook"
    ),
}
_SETS = {language: frozenset(listed.split()) for language, listed in _COMMON.items()}
_SCRIPTS = (
    ("Japanese", 0x3040, 0x30FF),
    ("Korean", 0xAC00, 0xD7AF),
    ("Chinese", 0x4E00, 0x9FFF),
    ("Russian", 0x0400, 0x04FF),
    ("Arabic", 0x0600, 0x06FF),
    ("Hebrew", 0x0590, 0x05FF),
    ("Greek", 0x0370, 0x03FF),
    ("Hindi", 0x0900, 0x097F),
    ("Thai", 0x0E00, 0x0E7F),
)
_SAMPLE = 8000
_FEW_WORDS = 15
_ENGLISH = 0.12
"""Part of an English text's words that are among its commonest."""


class Language(NamedTuple):
    """The likeliest language; `english` is False only where that is well supported."""

    name: str
    english: bool


def language(text: str, sentences: Sequence[Sequence[Word]]) -> Language:
    """Judges by the letters first, then by the commonest small words.

    A text is English where the sentences that are not plainly foreign are: a legal footer in another language
    does not make an ad foreign, however long it is.
    """
    words = [word for sentence in sentences for word in sentence]
    letters = [letter for letter in text[:_SAMPLE] if letter.isalpha()]
    scripts = Counter(script for letter in letters if letter > "\u0370" and (script := _script(ord(letter))))
    if scripts and sum(scripts.values()) > 0.3 * len(letters):
        # Japanese is written with Chinese characters too; a few kana tell.
        name = "Japanese" if scripts["Japanese"] > 0.1 * len(letters) else scripts.most_common(1)[0][0]
        return Language(name, False)
    if len(words) < _FEW_WORDS:
        return Language("English", True)
    found = _by_words(words)
    if found.english:
        return found
    kept = [word for sentence in sentences if not _foreign(sentence) for word in sentence]
    spoken = _counts(kept)
    english = spoken.pop("English")
    own = len(kept) >= _FEW_WORDS and english >= _ENGLISH * len(kept) and english > 2 * max(spoken.values())
    return Language("English", True) if own else found


def _counts(words: Sequence[Word]) -> dict[str, int]:
    return {name: sum(word.text in known for word in words) for name, known in _SETS.items()}


def _by_words(words: Sequence[Word]) -> Language:
    counts = _counts(words)
    name = max(counts, key=lambda key: counts[key])
    # One small word, such as the "no" of terse notes, is no evidence.
    heard = counts[name] > max(1, 0.05 * len(words))
    foreign = name != "English" and heard and counts[name] > 1.5 * counts["English"]
    return Language(name if foreign else "English", not foreign)


def _foreign(sentence: Sequence[Word]) -> bool:
    """Whether a sentence by itself is plainly in another language."""
    counts = _counts(sentence)
    return max(counts.values()) > counts["English"] + (1 if len(sentence) > _FEW_WORDS else 0)


def _script(code: int) -> str:
    return next((name for name, low, high in _SCRIPTS if low <= code <= high), "")
