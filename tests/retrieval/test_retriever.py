import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from rolecall.ports import BadInput
from rolecall.retrieval.embedders import HashingEmbedder
from tests.retrieval.conftest import GUIDES, Open, document, guide


class CountingEmbedder(HashingEmbedder):
    """Counts the texts it embeds as passages."""

    def __init__(self) -> None:
        super().__init__()
        self.embedded: list[str] = []

    def passages(self, texts):
        self.embedded += texts
        return super().passages(texts)

    def queries(self, texts):
        return HashingEmbedder().queries(texts)


def test_the_passage_that_answers_comes_first_with_what_its_guide_says_of_it(open_index: Open) -> None:
    retriever = open_index()
    retriever.sync({})
    best = retriever.search("how many accelerators can I book?").passages[0]
    assert best.id == "compute#clusters-and-accelerators"
    assert (best.source, best.heading) == ("Compute", "Clusters and accelerators")
    assert best.topics == GUIDES[1].topics
    assert 0 < best.score <= 1


def test_k_bounds_the_passages(open_index: Open) -> None:
    retriever = open_index()
    retriever.sync({})
    assert len(retriever.search("ask the recruiter", 2).passages) == 2
    assert len(retriever.search("ask the recruiter", 99).passages) == 4


def test_many_queries_at_once_are_answered_as_one_by_one(open_index: Open) -> None:
    retriever = open_index()
    retriever.sync({"ann": [document("The cluster has forty accelerators for our group of nine.")]})
    queries = ["accelerators", "ask the recruiter again", "ad rounds", "", "zzz"]
    together = retriever.search_many(queries, 3, owner="ann")
    assert together == [retriever.search(query, 3, owner="ann") for query in queries]
    assert retriever.search_many([]) == []


def test_an_owner_never_sees_what_another_brought(open_index: Open) -> None:
    secret = "My private offer from Initech is ninety thousand with a zeppelin allowance."
    retriever = open_index()
    retriever.sync({"ann": [document(secret)], "bob": [document("Bob likes gardening and long walks.")]})
    (hers,) = [one for one in retriever.search(secret, 50, owner="ann").passages if "zeppelin" in one.text]
    for other in ("bob", "", "Ann", "ann ", "*'--"):
        assert all("zeppelin" not in one.text for one in retriever.search(secret, 50, owner=other).passages)
        assert retriever.passage(hers.id, owner=other) is None
    assert retriever.passage(hers.id, owner="ann") is not None


def test_nobody_may_bear_the_name_of_the_guides(open_index: Open) -> None:
    retriever = open_index()
    with pytest.raises(BadInput):
        retriever.search("ad", owner="*")
    with pytest.raises(BadInput):
        retriever.add(document("Everybody should read this advertisement of mine."), owner="*")


def test_an_added_document_is_found_at_once_and_a_removed_one_no_more(open_index: Open) -> None:
    retriever = open_index()
    retriever.sync({})
    paper = document(
        "# Sparse widgets\n\nWe prune widgets until only nine percent of them remain alive.", "p.md"
    )
    assert retriever.add(paper, owner="ann") == 1
    best = retriever.search("prune widgets", owner="ann").passages[0]
    assert (best.id, best.source, best.heading) == (f"doc:{paper.id}#1", "p.md", "Sparse widgets")
    assert retriever.passage(best.id, owner="ann").text == best.text
    retriever.remove(paper.id, owner="ann")
    assert all(one.source != "p.md" for one in retriever.search("prune widgets", owner="ann").passages)
    assert retriever.passage(best.id, owner="ann") is None
    retriever.remove(paper.id, owner="ann")


def test_a_second_ingest_of_the_same_text_adds_nothing(open_index: Open) -> None:
    retriever = open_index()
    retriever.sync({})
    paper = document("We prune widgets until only nine percent of them remain alive.")
    assert retriever.add(paper, owner="ann") == retriever.add(paper, owner="ann") == 1
    found = retriever.search("prune widgets", 50, owner="ann").passages
    assert sum(one.id.startswith("doc:") for one in found) == 1


def test_two_owners_of_one_text_keep_it_when_the_other_lets_go(open_index: Open) -> None:
    paper = document("We prune widgets until only nine percent of them remain alive.")
    retriever = open_index()
    retriever.sync({"ann": [paper], "bob": [paper]})
    retriever.remove(paper.id, owner="ann")
    assert retriever.search("prune widgets", owner="bob").passages[0].id == f"doc:{paper.id}#1"
    assert retriever.passage(f"doc:{paper.id}#1", owner="ann") is None


def test_what_was_added_is_there_after_reopening_without_embedding_anything(open_index: Open) -> None:
    paper = document("We prune widgets until only nine percent of them remain alive.")
    retriever = open_index()
    retriever.sync({})
    retriever.add(paper, owner="ann")
    embedder = CountingEmbedder()
    again = open_index(embedder=embedder)
    again.sync({"ann": [paper]})
    assert embedder.embedded == []
    assert again.notes == []
    assert again.search("prune widgets", owner="ann").passages[0].id == f"doc:{paper.id}#1"


