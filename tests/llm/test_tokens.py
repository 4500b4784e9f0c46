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
        # Counted once with o200k_base.
        ("Which rounds are there, and what does each of them test?", 13),
        ("", 0),
        ("2026", 2),
    ],
)
def test_rough_counts_are_near_the_exact_ones(text: str, exact: int) -> None:
    assert abs(rough(text) - exact) <= max(1, exact * 0.15)


def test_a_long_text_is_counted_without_trouble() -> None:
    assert rough("word " * 200_000) == 200_000
    assert rough("研究" * 100) == 200
