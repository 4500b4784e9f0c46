"""Every way a Chroma folder was seen to break, done to a real one: the index mends itself and says so."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from rolecall.domain.passages import Document
from rolecall.ports import IndexFault
from rolecall.retrieval import index as index_room
from rolecall.retrieval.embedders import HashingEmbedder
from rolecall.retrieval.index import LEXICAL_ONLY, REBUILT
from rolecall.retrieval.retriever import HybridRetriever
from tests.retrieval.conftest import GUIDES, document

# More rows than Chroma keeps in its log: the rest lies in segment folders, which can be lost.
NOTES = [document(f"Note w{n} tells of widget w{n} and gadget g{n} at place p{n % 97}.") for n in range(2600)]
LIBRARY: dict[str, list[Document]] = {"ann": NOTES}


@pytest.fixture(scope="module")
def healthy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("healthy") / "index"
    retriever = HybridRetriever(folder, GUIDES, HashingEmbedder())
    retriever.sync(LIBRARY)
    retriever.close()
    return folder


@pytest.fixture
def folder(healthy: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "index"
    shutil.copytree(healthy, copy)
    return copy


def chroma(folder: Path) -> Path:
    (only,) = folder.glob("chroma-*")
    return only


def segments(folder: Path) -> list[Path]:
    found = [path for path in chroma(folder).iterdir() if path.is_dir()]
    assert found, "the library is too small to have segment folders"
    return found


def whole(retriever: HybridRetriever) -> bool:
    """Whether rows can be reached by meaning: each note is among the first for its own words."""
    asked = list(range(0, len(NOTES), 260))
    found = retriever.search_many([NOTES[n].text for n in asked], 3, owner="ann")
    return all(
        NOTES[n].text in [passage.text for passage in one.passages]
        for n, one in zip(asked, found, strict=True)
    )


def half(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def zero_header(path: Path) -> None:
    with path.open("r+b") as file:
        file.write(b"\0" * 100)


def noise(path: Path) -> None:
    path.write_bytes(os.urandom(max(64, path.stat().st_size)))


def lose_segments(folder: Path) -> None:
    for segment in segments(folder):
        shutil.rmtree(segment)


def noise_in_segments(folder: Path) -> None:
    for segment in segments(folder):
        for file in segment.glob("*.bin"):
            noise(file)


def zero_segments(folder: Path) -> None:
    for segment in segments(folder):
        for file in segment.glob("*.bin"):
            file.write_bytes(b"")


def drop_rows(folder: Path) -> None:
    import chromadb

    with chromadb.PersistentClient(str(chroma(folder))) as client:
        for found in client.list_collections():
            collection = client.get_collection(found.name, embedding_function=None)
            collection.delete(ids=collection.get(limit=2, include=[])["ids"])


def swap_vectors(folder: Path) -> None:
    import chromadb

    with chromadb.PersistentClient(str(chroma(folder))) as client:
        for found in client.list_collections():
            collection = client.get_collection(found.name, embedding_function=None)
            ids = collection.get(include=[])["ids"]
            collection.update(ids=ids, embeddings=[[1.0] + [0.0] * 127] * len(ids))


def change_a_byte(folder: Path) -> None:
    for segment in segments(folder):
        for file in segment.glob("*.bin"):
            content = bytearray(file.read_bytes())
            if content:
                content[len(content) // 2] ^= 0xFF
                file.write_bytes(content)


SQLITE = "chroma.sqlite3"
DAMAGE: dict[str, Callable[[Path], object]] = {
    "sqlite empty": lambda folder: (chroma(folder) / SQLITE).write_bytes(b""),
    "sqlite cut in half": lambda folder: half(chroma(folder) / SQLITE),
    "sqlite header zeroed": lambda folder: zero_header(chroma(folder) / SQLITE),
    "sqlite noise": lambda folder: noise(chroma(folder) / SQLITE),
    "sqlite gone": lambda folder: (chroma(folder) / SQLITE).unlink(),
    "segments gone": lose_segments,
    "segments noise": noise_in_segments,
    "segments empty": zero_segments,
    "segments changed by a byte": change_a_byte,
    "all of it gone": lambda folder: shutil.rmtree(chroma(folder)),
    "a file in its place": lambda folder: (shutil.rmtree(chroma(folder)), chroma_file(folder)),
    "rows gone": drop_rows,
    "vectors of other texts": swap_vectors,
    "ledger cut in half": lambda folder: half(folder / "passages.sqlite"),
    "ledger noise": lambda folder: noise(folder / "passages.sqlite"),
}


def chroma_file(folder: Path) -> None:
    (folder / "chroma-1").write_text("not a folder")


@pytest.mark.parametrize("kind", DAMAGE)
def test_a_damaged_index_is_rebuilt_whole_and_the_user_is_told(folder: Path, kind: str) -> None:
    DAMAGE[kind](folder)
    retriever = HybridRetriever(folder, GUIDES, HashingEmbedder())
    try:
        retriever.sync(LIBRARY)
        assert whole(retriever)
        assert retriever.notes == [REBUILT]
    finally:
        retriever.close()
    again = HybridRetriever(folder, GUIDES, HashingEmbedder())
    try:
        again.sync(LIBRARY)
        assert whole(again)
        assert again.notes == []
    finally:
        again.close()


QUIET = {
    "vector cache noise": lambda folder: noise(folder / "vectors.sqlite"),
    "vector cache gone": lambda folder: (folder / "vectors.sqlite").unlink(),
    "ledger gone": lambda folder: (folder / "passages.sqlite").unlink(),
    "ledger empty": lambda folder: (folder / "passages.sqlite").write_bytes(b""),
    "lock file noise": lambda folder: noise(folder / "claim.lock"),
    "nothing": lambda folder: None,
}


@pytest.mark.parametrize("kind", QUIET)
def test_what_costs_only_time_is_made_anew_without_a_word(folder: Path, kind: str) -> None:
    QUIET[kind](folder)
    retriever = HybridRetriever(folder, GUIDES, HashingEmbedder())
    try:
        retriever.sync(LIBRARY)
        assert whole(retriever)
        assert retriever.notes == []
    finally:
        retriever.close()


@pytest.fixture
def running(folder: Path) -> Iterator[HybridRetriever]:
    retriever = HybridRetriever(folder, GUIDES, HashingEmbedder())
    retriever.sync({**LIBRARY, "bob": [document("Bob prunes widgets at the sea.")]})
    yield retriever
    retriever.close()


def test_a_healthy_index_is_opened_as_it_is(folder: Path) -> None:
    before = chroma(folder)
    for _ in range(2):
        retriever = HybridRetriever(folder, GUIDES, HashingEmbedder())
        retriever.sync(LIBRARY)
        assert whole(retriever)
        retriever.close()
    assert chroma(folder) == before


def test_damage_that_shows_in_a_search_is_mended_in_that_search(
    running: HybridRetriever, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running._index._store._client, "get_or_create_collection", _fails)
    running._index._store._collections.clear()
    assert whole(running)
    assert running.notes == [REBUILT]


def test_search_goes_on_by_words_where_chroma_cannot_be_rebuilt(
    running: HybridRetriever, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running._index._store._client, "get_or_create_collection", _fails)
    running._index._store._collections.clear()
    monkeypatch.setattr(index_room, "VectorStore", _fails)
    assert whole(running)
    assert running.notes == [REBUILT, LEXICAL_ONLY]
    note = document("A fresh note about marmalade sandwiches on the terrace.")
    running.add(note, owner="ann")
    best = running.search("marmalade sandwiches", owner="ann")
    assert best.passages[0].id == f"doc:{note.id}#1"
    assert not best.weak
    running.remove(note.id, owner="ann")
    assert running.passage(f"doc:{note.id}#1", owner="ann") is None


def _fails(*_: object, **__: object) -> object:
    raise index_room.Damaged("broken for the test")


def test_a_second_opener_is_refused_within_two_seconds_in_one_sentence(folder: Path) -> None:
    first = HybridRetriever(folder, GUIDES, HashingEmbedder())
    try:
        with pytest.raises(IndexFault, match="in use by another RoleCall"):
            HybridRetriever(folder, GUIDES, HashingEmbedder())
        code = (
            "import sys, time; from pathlib import Path; from rolecall.ports import IndexFault\n"
            "from rolecall.retrieval.retriever import HybridRetriever\n"
            "from rolecall.retrieval.embedders import HashingEmbedder\n"
            "start = time.monotonic()\n"
            "try: HybridRetriever(Path(sys.argv[1]), (), HashingEmbedder())\n"
            "except IndexFault as fault: print(time.monotonic() - start < 2, fault)\n"
        )
        ran = subprocess.run(
            [sys.executable, "-c", code, str(folder)], capture_output=True, text=True, timeout=60, check=True
        )
        assert ran.stdout.startswith("True The search index in")
    finally:
        first.close()
    HybridRetriever(folder, GUIDES, HashingEmbedder()).close()


def test_a_process_killed_while_adding_leaves_an_index_that_opens_whole(folder: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from rolecall.domain.passages import Document\n"
        "from rolecall.retrieval.retriever import HybridRetriever\n"
        "from rolecall.retrieval.embedders import HashingEmbedder\n"
        "r = HybridRetriever(Path(sys.argv[1]), (), HashingEmbedder())\n"
        "for n in range(100_000):\n"
        "    r.add(Document(id=f'x{n}', name='x', text=f'Killed note {n} says a few words.'), owner='eve')\n"
        "    print(n, flush=True)\n"
    )
    process = subprocess.Popen([sys.executable, "-c", code, str(folder)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    for line in process.stdout:
        if int(line) >= 20:
            break
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    retriever = HybridRetriever(folder, GUIDES, HashingEmbedder())
    try:
        retriever.sync(LIBRARY)
        assert whole(retriever)
        assert retriever.passage("doc:x3#1", owner="eve") is None
    finally:
        retriever.close()


def test_a_folder_that_cannot_be_written_is_said_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "index").write_text("a file where the folder should be")
    with pytest.raises(IndexFault, match="cannot be written"):
        HybridRetriever(tmp_path / "index", GUIDES, HashingEmbedder())
