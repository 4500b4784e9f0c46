import pytest

from rolecall.retrieval.lexical import LexicalIndex
from rolecall.retrieval.ranking import Ranked, asked_by_team, fuse, stand_out
from rolecall.retrieval.weakness import Foreign, Signs, is_weak, signs
from rolecall.retrieval.words import query_terms, stem, terms

E5 = "e5-small-q4"


def order(ranked: list[Ranked]) -> list[str]:
    return [one.id for one in ranked]


def test_meaning_weighs_more_than_words() -> None:
    assert order(fuse({"near": 0.90, "far": 0.80}, {"far": 8.0}, E5)) == ["near", "far"]


def test_words_decide_between_passages_that_are_as_near() -> None:
    assert order(fuse({"a": 0.86, "b": 0.858}, {"b": 9.0}, E5)) == ["b", "a"]


def test_what_only_the_words_brought_takes_part() -> None:
    ranked = fuse({"a": 0.86, "b": 0.80}, {"c": 9.0}, E5)
    assert order(ranked) == ["a", "c", "b"]


def test_without_cosines_the_words_alone_rank() -> None:
    ranked = fuse({}, {"a": 1.0, "b": 6.0}, E5)
    assert order(ranked) == ["b", "a"]
    assert ranked[0].score == pytest.approx(0.5)


def test_nothing_found_is_nothing_ranked() -> None:
    assert fuse({}, {}, E5) == []
    assert stand_out([], set()) == []


def test_an_own_note_that_stands_out_passes_guides_that_are_all_alike() -> None:
    ranked = [Ranked(f"guide{n}", 0.60) for n in range(5)] + [Ranked("mine", 0.58), Ranked("other", 0.30)]
    assert order(stand_out(ranked, {"mine", "other"}))[0] == "mine"


def test_own_notes_that_are_all_alike_stay_below_the_guide_that_answers() -> None:
    ranked = [Ranked("answer", 0.62)] + [Ranked(f"guide{n}", 0.45) for n in range(9)]
    notes = [Ranked(f"note{n}", 0.58) for n in range(9)]
    assert order(stand_out(ranked + notes, {one.id for one in notes}))[0] == "answer"


def test_a_search_of_the_library_puts_the_own_note_above_a_guide_that_answers_as_well() -> None:
    ranked = [Ranked("answer", 0.62), *(Ranked(f"guide{n}", 0.45) for n in range(9))]
    notes = [Ranked("mine", 0.58), *(Ranked(f"note{n}", 0.50) for n in range(9))]
    own = {one.id for one in notes}
    assert order(stand_out(ranked + notes, own))[0] == "answer"
    assert order(stand_out(ranked + notes, own, own_first=True))[0] == "mine"


@pytest.mark.parametrize(
    ("query", "team"),
    [
        ("how do we score candidates fairly", True),
        ("rubric for a research engineer", True),
        ("what should I ask the hiring manager", False),
        ("does the hiring team read my papers", True),
        ("how do I prepare for an interview", False),
    ],
)
def test_questions_of_hiring_teams_are_known_by_their_words(query: str, team: bool) -> None:
    assert asked_by_team(query) is team


@pytest.mark.parametrize(
    "group",
    [
        ("interview", "interviews", "interviewing", "interviewed", "interviewer"),
        ("policy", "policies"),
        ("plan", "planned", "planning"),
        ("metric", "metrics"),
        ("research", "researcher", "researchers"),
    ],
)
def test_forms_of_one_word_are_one_term(group: tuple[str, ...]) -> None:
    assert len({stem(word) for word in group}) == 1


@pytest.mark.parametrize("pair", [("loss", "los"), ("class", "clas"), ("test", "ten")])
def test_different_words_stay_apart(pair: tuple[str, str]) -> None:
    assert stem(pair[0]) != stem(pair[1])


def test_terms_fold_case_and_accents_and_drop_stop_words() -> None:
    assert terms("The Résumé of WHAT I did in C++") == terms("resume c++")
    assert query_terms("papers, papers and Papers") == terms("papers")
    assert len(terms("面接官")) == 2


def test_lexical_search_follows_adding_and_removing() -> None:
    index = LexicalIndex({"a": ["gpu", "hour"], "b": ["paper"]})
    assert list(index.search(["gpu"], 5)) == ["a"]
    index.add({"c": ["gpu", "gpu"]})
    assert set(index.search(["gpu"], 5)) == {"a", "c"}
    index.remove(["a", "unknown"])
    assert list(index.search(["gpu"], 5)) == ["c"]
    assert len(index) == 2
    assert index.search(["nothing"], 5) == {}
    assert index.idf("nothing") > index.idf("gpu") > 0
    assert LexicalIndex({}).search(["gpu"], 5) == {}
    assert LexicalIndex({"empty": []}).search(["gpu"], 5) == {}


def test_signs_tell_by_how_much_and_in_which_words_the_best_passage_answers() -> None:
    index = LexicalIndex({"a": ["gpu", "hour"], "b": ["hour"]})
    seen = signs(["gpu", "zebra"], "a", index, 0.9, Foreign(0.8, 0.85))
    assert seen.over_elsewhere == pytest.approx(0.1)
    assert seen.over_nearby == pytest.approx(0.05)
    assert 0 < seen.coverage == seen.known < 0.5


@pytest.mark.parametrize("embedder", [E5, "wordllama-l2-supercat", "unheard-of"])
def test_more_of_any_sign_never_makes_evidence_weak(embedder: str) -> None:
    nothing, everything = Signs(-0.5, -0.5, 0.0, 0.0), Signs(0.5, 0.5, 1.0, 1.0)
    assert is_weak(nothing, embedder)
    assert not is_weak(everything, embedder)
