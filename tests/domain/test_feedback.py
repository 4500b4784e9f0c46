import pytest

from rolecall.domain.feedback import feedback, shortened
from rolecall.domain.judgements import JudgedAs, Judgement, Manner
from tests.domain.sittings import BY_ID

ALPHA = BY_ID["alpha"]
HEARD = Judgement(
    id="baseline", state=JudgedAs.COVERED, coverage=0.8, evidence="we set it against the old ranking"
)


def test_it_quotes_what_was_heard_and_says_for_what() -> None:
    told = feedback(ALPHA, [HEARD], ["baseline"], ["baseline"], Manner.SUBSTANTIVE, done=False)
    assert "Heard: \u201cwe set it against the old ranking\u201d (tells which baseline was used)." in told
    assert "Two more points are open." in told


def test_a_quote_that_stands_for_two_points_is_given_once() -> None:
    both = [HEARD, HEARD.model_copy(update={"id": "ablation"})]
    ids = ["baseline", "ablation"]
    told = feedback(ALPHA, both, ids, ids, Manner.SUBSTANTIVE, done=False)
    assert told.count("we set it against the old ranking") == 1
    assert "(tells which baseline was used; " in told


def test_a_gap_is_named_only_when_the_question_is_left() -> None:
    on = feedback(ALPHA, [HEARD], ["baseline"], ["baseline"], Manner.SUBSTANTIVE, done=False)
    left = feedback(ALPHA, [HEARD], ["baseline"], ["baseline"], Manner.SUBSTANTIVE, done=True)
    stronger = ALPHA.criterion("ablation").stronger
    assert stronger not in on
    assert stronger in left


def test_nothing_new_is_said_plainly_and_praises_nothing() -> None:
    told = feedback(ALPHA, [], [], ["baseline"], Manner.SUBSTANTIVE, done=False)
    assert told.startswith("Nothing new heard")
    assert "Heard: " not in told


def test_everything_heard_leaves_no_gap_to_name() -> None:
    everything = [criterion.id for criterion in ALPHA.criteria]
    told = feedback(ALPHA, [HEARD], ["baseline"], everything, Manner.SUBSTANTIVE, done=True)
    assert told.endswith("All points of this question were heard.")


@pytest.mark.parametrize("manner", [Manner.EMPTY, Manner.HOSTILE, Manner.COMMANDS_JUDGE, Manner.SKIPS])
def test_what_is_no_answer_gets_no_feedback(manner: Manner) -> None:
    assert feedback(ALPHA, [HEARD], ["baseline"], ["baseline"], manner, done=True) == ""


def test_a_long_quote_is_cut_at_a_word() -> None:
    assert shortened("one two three", 3) == "one two three"
    assert shortened("one two three four", 3) == "one two three \u2026"
