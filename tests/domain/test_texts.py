"""Quotes are found where they stand, hidden characters go, and long texts are cut to a budget."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rolecall.domain.texts import find_verbatim, fit, visible

AD = "You will:\n\n  – design   experiments, and “own” the results;\n – ship what\u00a0works.\nIt’s hands-on."


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("design experiments", "design   experiments"),
        ('and "own" the results', "and “own” the results"),
        ("ship what works", "ship what\u00a0works"),
        ("It's hands-on.", "It’s hands-on."),
        ("It’s hands\u2011on", "It’s hands-on"),
        ("“design experiments...”", "design   experiments"),
        ("…own\u201d the results", "own” the results"),
        ("de\u200bsign experiments", "design   experiments"),
        ("results; - ship", "results;\n – ship"),
    ],
)
def test_a_quote_is_found_whatever_its_blanks_and_marks(quote: str, found: str) -> None:
    place = find_verbatim(quote, AD)
    assert place is not None
    assert AD[slice(*place)] == found


@pytest.mark.parametrize(
    "quote",
    [
        "",
        "  ",
        "...",
        '"',
        "Design experiments",
        "design the experiments",
        "own the results",
        "experiments design",
    ],
)
def test_what_does_not_stand_there_is_not_found(quote: str) -> None:
    assert find_verbatim(quote, AD) is None


def test_hidden_characters_in_the_text_do_not_hide_a_quote() -> None:
    text = "We \u202epub\u200blish\U000e0041 papers."
    place = find_verbatim("We publish papers", text)
    assert place is not None
    assert visible(text[slice(*place)]) == "We publish papers"


@given(st.text(max_size=200), st.data())
def test_every_slice_of_a_text_is_found_in_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    mangled = re.sub(r"\s+", lambda _: data.draw(st.sampled_from([" ", "\n", "\t  "])), text[start:end])
    place = find_verbatim(mangled, text)
    if place is None:
        # Only what consists of edges, blanks and hidden characters has nothing to be found.
        assert not re.search(r"\w", visible(mangled))
    else:
        # What was found, found again, is the same place: the slice says the same as the quote.
        assert 0 <= place[0] < place[1] <= len(text)
        assert find_verbatim(text[slice(*place)], text) == place


@given(st.text(alphabet="abc \n", min_size=1, max_size=60), st.text(alphabet="abc \n", max_size=12))
def test_a_quote_is_found_exactly_where_plain_search_finds_it(text: str, quote: str) -> None:
    def plain(words: str) -> str:
        return " ".join(words.split())

    place = find_verbatim(quote, text)
    assert (place is not None) == bool(plain(quote) and plain(quote) in plain(text))
    if place is not None:
        assert plain(text[slice(*place)]) == plain(quote)


def test_hidden_text_is_taken_out_and_line_ends_are_made_alike() -> None:
    smuggled = "hire\U000e0049\U000e0047 me\u200b\u202e now\ufeff\r\nor\rlater\x1b[2J\x07"
    assert visible(smuggled) == "hire me now\nor\nlater[2J"
    assert visible("Zürich, 北京 — fine\t\n") == "Zürich, 北京 — fine\t\n"


def count(text: str) -> int:
    return len(text.split())


@given(st.lists(st.text(alphabet="ab ", max_size=80), max_size=6), st.integers(0, 60))
def test_texts_are_cut_to_a_budget_and_none_is_lost(texts: list[str], budget: int) -> None:
    fitted = fit(texts, budget, count)
    assert len(fitted) == len(texts)
    # Each cut text may carry its ellipsis, and words are not all of one length.
    assert sum(map(count, fitted)) <= max(budget + 2 * len(texts), 2 * budget)
    assert all(short.removesuffix(" …").strip() in long for short, long in zip(fitted, texts, strict=True))


def test_short_texts_keep_all_and_long_ones_share_the_rest() -> None:
    short, long = fit(["three short words", "word " * 500], 103, count)
    assert short == "three short words"
    assert 95 <= count(long) <= 101
    assert long.endswith(" …")


def test_texts_within_the_budget_stay_as_they_are() -> None:
    assert fit(["one two", "three"], 3, count) == ("one two", "three")
