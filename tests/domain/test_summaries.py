"""Old turns fold into a summary cut from their own words; it is stored, and taken back with its turns."""

import time

from rolecall.content.files import ROOT, load_yaml
from rolecall.domain.conversation import Folded, RoleEvent, RoleState, Said, Turn, Withdrawn, event_from, fold
from rolecall.domain.summaries import Summary, SummaryWords, summarised, told

WORDS = load_yaml(ROOT / "knowledge" / "summaries.yaml", SummaryWords)


def turn(at: int, text: str) -> Turn:
    return Turn(id=f"t{at}", speaker="coach" if at % 2 else "user", text=text)


def talk(*texts: str) -> list[Turn]:
    return [turn(at, text) for at, text in enumerate(texts)]


def test_every_piece_of_a_summary_stands_in_what_was_said() -> None:
    said = talk(
        "I have ten hours until Friday. What does Northlight test in a deep dive?",
        "It tests your own choices [1]. You could reread your paper.",
        "Is the bus 42 late?",
        "I have nothing on that in my guides or your library.",
    )
    made = summarised(None, said, WORDS)
    assert made.asked[0].question == "What does Northlight test in a deep dive?"
    assert made.asked[0].answer == "It tests your own choices."
    assert made.decided == ("I have ten hours until Friday.",)
    assert "Northlight" in made.names
    assert made.open == ("Is the bus 42 late?",)
    assert made.turns == 4
    assert "Still open: Is the bus 42 late?" in told(made)


def test_a_summary_holds_the_one_before_it_and_stays_short() -> None:
    made: Summary | None = None
    for at in range(50):
        made = summarised(made, talk(f"What about topic {at}? " + "word " * 500, "Answer. " * 500), WORDS)
    assert made is not None
    assert made.turns == 100
    assert "topic 49" in told(made)
    assert len(told(made).split()) < 400


def test_taking_a_turn_back_takes_back_the_summaries_that_held_it() -> None:
    first, second = Summary(turns=2), Summary(turns=4)
    events: list[RoleEvent] = [Said(turn=one) for one in talk("a", "b", "c", "d", "e")]
    events += [Folded(up_to="t1", summary=first), Folded(up_to="t3", summary=second)]
    start = RoleState(id="role")
    state = fold(start, [("", one) for one in events])
    assert state.summary == second
    assert len(state.turns) == 5
    assert fold(state, [("", Withdrawn(turn_id="t3"))]).summary == first
    assert fold(state, [("", Withdrawn(turn_id="t0"))]).summary is None


def test_a_fold_comes_back_from_the_store_as_it_was() -> None:
    made = Folded(up_to="t3", summary=summarised(None, talk("Why?", "Because."), WORDS))
    assert event_from("folded", made.model_dump(mode="json", exclude={"kind"})) == made


def test_ten_thousand_turns_fold_quickly() -> None:
    events: list[tuple[str, RoleEvent]] = [("", Said(turn=turn(at, f"turn {at}"))) for at in range(20_000)]
    begun = time.process_time()
    state = fold(RoleState(id="role"), events)
    made = summarised(None, state.turns, WORDS)
    assert (len(state.turns), made.turns) == (20_000, 20_000)
    assert time.process_time() - begun < 5