def test_sync_takes_out_what_the_store_no_longer_has(open_index: Open) -> None:
    kept, gone = (
        document("We prune widgets until nine percent remain."),
        document("Gardening is my hobby now."),
    )
    retriever = open_index()
    retriever.sync({"ann": [kept, gone], "bob": [gone]})
    retriever.sync({"ann": [kept]})
    assert retriever.passage(f"doc:{gone.id}#1", owner="ann") is None
    assert retriever.passage(f"doc:{gone.id}#1", owner="bob") is None
    assert retriever.passage(f"doc:{kept.id}#1", owner="ann") is not None


def test_only_a_changed_guide_is_embedded_again(open_index: Open) -> None:
    open_index().sync({})
    changed = guide("compute", {"Clusters and accelerators": "Ask for the queue's length on a busy day."})
    embedder = CountingEmbedder()
    retriever = open_index((GUIDES[0], changed, GUIDES[2]), embedder=embedder)
    retriever.sync({})
    assert embedder.embedded == ["Clusters and accelerators\nAsk for the queue's length on a busy day."]
    assert "queue's" in retriever.passage("compute#clusters-and-accelerators").text
    assert (
        retriever.search("queue length on a busy day").passages[0].id == "compute#clusters-and-accelerators"
    )


def test_a_guide_that_is_gone_is_found_no_more(open_index: Open) -> None:
    open_index().sync({})
    retriever = open_index(GUIDES[:1])
    retriever.sync({})
    assert {one.id.partition("#")[0] for one in retriever.search("accelerators", 50).passages} == {
        "asking-again"
    }


def test_another_embedder_rebuilds_the_index(open_index: Open) -> None:
    notes = {"ann": [document("We prune widgets until only nine percent of them remain alive.")]}
    open_index().sync(notes)
    retriever = open_index(embedder=HashingEmbedder(64))
    retriever.sync(notes)
    assert retriever.search("prune widgets", owner="ann").passages[0].id.startswith("doc:")
    assert retriever.search("accelerators to book").passages[0].id == "compute#clusters-and-accelerators"
    assert retriever.notes == []


def test_guides_are_found_by_their_words_before_anything_is_embedded(open_index: Open) -> None:
    retriever = open_index()
    assert retriever.search("accelerators to book").passages[0].id == "compute#clusters-and-accelerators"


def test_a_query_of_a_page_or_of_nothing_is_answered(open_index: Open) -> None:
    retriever = open_index()
    retriever.sync({})
    for query in ("", "   \n", "\0", "\ud800", "?!", "word " * 100_000, 'NEAR/3 "* OR (', "問題は何ですか"):
        retriever.search(query)


def test_guides_for_hiring_teams_stand_back_unless_a_team_asks(open_index: Open) -> None:
    same = "Rounds of an interview are named before the first call, with their length."
    guides = (
        guide("a-teams", {"Rounds": same}, "hiring_team"),
        guide("b-candidates", {"Rounds": same}),
    )
    retriever = open_index(guides)
    retriever.sync({})
    assert retriever.search("length of interview rounds").passages[0].id == "b-candidates#rounds"
    asked = retriever.search("we are hiring: length of interview rounds").passages[0]
    assert asked.id == "a-teams#rounds"


def test_progress_goes_from_nothing_to_all(open_index: Open) -> None:
    seen: list[float] = []
    open_index().sync({"ann": [document("We prune widgets.")]}, lambda _, share: seen.append(share))
    assert seen == sorted(seen)
    assert seen[-1] == 1.0


def test_threads_may_search_add_and_remove_together(open_index: Open) -> None:
    retriever = open_index()
    retriever.sync({})
    stop = threading.Event()

    def search() -> int:
        n = 0
        while not stop.is_set():
            assert (
                retriever.search("accelerators to book").passages[0].id == "compute#clusters-and-accelerators"
            )
            n += 1
        return n

    def change(n: int) -> None:
        for turn in range(5):
            note = document(f"Note {n} of turn {turn} speaks about widget number {n}{turn} and little else.")
            retriever.add(note, owner=f"owner{n}")
            assert retriever.passage(f"doc:{note.id}#1", owner=f"owner{n}") is not None
            retriever.remove(note.id, owner=f"owner{n}")

    with ThreadPoolExecutor(8) as pool:
        searches = [pool.submit(search) for _ in range(4)]
        try:
            for done in [pool.submit(change, n) for n in range(4)]:
                done.result(60)
        finally:
            stop.set()
        assert all(one.result(10) for one in searches)
    assert retriever.notes == []


def test_a_search_does_not_wait_for_a_document_being_embedded(open_index: Open) -> None:
    class Slow(HashingEmbedder):
        def passages(self, texts):
            if any("widget" in text for text in texts):
                time.sleep(2)
            return super().passages(texts)

    retriever = open_index(embedder=Slow())
    retriever.sync({})
    adding = threading.Thread(
        target=retriever.add, args=(document("A widget or two."),), kwargs={"owner": "ann"}
    )
    adding.start()
    time.sleep(0.1)
    started = time.monotonic()
    retriever.search("accelerators")
    assert time.monotonic() - started < 1
    adding.join()
    assert retriever.search("widget", owner="ann").passages[0].id.startswith("doc:")
