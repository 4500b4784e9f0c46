"""The promise ledger and its timeline, as HTML."""

import re
from typing import Any

from rolecall.domain.promises.timeline import KIND_WORDS, timeline
from rolecall.domain.promises.values import (
    Channel,
    Promise,
    PromiseKind,
    PromiseState,
    Proof,
    Shows,
    Spoken,
)
from rolecall.web.ledger_view import ledger
from rolecall.web.promise_figure import day_words, drawn

HOSTILE = '"><script>alert(1)</script>'


def _spoken(quote: str, on: str, who: str = "Dana") -> Spoken:
    return Spoken(
        quote=quote,
        start=0,
        end=len(quote),
        source="mail",
        who=who,
        channel=Channel.MAIL,
        on=on,
        kind=PromiseKind.ROUNDS,
    )


def _promise(
    promise_id: str, quote: str = "two research rounds", on: str = "2026-11-09", **more: Any
) -> Promise:
    who = more.get("who", "Dana")
    base: dict[str, Any] = {
        "id": promise_id,
        "kind": PromiseKind.ROUNDS,
        "quotes": (_spoken(quote, on, who),),
        "who": who,
        "on": on,
        "channel": Channel.MAIL,
    }
    return Promise.model_validate({**base, **more})


def _shown(*promises: Promise, **more: Any) -> str:
    return ledger(promises, timeline(promises), **more)


def test_an_empty_ledger_can_be_added_to() -> None:
    html = _shown()
    assert "Nothing that could be checked later was said so far." in html
    assert 'data-do="add_promise"' in html
    assert "sort_promises" not in html


def test_a_promise_stands_with_who_when_where_and_about_what() -> None:
    html = _shown(_promise("p1"))
    assert "“two research rounds”" in html
    assert f"Dana, mail, 9 Nov 2026, {KIND_WORDS[PromiseKind.ROUNDS]}" in html


def test_its_state_is_one_of_three_buttons_that_can_be_pressed() -> None:
    html = _shown(_promise("p1", state=PromiseState.KEPT))
    buttons = re.findall(r'data-do="settle_promise"[^>]*data-state="(\w+)"[^>]*aria-pressed="(\w+)"', html)
    assert sorted(buttons) == [("broken", "false"), ("kept", "true"), ("untested", "false")]
    assert "1 kept" in html


def test_evidence_and_what_says_otherwise_are_quoted() -> None:
    proof = Proof(quote="there was none", start=0, end=14, source="report", on="2026-11-23")
    one = _promise("p1", evidence=(proof,), state=PromiseState.BROKEN, against=("p2",))
    html = _shown(one, _promise("p2", "one round only"))
    assert "23 Nov 2026 “there was none”" in html
    assert "Said otherwise: “one round only”" in html


def _proof(quote: str, shows: Shows) -> Proof:
    return Proof(quote=quote, start=0, end=len(quote), source="report", on="2026-11-23", shows=shows)


def test_what_held_in_part_says_so_with_the_evidence_both_ways() -> None:
    proofs = (_proof("no talk came", "broken"), _proof("two papers were read", "kept"))
    html = _shown(_promise("p1", evidence=proofs, state=PromiseState.BROKEN))
    assert '<span class="count">1 kept in part</span>' in html
    assert '<p class="became">Kept in part</p>' in html
    assert "23 Nov 2026, shows otherwise: “no talk came”" in html
    assert "23 Nov 2026, shows it kept: “two papers were read”" in html


def test_what_was_taken_back_is_told_as_that() -> None:
    one = _promise("p1", evidence=(_proof("we had to drop it", "taken_back"),), state=PromiseState.BROKEN)
    html = _shown(one, _promise("p2"))
    assert '<span class="count">1 taken back, 1 untested</span>' in html
    assert '<p class="became">Taken back</p>' in html


def test_the_timeline_draws_evidence_as_what_it_shows() -> None:
    proofs = (_proof("no talk came", "broken"), _proof("two papers were read", "kept"))
    html = drawn(timeline((_promise("p1", evidence=proofs, state=PromiseState.BROKEN),)))
    marks = re.findall(r'<(?:circle|polygon) class="(is-\w+)"', html)
    assert sorted(marks) == ["is-broken", "is-kept", "is-part"]
    assert "23 Nov 2026: 1 shown not kept, 1 shown kept" in html
    assert '<span class="is-part">kept in part</span>' in html


def test_words_of_the_user_stand_beside_what_was_said() -> None:
    html = _shown(_promise("p1", words="Two research rounds, an hour each"))
    assert "As it was said: “two research rounds”" in html


def test_the_list_follows_the_order_that_was_asked_for() -> None:
    promises = (
        _promise("kept", "first said", "2026-11-01", state=PromiseState.KEPT),
        _promise("broken", "then said", "2026-11-02", state=PromiseState.BROKEN),
    )
    by_date = ledger(promises, timeline(promises, "date"), "date")
    by_state = ledger(promises, timeline(promises, "state"), "state")
    listed = [html[html.index('class="promises"') :] for html in (by_date, by_state)]
    assert listed[0].index("first said") < listed[0].index("then said")
    assert listed[1].index("then said") < listed[1].index("first said")
    assert 'data-order="state" aria-pressed="true"' in by_state


def test_the_form_holds_what_is_known() -> None:
    html = _shown(_promise("p1", note="from the call"), opened=True)
    form = html[html.index('data-do="change_promise"') : html.index("</form>")]
    for part in ("two research rounds</textarea>", 'value="Dana"', 'value="2026-11-09"', "from the call"):
        assert part in form
    assert f'<option value="rounds" selected>{KIND_WORDS[PromiseKind.ROUNDS]}' in form
    assert '<details class="fold ledger" open>' in html


def test_the_timeline_draws_what_was_said_above_and_what_came_of_it_below() -> None:
    proof = Proof(quote="there was none", start=0, end=14, source="report", on="2026-11-23")
    html = drawn(timeline((_promise("p1", evidence=(proof,), state=PromiseState.BROKEN), _promise("p2"))))
    line = float(re.findall(r'class="axis"[^>]* y1="(\d+)"', html)[0])
    ring = float(re.findall(r'<circle class="is-untested"[^>]* cy="([\d.]+)"', html)[0])
    tops = [float(y) for y in re.findall(r'<polygon class="is-broken" points="[\d.]+,([\d.]+)', html)]
    assert ring < line
    assert min(tops) < line < max(tops)
    assert "9 Nov 2026: 2 said; 23 Nov 2026: 1 shown not kept" in html


def test_days_that_are_not_known_are_counted_and_many_marks_stay_in_the_drawing() -> None:
    many = [_promise(f"p{n}", f"promise {n}") for n in range(80)]
    html = drawn(timeline((*many, _promise("undated", on=""))))
    assert "1 more without a day." in html
    places = [float(x) for x in re.findall(r'cx="([-\d.]+)"', html)]
    assert len(places) == 80
    assert 0 <= min(places) <= max(places) <= 340
    assert drawn(timeline((_promise("undated", on=""),))) == ""


def test_days_are_told_as_people_say_them() -> None:
    assert day_words("2026-11-09T08:00:00Z") == "9 Nov 2026"
    assert day_words("soon") == "soon"
    assert not day_words("")


def test_what_others_said_is_never_markup() -> None:
    html = _shown(
        _promise(HOSTILE, HOSTILE, who=HOSTILE, note=HOSTILE, words=HOSTILE, against=(HOSTILE,)), opened=True
    )
    assert "<script" not in html
