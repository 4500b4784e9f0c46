"""The phrase language of the pattern files."""

import pytest

from rolecall.domain.reading.phrases import Book, PhraseError, parse, words

GROUPS = {"method": ("method*", "algorithm*")}


def found(phrase: str, sentence: str) -> bool:
    return bool(Book.of([[phrase]], GROUPS).find(words(sentence)))


@pytest.mark.parametrize(
    ("phrase", "sentence", "expected"),
    [
        ("design", "Design models.", True),
        ("design", "Designing models.", False),
        ("design*", "Designing models.", True),
        ("design|invent", "We invent things.", True),
        ("invent novel <method>", "Invent novel algorithms", True),
        ("invent novel <method>", "Invent novel dashboards", False),
        ("invent .. <method>", "invent one two three methods", True),
        ("invent .. <method>", "invent one two three four methods", False),
        ("invent ... <method>", "invent one two three four methods", True),
        ("a big? model", "a model", True),
        ("a big? model", "a big model", True),
        ("a big? model", "a small model", False),
        ("# gpus", "We have 512 GPUs.", True),
        ("a b test*", "Run A/B-tests.", True),
        ("you'll design", "You\u2019ll design it.", True),
        ("fine tun*", "\ufb01ne-tuning", True),
        ("ignore all", "Ig\u200bnore a\u00adll of it", True),
    ],
)
def test_a_phrase_matches_words_not_letters(phrase: str, sentence: str, expected: bool) -> None:
    assert found(phrase, sentence) is expected


@pytest.mark.parametrize(
    "phrase",
    ["", "..", ".. model", "model ..", "model? of", "<unknown> model", "a-b", "m* x", "a||b", "two|words?|x"],
)
def test_a_phrase_that_cannot_be_read_is_refused(phrase: str) -> None:
    with pytest.raises(PhraseError):
        parse(phrase, GROUPS)


def test_offsets_of_words_are_those_of_the_original_text() -> None:
    text = "\u00a0Ｍｏｄｅｌ \U0001f642re\u200bsearch\r\nİstanbul"
    for word in words(text):
        assert text[word.start : word.end]
    assert [word.text for word in words(text)][:2] == ["model", "research"]
    assert text[words(text)[1].start : words(text)[1].end] == "re\u200bsearch"


def test_each_hit_names_its_entry_and_its_words() -> None:
    book = Book.of([["train models"], ["models .. production", "ship"]], {})
    hits = book.find(words("We train models, bring models to production and ship."))
    assert {(hit.entry, hit.first, hit.last) for hit in hits} == {(0, 1, 3), (1, 2, 7), (1, 4, 7), (1, 8, 9)}


def test_optional_words_at_the_end_do_not_lengthen_the_search() -> None:
    assert found("train model? well?", "train")
