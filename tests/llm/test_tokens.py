"""Tokens are counted without network, exactly or roughly."""

import socket

import pytest

from rolecall.llm import tokens
from rolecall.llm.tokens import Counter, counter, rough


def test_a_missing_vocabulary_is_never_fetched(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    monkeypatch.setenv("TIKTOKEN_CACHE_DIR", str(tmp_path))
    called: list[object] = []
    monkeypatch.setattr(socket.socket, "connect", lambda *a: called.append(a))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **k: called.append(a))
    assert tokens._encoding("no-such-model-vocabulary") is None
    assert called == []


def test_the_way_back_to_tiktokens_own_reader_stays_open() -> None:
    import tiktoken.load

    before = tiktoken.load.read_file
    counter("some-model")
    assert tiktoken.load.read_file is before


def test_rough_counts_say_so() -> None:
    assert not Counter().exact
    assert Counter().count("Which rounds are there?") == rough("Which rounds are there?")


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        # As o200k_base counts them; on 45 real ads `rough` gave 1.04 to 1.15 times the exact count.
        ("Which rounds are there, and what does each of them test?", 13),
        ("Wir suchen eine erfahrene Ingenieurin für maschinelles Lernen in München.", 16),
        ("def f(x):\n    return x**2 + 1\n", 13),
        ("", 0),
        ("2026", 2),
    ],
)
def test_rough_counts_are_near_the_exact_ones(text: str, exact: int) -> None:
    assert abs(rough(text) - exact) <= max(1, exact * 0.15)


def test_a_long_text_is_counted_without_trouble() -> None:
    assert rough("word " * 200_000) == 200_000
    assert rough("研究" * 100) == 200


def test_exact_counts_take_special_marks_for_plain_text() -> None:
    import tiktoken

    letters = {bytes([n]): n for n in range(256)}
    marks = {"<|endoftext|>": 256}
    encoding = tiktoken.Encoding("letters", pat_str=".", mergeable_ranks=letters, special_tokens=marks)
    exact = Counter(encoding)
    assert exact.exact
    assert exact.count("abc <|endoftext|>") == len("abc <|endoftext|>")
