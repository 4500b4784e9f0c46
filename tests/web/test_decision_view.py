"""Where a candidate stands, as HTML."""

from rolecall.domain.deciding.values import Decision, Fact, Mover, Option, Outcome, Reason
from rolecall.domain.plans.values import Quote
from rolecall.domain.roles import Addressee, SourceKind, Topic
from rolecall.web.decision_view import decision

HOSTILE = '"><script>alert(1)</script>'


def _quote(text: str = "two research rounds") -> Quote:
    return Quote(text=text, source="ad", start=0, end=len(text), kind=SourceKind.AD)


def _decision(words: str = "plain", *, reasons: int = 3) -> Decision:
    outcomes = (
        Outcome(answer=f"it is {words}", before="mixed", after="engineering", minutes=90),
        Outcome(answer="it is not", before="mixed", after="mixed", minutes=30),
    )
    return Decision(
        known=(Fact(label=words, quote=_quote(words)),),
        promised=(Fact(label="the rounds", quote=_quote(), note="untested"),),
        uncertain=(Fact(label="compute", note="not said"),),
        steady=words,
        movers=(
            Mover(
                topic=Topic.COMPUTE_DATA,
                label="Compute",
                question=words,
                to=Addressee.PEER,
                outcomes=outcomes,
            ),
        ),
        plan_minutes=600,
        testing=words,
        options=(
            Option(name="opt_out", label="Opt out"),
            Option(
                name="ask",
                label="Ask",
                reasons=tuple(Reason(says=f"{words} {at}", quotes=(_quote(words),)) for at in range(reasons)),
            ),
            Option(name="prepare", label="Prepare", reasons=(Reason(says="no quote"),)),
        ),
    )


def test_what_would_change_the_reading_is_told_with_before_after_and_hours() -> None:
    html = decision(_decision())
    assert (
        "If they say that it is plain: I would read it as engineering instead of a mix, and 1 h 30 min of "
        "10 h would be prepared otherwise." in html
    )
    assert "If they say that it is not: 30 min of 10 h would be prepared otherwise." in html
    assert "a future colleague could tell" in html


def test_each_way_has_its_reasons_and_something_to_begin_with_and_the_choice_is_the_users() -> None:
    html = decision(_decision())
    assert [html.index(f"<h4>{name}</h4>") for name in ("Opt out", "Ask", "Prepare")] == sorted(
        html.index(f"<h4>{name}</h4>") for name in ("Opt out", "Ask", "Prepare")
    )
    assert "Nothing that you brought speaks for it so far." in html
    assert "yours to choose" in html
    assert html.count("data-text=") == 2
    assert 'data-opens=".plan"' in html


def test_many_reasons_are_folded_after_the_first_two() -> None:
    assert "<summary>1 more</summary>" in decision(_decision())
    assert "more</summary>" not in decision(_decision(reasons=2))


def test_nothing_known_is_said_in_words() -> None:
    empty = _decision().model_copy(update={"known": (), "promised": ()})
    html = decision(empty)
    assert "Nothing of the eight things is answered yet." in html
    assert "Nothing that could be checked later was said so far." in html
    assert decision(None) == ""


def test_words_of_the_role_are_never_markup() -> None:
    assert "<script" not in decision(_decision(HOSTILE))
