"""The bank of coding problems is broad, and each problem holds all that a round needs."""

import re
from collections import Counter

import pytest

from rolecall.content.check import check_content
from rolecall.content.guides import load_guides
from rolecall.content.problems import BANK as FOLDER
from rolecall.content.problems import load_problems
from rolecall.domain.problems import ProblemFolder, ProblemKind
from rolecall.domain.statements import examples

BANK = load_problems()
EACH = pytest.mark.parametrize("folder", BANK.values(), ids=BANK.keys())
MINUTES = {1: (8, 15), 2: (10, 25), 3: (15, 35), 4: (25, 45), 5: (35, 60)}
"""Least and most minutes of a problem of each level."""
EXPLAINED = {
    ProblemKind.REPAIR: {"cause", "effect", "guard"},
    ProblemKind.PROFILING: {"bottleneck", "remedy", "cost"},
}
OTHERS_EXPLAIN = {"approach", "cost", "corner"}
NUMBER = re.compile(r"(?<![\w.])-?\d+(?:\.\d+)?(?![\w]|\.\d)")
GUIDES = {section.id for guide in load_guides() for section in guide.sections}


def test_there_are_problems_of_every_kind_and_level() -> None:
    assert len(BANK) >= 60
    assert {folder.problem.kind for folder in BANK.values()} == set(ProblemKind)
    assert {folder.problem.level for folder in BANK.values()} == {1, 2, 3, 4, 5}
    for kind in ProblemKind:
        assert sum(folder.problem.kind is kind for folder in BANK.values()) >= 5, kind


def test_most_problems_need_numpy_alone() -> None:
    bare = [one for one in BANK.values() if not re.search(r"\btorch\b", one.reference + one.checks)]
    assert len([one for one in bare if not one.problem.needs]) >= 40
    assert [one.id for one in BANK.values() if one not in bare and "torch" not in one.problem.needs] == []


def test_no_two_problems_share_a_title() -> None:
    titles = Counter(folder.problem.title.lower() for folder in BANK.values())
    assert [title for title, times in titles.items() if times > 1] == []


def test_every_folder_of_the_bank_is_a_problem() -> None:
    assert [one.name for one in FOLDER.iterdir() if one.is_dir() and one.name not in BANK] == []


def test_many_problems_prove_that_right_answers_of_other_styles_are_accepted() -> None:
    assert sum(len(folder.right) >= 3 for folder in BANK.values()) >= 20


def test_the_bank_is_checked_with_all_other_content() -> None:
    assert [fault for fault in check_content() if "knowledge/problems" in fault] == []


def told(statement: str) -> str:
    """The example of a statement that tells it in words."""
    return (
        re.split(r"\bExamples?:", statement)[-1].split("\n\n")[0]
        if re.search(r"\bExamples?:", statement)
        else ""
    )


IN_WORDS = {name: one for name, one in BANK.items() if not examples(one.statement)}


@pytest.mark.parametrize("folder", IN_WORDS.values(), ids=IN_WORDS.keys())
def test_fractions_of_an_example_told_in_words_stand_in_the_example_that_is_run(
    folder: ProblemFolder,
) -> None:
    """The latter is proven: the reference is judged by it."""
    run = " ".join(f"{one.setup} {one.call} {one.expected}" for one in folder.problem.examples)
    known = [float(number) for number in NUMBER.findall(run)]
    shown = [number for number in NUMBER.findall(told(folder.statement)) if "." in number]
    lost = [
        number
        for number in shown
        if not any(abs(float(number) - one) <= 0.51 * 10.0 ** -len(number.partition(".")[2]) for one in known)
    ]
    assert lost == []


@EACH
def test_a_problem_has_its_files_and_its_statement_names_what_to_write(folder: ProblemFolder) -> None:
    assert folder.reference.strip()
    assert folder.starter.strip()
    assert folder.problem.entry_point in folder.statement
    assert folder.problem.entry_point in folder.starter
    assert examples(folder.statement) or told(folder.statement)
    assert folder.problem.examples
    assert folder.problem.tells.strip()
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", folder.id)


@EACH
def test_a_problem_has_three_hints_and_follow_ups_of_one_question_each(folder: ProblemFolder) -> None:
    problem = folder.problem
    assert len(problem.hints) == len(set(problem.hints)) == 3
    assert all(hint.strip() for hint in problem.hints)
    assert len(set(problem.follow_ups)) >= 3
    assert [one for one in problem.follow_ups if one.count("?") != 1 or not one.rstrip().endswith("?")] == []


@EACH
def test_a_problem_knows_wrong_answers_and_names_their_mistakes(folder: ProblemFolder) -> None:
    wrong = folder.problem.wrong
    assert len(folder.wrong) >= 3
    assert set(wrong) == set(folder.wrong)
    assert [name for name, one in wrong.items() if len(one.mistake.split()) < 4] == []
    assert [name for name, one in wrong.items() if not one.mistake.rstrip().endswith(".")] == []


@EACH
def test_the_minutes_of_a_problem_fit_its_level(folder: ProblemFolder) -> None:
    least, most = MINUTES[folder.problem.level]
    assert least <= folder.problem.minutes <= most


@EACH
def test_the_guides_of_a_problem_exist(folder: ProblemFolder) -> None:
    assert folder.problem.guides
    assert set(folder.problem.guides) <= GUIDES


@EACH
def test_a_problem_says_what_a_good_explanation_of_it_holds(folder: ProblemFolder) -> None:
    kind = folder.problem.kind
    assert isinstance(kind, ProblemKind)
    assert set(folder.problem.explains) == EXPLAINED.get(kind, OTHERS_EXPLAIN)
    for said in folder.problem.explains.values():
        assert len(said.terms) == len(set(said.terms)) >= 3
        assert len(said.meanings) == len(set(said.meanings)) >= 3
