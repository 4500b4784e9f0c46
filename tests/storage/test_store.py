"""The contract every store holds: in memory, SQLite, PostgreSQL."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from rolecall.domain.passages import Document
from rolecall.ports import BadInput


def doc(number: int, **more) -> Document:
    return Document(**{"id": f"{number:012x}", "name": f"n{number}.txt", "text": f"text {number}", **more})


def test_events_come_back_in_order_as_they_were_given(store):
    given = [
        {"text": "Grüße 你好 \U0001f40d", "n": [1, 2.5, None, True]},
        {"odd": "nul\0 tab\t", "ключ": "\u2028"},
        {},
    ]
    kept = [store.append("ann", "role/1", f"kind{i}", data) for i, data in enumerate(given)]
    assert [event.seq for event in kept] == [1, 2, 3]
    assert store.events("ann", "role/1") == kept
    assert [event.data for event in kept] == given


def test_events_after_a_number_leave_the_earlier_ones_out(store):
    for n in range(5):
        store.append("ann", "s", "k", {"n": n})
    assert [event.data["n"] for event in store.events("ann", "s", after=3)] == [3, 4]


def test_times_are_utc_from_the_given_clock(store):
    first = store.append("ann", "s", "k", {})
    assert first.at == "2026-03-01T09:00:01.000+00:00"


def test_what_the_caller_changes_later_does_not_change_the_store(store):
    data = {"list": [1]}
    event = store.append("ann", "s", "k", data)
    data["list"].append(2)
    event.data["list"].append(3)
    store.events("ann", "s")[0].data["list"].append(4)
    assert store.events("ann", "s")[0].data == {"list": [1]}


def test_streams_are_listed_newest_first_with_their_first_kind(store):
    store.append("ann", "role/a", "opened", {})
    store.append("ann", "role/b", "opened", {})
    store.append("ann", "mock/c", "begun", {})
    store.append("ann", "role/a", "said", {})
    found = [(s.stream, s.kind, s.events) for s in store.streams("ann")]
    assert found == [("role/a", "opened", 2), ("mock/c", "begun", 1), ("role/b", "opened", 1)]
    assert [s.stream for s in store.streams("ann", "role/")] == ["role/a", "role/b"]


def test_a_prefix_is_plain_letters_not_a_pattern(store):
    for name in ("a_1", "ab1", "A_1", "a%1"):
        store.append("ann", name, "k", {})
    assert [s.stream for s in store.streams("ann", "a_")] == ["a_1"]
    assert [s.stream for s in store.streams("ann", "a%")] == ["a%1"]


def test_no_owner_sees_or_touches_what_is_anothers(store):
    for owner in ("ann", "bob"):
        store.append(owner, "s", "k", {"of": owner})
        store.put_document(owner, doc(1, text=owner))
        store.prefer(owner, "tone", owner)
    assert store.events("bob", "s")[0].data == {"of": "bob"}
    assert [s.stream for s in store.streams("cat")] == []
    assert store.documents("cat") == []
    assert store.preference("cat", "tone") == ""
    assert store.export("cat")["streams"] == []
    store.delete("ann", "s")
    store.remove_document("ann", doc(1).id)
    assert len(store.events("bob", "s")) == 1
    assert [d.text for d in store.documents("bob")] == ["bob"]
    store.delete_everything("ann")
    assert store.preference("ann", "tone") == ""
    assert store.preference("bob", "tone") == "bob"


def test_owners_that_look_alike_are_different_owners(store):
    twins = ["José", "José", "jose", "JOSE", "jose ", "jose%"]
    for owner in twins:
        store.append(owner, "s", "k", {"of": owner})
    assert [store.events(owner, "s")[0].data["of"] for owner in twins] == twins


@pytest.mark.parametrize("owner", ["", "x" * 201, "nul\0", "lone\ud800"])
def test_an_owner_that_could_be_mistaken_is_a_bug_not_a_row(store, owner):
    with pytest.raises(ValueError, match="owner"):
        store.append(owner, "s", "k", {})
    for call in (store.streams, store.documents, store.export, store.delete_everything):
        with pytest.raises(ValueError, match="owner"):
            call(owner)


def test_data_that_json_cannot_say_is_a_bug_and_leaves_nothing(store):
    for data in ({"n": float("nan")}, {"b": b"bytes"}):
        with pytest.raises((ValueError, TypeError)):
            store.append("ann", "s", "k", data)
    assert store.events("ann", "s") == []


def test_a_deleted_stream_begins_again_at_one(store):
    store.append("ann", "s", "k", {})
    store.append("ann", "s", "k", {})
    store.delete("ann", "s")
    assert store.streams("ann") == []
    assert store.append("ann", "s", "k", {}).seq == 1


def test_a_document_is_kept_once_and_listed_newest_first(store):
    assert store.put_document("ann", doc(1, kind="cv", size=99))
    assert store.put_document("ann", doc(2))
    assert not store.put_document("ann", doc(1, name="again.txt"))
    kept = store.documents("ann")
    assert [d.name for d in kept] == ["n2.txt", "n1.txt"]
    assert (kept[1].kind, kept[1].size, kept[1].text) == ("cv", 99, "text 1")
    assert kept[0].added_at > kept[1].added_at > ""
    store.remove_document("ann", doc(2).id)
    assert [d.id for d in store.documents("ann")] == [doc(1).id]


def test_documents_with_the_same_time_come_back_latest_first(store):
    for n in (1, 2, 3):
        store.put_document("ann", doc(n, added_at="2026-01-01T00:00:00.000+00:00"))
    assert [d.name for d in store.documents("ann")] == ["n3.txt", "n2.txt", "n1.txt"]


def test_letters_no_database_keeps_are_replaced_in_documents(store):
    store.put_document("ann", doc(1, text="a\0b\ud800c"))
    assert store.documents("ann")[0].text == "a\ufffdb\ufffdc"
    assert store.append("ann", "s", "k", {"text": "a\ud800"}).data == {"text": "a\ufffd"}


def test_documents_of_all_owners_are_given_for_the_index(store):
    store.put_document("bob", doc(1))
    store.put_document("ann", doc(1))
    store.put_document("ann", doc(2))
    assert {owner: [d.id for d in kept] for owner, kept in store.all_documents().items()} == {
        "ann": [doc(2).id, doc(1).id],
        "bob": [doc(1).id],
    }


def test_a_preference_is_replaced_by_the_next(store):
    store.prefer("ann", "tone", "warm")
    store.prefer("ann", "tone", "direct")
    assert store.preference("ann", "tone") == "direct"


def filled(store, owner="ann"):
    store.append(owner, "role/1", "opened", {"n": 1})
    store.append(owner, "role/2", "opened", {"n": 2})
    store.append(owner, "role/1", "said", {"text": "odd \0"})
    store.put_document(owner, doc(1))
    store.put_document(owner, doc(2))
    store.prefer(owner, "tone", "warm")


def test_an_export_survives_json_and_restores_everything(store):
    filled(store)
    exported = json.loads(json.dumps(store.export("ann")))
    assert (exported["format"], exported["version"]) == ("rolecall-export", 1)
    assert store.restore("eve", exported) == 5
    assert store.events("eve", "role/1") == store.events("ann", "role/1")
    assert store.streams("eve") == store.streams("ann")
    assert store.documents("eve") == store.documents("ann")
    assert store.preference("eve", "tone") == "warm"


def test_restoring_what_is_there_adds_nothing(store):
    filled(store)
    exported = store.export("ann")
    assert store.restore("ann", exported) == 0
    store.append("ann", "role/1", "said", {"later": True})
    assert store.restore("ann", exported) == 0
    assert len(store.events("ann", "role/1")) == 3


def test_restoring_brings_back_the_missing_end_of_a_stream(store):
    store.append("ann", "s", "k", {"n": 1})
    early = store.export("ann")
    store.append("ann", "s", "k", {"n": 2})
    late = store.export("ann")
    store.delete_everything("ann")
    assert store.restore("ann", early) == 1
    assert store.restore("ann", late) == 1
    assert [event.data["n"] for event in store.events("ann", "s")] == [1, 2]


def test_a_stream_that_went_another_way_keeps_both(store):
    filled(store)
    exported = store.export("ann")
    store.delete("ann", "role/1")
    store.append("ann", "role/1", "opened", {"other": True})
    for added in (2, 0):
        assert store.restore("ann", exported) == added
    assert [e.data for e in store.events("ann", "role/1")] == [{"other": True}]
    assert [e.data for e in store.events("ann", "role/1-restored")] == [{"n": 1}, {"text": "odd \0"}]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"format": "other"}, "not an export"),
        ({"version": 99}, "update it first"),
        ({"streams": [{"stream": "s", "events": [{"seq": "x"}]}]}, "damaged"),
        (
            {"streams": [{"stream": "nul\0", "events": [{"seq": 1, "kind": "k", "at": "", "data": {}}]}]},
            "name",
        ),
        ({"documents": [{"id": 4}]}, "damaged"),
        ({"preferences": {"": "x"}}, "name"),
    ],
)
def test_a_file_that_is_no_export_is_refused_whole(store, change, words):
    filled(store, "bob")
    with pytest.raises(BadInput, match=words):
        store.restore("ann", {**store.export("bob"), **change})
    assert store.streams("ann") == []
    assert store.documents("ann") == []


def test_many_threads_append_to_one_stream_without_a_gap(store):
    with ThreadPoolExecutor(8) as pool:
        seqs = list(pool.map(lambda n: store.append("ann", "s", "k", {"n": n}).seq, range(80)))
    assert sorted(seqs) == list(range(1, 81))
    assert {e.data["n"] for e in store.events("ann", "s")} == set(range(80))
    assert store.streams("ann")[0].events == 80


def test_everything_deleted_is_gone(store):
    filled(store)
    store.delete_everything("ann")
    left = store.export("ann")
    assert (left["streams"], left["documents"], left["preferences"]) == ([], [], {})
