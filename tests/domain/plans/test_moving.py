"""How a plan moves when something becomes known."""

from rolecall.domain.plans.moving import compare_plans
from tests.coach.plan_cases import CODING_REPLY, ENGINEER, FUZZY, NAMED, RESEARCHER, planned, role


def test_a_plan_that_did_not_move_says_so() -> None:
    plan = planned(role(ENGINEER))
    moves = compare_plans(plan, plan)
    assert moves.minutes == 0
    assert (moves.parts, moves.added, moves.dropped) == ((), (), ())
    assert "stays as it was" in moves.says


def test_what_moved_is_said_in_a_sentence_each_with_the_words_that_moved_it() -> None:
    moves = compare_plans(planned(role(ENGINEER)), planned(role(ENGINEER, NAMED)))
    said = {move.what: move.says for move in moves.parts}
    assert "falls away" in said["coding"]
    assert "There is no coding round." in said["coding"]
    assert "goes up" in said["research_deep_dive"]
    assert "a project deep dive with" in said["research_deep_dive"]
    assert moves.says.startswith(f"{moves.minutes // 60} h")
    assert all(one.says.endswith((".", "\u201d")) and ".\u201d." not in one.says for one in moves.parts)


def test_moves_agree_with_the_plans() -> None:
    before, after = planned(role(RESEARCHER)), planned(role(RESEARCHER, CODING_REPLY))
    moves = compare_plans(before, after)
    for move in moves.parts:
        assert before.minutes_of.get(move.what, 0) == move.before
        assert after.minutes_of.get(move.what, 0) == move.after
    assert {one.what for one in moves.added} == {i.id for i in after.items} - {i.id for i in before.items}
    assert {one.what for one in moves.dropped} == {i.id for i in before.items} - {i.id for i in after.items}
    assert abs(moves.parts[0].after - moves.parts[0].before) == max(
        abs(move.after - move.before) for move in moves.parts
    )


def test_an_answer_moves_about_as_much_as_asking_promised_or_more() -> None:
    before = planned(role(FUZZY))
    moves = compare_plans(before, planned(role(FUZZY, CODING_REPLY)))
    assert moves.minutes >= before.asking[0].minutes
