import re
from datetime import date

from rolecall.domain.debrief_handout import debrief_handout, figure
from rolecall.domain.debrief_words import (
    LEVEL_NAMES,
    duration,
    own_against_judged,
    results,
    share_words,
    state_shown,
    timed,
)
from rolecall.domain.handout_markdown import to_markdown
from rolecall.domain.handouts import Bars, Quotation, Turn
from rolecall.domain.judgements import JudgedAs
from tests.domain.debriefs import ANSWER, QUOTE, a_debrief, a_mock, criterion, judged, question

TODAY = date(2026, 3, 3)


def words_of(text: str) -> str:
    return " ".join(text.split())


def test_every_state_has_words_of_its_own_and_a_missing_score_is_no_zero() -> None:
    told = [state_shown(judged("c", state, 0.0, None), hide=False) for state in JudgedAs]
    assert len(set(told) | {state_shown(judged("c", JudgedAs.SCORED, 0.5, 3), hide=False)}) >= len(JudgedAs)
    assert not any("0" in words for words in told)
    bars = figure(a_debrief(), hide=False).bars
    assert [bar.share for bar in bars] == [0.75, 0.27, None, None]
    assert [bar.mark for bar in bars] == [1.0, None, None, None]
    assert bars[3].shown == "not asked"


def test_the_handout_holds_results_quotes_advice_and_the_whole_transcript() -> None:
    handout = debrief_handout(a_mock(a_debrief()), None, TODAY)
    text = words_of(to_markdown(handout))
    for wanted in (
        "Coverage: 55 %",
        "Score: 67 of 100. It rests on 1 of 4 criteria",
        "1 criterion could not be scored",
        "You rated yourself well above the levels given",
        "Level 3 of 4; coverage 83 %. Your own rating: level 4 of 4",
        "Asked for, not enough heard; coverage 27 %",
        "A stronger answer: Says more of equal",
        "Guide: Rivals and baselines",
        "1 hint used; 5 points off the score",
        "2 min 12 s",
        "openai:judge-9",
        "Our own strong answer",
    ):
        assert wanted in text, wanted
    assert Quotation(text=QUOTE, source="your answer") in handout.blocks
    turns = [block for block in handout.blocks if isinstance(block, Turn)]
    assert [turn.at for turn in turns] == ["00:00", "02:12", "02:12", "04:24"]
    assert turns[1].own
    assert turns[1].text == ANSWER
    assert "The time was up while this was being written" in text


def test_without_levels_the_reason_is_said_and_no_score_is_shown() -> None:
    note = "The built-in engine shows what was heard, not levels; your own rating fills that in."
    text = words_of(to_markdown(debrief_handout(a_mock(a_debrief(levels=False, notes=(note,))), None, TODAY)))
    assert note in text
    assert "Score" not in text
    assert "Heard; coverage 83 %" in text
    assert "You rated yourself a little above what was heard" in text


def test_where_numbers_are_hidden_no_digit_of_a_result_is_left() -> None:
    note = (
        "openai:judge-9 gives no levels here: it agrees with the graded samples to a kappa of 0.41, "
        "below 0.6. "
        "Coverage is shown instead."
    )
    for levels in (True, False):
        state = a_mock(a_debrief(levels=levels, notes=(note,)))
        handout = debrief_handout(state, question("baseline", (), None), TODAY, hide_numbers=True)
        blocks = [block for block in handout.blocks if not isinstance(block, Turn)]
        text = to_markdown(handout.model_copy(update={"blocks": tuple(blocks), "subtitle": ""}))
        text = re.sub(r"2026-03-03|judge-9|\d+ min \d+ s", "", text)
        assert not re.search(r"\d", text), re.findall(r".{30}\d.{20}", text)
        assert "about half of it" in words_of(text)
        assert "did not agree well enough" in words_of(text)


def test_a_redo_is_shown_beside_what_it_was_before() -> None:
    before = question(
        "baseline", (criterion("Names the rival", judged("rival", JudgedAs.SCORED, 0.3, 1)),), 0
    )
    text = words_of(to_markdown(debrief_handout(a_mock(a_debrief()), before, TODAY)))
    assert "| Names the rival | level 1 of 4 | level 3 of 4 |" in text
    assert "| Says what was held equal | | asked for, not enough heard |" in text.replace("|  |", "| |")


def test_a_mock_that_was_not_debriefed_gives_its_transcript_and_says_so() -> None:
    handout = debrief_handout(a_mock(), None, TODAY)
    assert "not been debriefed yet" in to_markdown(handout)
    assert not any(isinstance(block, Bars) for block in handout.blocks)
    assert sum(isinstance(block, Turn) for block in handout.blocks) == 4


def test_the_times_of_a_transcript_leave_out_what_the_clock_stood() -> None:
    # An hour passed before the last answer, of which the candidate had the word for two minutes.
    assert timed(a_mock())[-1][0] == "04:24"


def test_nothing_judged_is_said_so_rather_than_shown_as_nothing_heard() -> None:
    unheard = question("q", (criterion("Anything", judged("c", JudgedAs.NOT_ASKED, 0.0)),), None)
    empty = a_debrief(levels=False)
    shown = empty.rounds[0].model_copy(update={"questions": (unheard,)})
    told = results(empty.model_copy(update={"rounds": (shown,)}), hide=False)
    assert told == ("There was no answer to judge, so there is neither coverage nor score.",)


def test_own_ratings_are_compared_in_a_sentence() -> None:
    debrief = a_debrief()
    said = {
        difference: own_against_judged(debrief.model_copy(update={"own_difference": difference}))
        for difference in (-1.5, -0.5, 0.0, 0.5, 1.5)
    }
    assert "well below" in said[-1.5]
    assert "a little below" in said[-0.5]
    assert "agrees" in said[0.0]
    assert "a little above" in said[0.5]
    assert "well above" in said[1.5]
    assert own_against_judged(debrief.model_copy(update={"own_difference": None})) == ""


def test_shares_and_levels_have_words_that_rise() -> None:
    shares = [share_words(step / 100) for step in range(101)]
    assert shares[0] == "none of it"
    assert shares[-1] == "all of it"
    assert list(dict.fromkeys(shares)) == sorted(set(shares), key=shares.index)
    assert len(set(LEVEL_NAMES.values())) == 4
    assert duration(59.6) == "1 min"
    assert duration(0) == "0 s"


def test_long_mocks_are_drawn_by_question() -> None:
    many = tuple(criterion(f"Part {n}", judged(f"c{n}", JudgedAs.COVERED, 0.5)) for n in range(9))
    shown = a_debrief(levels=False).rounds[0]
    shown = shown.model_copy(update={"questions": (question("one", many, None), question("two", many, None))})
    drawn = figure(a_debrief().model_copy(update={"rounds": (shown,)}), hide=False)
    assert [bar.label for bar in drawn.bars] == ["The one", "The two"]
