import pytest

from rolecall.content.files import load_yaml
from rolecall.domain.debrief_words import note_shown
from rolecall.domain.interviews import InterviewBank, RoundKind
from rolecall.domain.mocks import LOOP, MockPlan, MockRequest
from rolecall.domain.planning import LoopRules, plan_mock
from rolecall.domain.roles import RoleReading, Track
from tests.domain.readings import KNOWLEDGE, reading
from tests.domain.sittings import DEEP, bank, question

RULES = load_yaml(KNOWLEDGE / "loops.yaml", LoopRules)
KINDS = [kind for kind in RoundKind if kind is not RoundKind.CODING]
BANK = InterviewBank(
    questions=tuple(
        question(f"{kind}-{number}", kind, 1 + number % 5, 6) for kind in KINDS for number in range(20)
    ),
    rubrics=(),
)


def leaning(track: Track, share: float = 1.0) -> RoleReading:
    role = reading()
    shares = role.shares.model_copy(update={**dict.fromkeys(Track, 0.0), track: share, "unknown": 1 - share})
    return role.model_copy(update={"shares": shares})


def plan(what: str = DEEP, minutes: int = 20, seed: int = 0, **more: object) -> MockPlan:
    given = more.pop("bank", BANK)
    request = MockRequest(what=what, minutes=minutes, seed=seed)
    return plan_mock(request, given, RULES, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("minutes", [2, 10, 30, 61, 90, 180])
@pytest.mark.parametrize("track", [None, *Track])
def test_the_minutes_of_a_loop_sum_up_and_no_round_is_a_quiz(minutes: int, track: Track | None) -> None:
    rounds = plan(LOOP, minutes, reading=leaning(track) if track else None).rounds
    assert sum(one.minutes for one in rounds) == minutes
    assert len({one.kind for one in rounds}) == len(rounds)
    assert all(one.minutes >= min(6, minutes // len(rounds)) for one in rounds)
    assert all(one.why and one.questions for one in rounds)


@pytest.mark.parametrize(
    ("track", "most"),
    [
        (Track.RESEARCH, RoundKind.RESEARCH_DEEP_DIVE),
        (Track.APPLIED, RoundKind.PROBLEM_FRAMING),
        (Track.ENGINEERING, RoundKind.ML_SYSTEMS),
    ],
)
def test_a_loop_gives_most_time_to_what_the_role_will_probably_test(track: Track, most: RoundKind) -> None:
    rounds = plan(LOOP, 90, reading=leaning(track)).rounds
    assert max(rounds, key=lambda one: one.minutes).kind is most
    assert rounds[0].minutes >= rounds[-1].minutes


def test_minutes_follow_the_likelihoods() -> None:
    likely = RULES.likely(leaning(Track.RESEARCH))
    assert sum(weight for weight, _ in likely.values()) == pytest.approx(1)
    rounds = plan(LOOP, 120, reading=leaning(Track.RESEARCH)).rounds
    weights = [likely[one.kind][0] for one in rounds]
    assert weights == sorted(weights, reverse=True)
    assert [one.minutes for one in rounds] == sorted((one.minutes for one in rounds), reverse=True)


def test_a_likely_round_that_cannot_be_practised_is_told() -> None:
    notes = plan(LOOP, 60, reading=leaning(Track.ENGINEERING)).notes
    assert any("coding round is likely" in note for note in notes)


def test_the_same_seed_asks_the_same_and_another_one_something_else() -> None:
    assert plan(seed=7).rounds == plan(seed=7).rounds
    assert len({plan(seed=number).rounds[0].questions for number in range(8)}) > 4


def test_questions_come_in_rising_difficulty_and_there_are_enough() -> None:
    for seed in range(5):
        names = plan(minutes=30, seed=seed).rounds[0].questions
        levels = [BANK.question(name).difficulty for name in names]  # type: ignore[union-attr]
        assert levels == sorted(levels)
        assert len(names) * 6 >= 30
        assert len(set(names)) == len(names)


def test_due_questions_come_often_and_recent_ones_seldom() -> None:
    due, recent = [f"{DEEP}-{n}" for n in range(3)], [f"{DEEP}-{n}" for n in range(3, 6)]
    drawn = [
        name
        for seed in range(60)
        for name in plan(minutes=12, seed=seed, due=due, recent=recent).rounds[0].questions
    ]
    often = sum(name in due for name in drawn)
    seldom = sum(name in recent for name in drawn)
    assert often > 3 * seldom
    plain = [name for seed in range(60) for name in plan(minutes=12, seed=seed).rounds[0].questions]
    assert often > sum(name in due for name in plain)
    assert seldom < sum(name in recent for name in plain)


def near(*names: str) -> InterviewBank:
    """The bank with these questions near each other."""
    return InterviewBank(
        questions=tuple(
            one.model_copy(update={"near": tuple(set(names) - {one.id})}) if one.id in names else one
            for one in BANK.questions
        ),
        rubrics=(),
    )


def test_of_two_near_questions_only_one_comes_in_a_mock() -> None:
    pair = (f"{DEEP}-3", f"{DEEP}-4")
    drawn = [set(plan(minutes=40, seed=seed, bank=near(*pair)).rounds[0].questions) for seed in range(40)]
    assert any(set(pair) <= set(plan(minutes=40, seed=seed).rounds[0].questions) for seed in range(40))
    assert not any(set(pair) <= one for one in drawn)
    assert all(any(name in one for one in drawn) for name in pair)
    assert {len(one) for one in drawn} == {len(plan(minutes=40).rounds[0].questions)}


def test_near_questions_do_not_meet_across_the_rounds_of_a_loop() -> None:
    pair = (f"{DEEP}-3", f"{RoundKind.QUICKFIRE}-4")

    def meet(bank: InterviewBank) -> bool:
        loops = [plan(LOOP, 120, seed=seed, bank=bank).rounds for seed in range(40)]
        return any(set(pair) <= {name for one in rounds for name in one.questions} for rounds in loops)

    assert meet(BANK)
    assert not meet(near(*pair))


def test_the_trivia_of_a_drift_are_not_the_questions_of_a_round() -> None:
    for seed in range(20):
        planned = plan_mock(MockRequest(what=LOOP, minutes=90, seed=seed, drift=True), BANK, RULES)
        assert planned.trivia
        assert not set(planned.trivia) & {name for one in planned.rounds for name in one.questions}


def test_what_is_due_comes_even_where_it_was_asked_lately() -> None:
    name = f"{DEEP}-2"
    shares = [
        sum(
            name in plan(minutes=6, seed=seed, due=due, recent=[name]).rounds[0].questions
            for seed in range(40)
        )
        for due in ((name,), ())
    ]
    assert shares[0] > shares[1]


def test_chosen_questions_are_asked_in_the_order_they_were_chosen() -> None:
    request = MockRequest(question_ids=("gamma", "alpha"), minutes=10)
    planned = plan_mock(request, bank(), RULES)
    assert planned.rounds[0].questions == ("gamma", "alpha")
    assert planned.trivia == ()


def test_questions_on_the_own_paper_replace_the_banks() -> None:
    made = (question("paper-claim"), question("paper-weak"))
    planned = plan(made=made)
    assert planned.rounds[0].questions == ("paper-claim", "paper-weak")
    assert planned.made == made
    assert "paper" in planned.title


def test_drift_is_planned_only_for_a_deep_dive() -> None:
    for what, drifts in ((DEEP, True), (RoundKind.ML_SYSTEMS, False)):
        request = MockRequest(what=what, drift=True, seed=1)
        planned = plan_mock(request, BANK, RULES)
        assert bool(planned.trivia) is drifts
        assert all(BANK.question(name).kind is RoundKind.QUICKFIRE for name in planned.trivia)  # type: ignore[union-attr]
        assert any("drift" in note for note in planned.notes) is not drifts
    assert plan(RoundKind.ML_SYSTEMS).notes == ()


def test_the_likelihood_of_a_round_that_cannot_be_practised_is_hidden_with_other_numbers() -> None:
    notes = plan(LOOP, 60, reading=leaning(Track.ENGINEERING)).notes
    assert any("%" in note for note in notes)
    assert [note_shown(note, hide=False) for note in notes] == list(notes)
    for note in notes:
        hidden = note_shown(note, hide=True)
        assert not any(mark in hidden for mark in "0123456789%()")
        assert "is likely too; it is not part of this mock." in hidden


def test_the_title_names_round_and_role() -> None:
    assert plan(RoundKind.ML_SYSTEMS).title == "ML systems"
    assert plan(LOOP, 60, role_title="Research Scientist").title == "Mock loop for Research Scientist"


CODING = tuple(
    question(f"code-{minutes}", RoundKind.CODING, 1 + minutes // 10, minutes) for minutes in (12, 20, 40)
)
WITH_CODE = BANK.with_more(CODING)


@pytest.mark.parametrize(
    ("minutes", "fitting"),
    [(5, {"code-12", "code-20", "code-40"}), (15, {"code-12"}), (25, {"code-12", "code-20"})],
)
def test_a_problem_is_asked_only_where_it_can_be_written_in_the_time(minutes: int, fitting: set[str]) -> None:
    planned = plan(RoundKind.CODING, minutes, bank=WITH_CODE)
    assert set(planned.rounds[0].questions) == fitting


@pytest.mark.parametrize("minutes", [10, 14, 20, 30, 45, 60, 90])
def test_a_loop_holds_a_coding_round_only_where_there_is_time_to_write(minutes: int) -> None:
    planned = plan(LOOP, minutes, bank=WITH_CODE, reading=leaning(Track.ENGINEERING))
    coding = [one for one in planned.rounds if one.kind is RoundKind.CODING]
    assert sum(one.minutes for one in planned.rounds) == minutes
    assert all(one.minutes >= 15 for one in coding)
    assert bool(coding) is (minutes >= 21)
    if not coding:
        assert any("coding round is likely too" in note for note in planned.notes)
