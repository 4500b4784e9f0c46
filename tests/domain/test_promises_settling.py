"""What a later source shows of a promise: kept, broken, or nothing at all."""

import pytest

from rolecall.domain.promises import PromiseState, find_promises, settle
from tests.domain.promise_rules import RULES, settled, source


@pytest.mark.parametrize(
    ("promise", "report", "state"),
    [
        ("The loop has three rounds.", "There were five rounds in all.", "broken"),
        ("The loop has three rounds.", "There were three rounds in all.", "kept"),
        ("The loop has three rounds.", "I have had one round so far.", "untested"),
        ("There is no live coding.", "The first round was two LeetCode problems.", "broken"),
        ("There is no live coding.", "There was no coding at all.", "kept"),
        ("There is no live coding.", "We talked about my thesis for an hour.", "untested"),
        ("We have read your papers.", "Nobody had read my papers.", "broken"),
        ("We have read your papers.", "They had read my papers and asked about them.", "kept"),
        ("You will hear from us within ten days.", "I heard back after five weeks.", "broken"),
        ("You will hear from us within ten days.", "I heard back after two days.", "kept"),
        ("The work is 60% research.", "Perhaps 10% of my time went into research.", "broken"),
        ("We publish three papers a year.", "Lovely people, and the coffee was good.", "untested"),
    ],
)
def test_a_report_shows_what_became_of_a_promise(promise: str, report: str, state: str) -> None:
    assert list(settled(f"Hi Leila,\n\n{promise}\n\nBecca", report).values()) == [state]


def test_the_evidence_is_verbatim() -> None:
    report = source("It was fine. The first round was two LeetCode problems. Then lunch.", "report", "r")
    promises = find_promises([source("Hi Leila, there is no live coding. Becca")], RULES)
    (promise,) = settle(promises, [report], RULES, {"r": "2026-02-03T10:00"})
    (proof,) = promise.evidence
    assert proof.quote == report.text[proof.start : proof.end] == "The first round was two LeetCode problems."
    assert (proof.source, proof.on) == ("r", "2026-02-03")


def test_what_happened_elsewhere_or_was_only_foretold_settles_nothing() -> None:
    said = "Hi Leila, there is no live coding. Becca"
    assert list(settled(said, "At another company I had three coding rounds.").values()) == ["untested"]
    assert list(settled(said, "I was told that there are two coding rounds.").values()) == ["untested"]


def test_a_reply_settles_only_what_it_says_was_done_or_has_changed() -> None:
    promised = "Hi Selin, Rosa will read your preprint. There are three rounds. Matteo"
    done = settled(promised, "Hi Selin, Rosa has read your preprint now. Matteo", after="reply")
    assert list(done.values()) == ["kept", "untested"]
    changed = settled(promised, "Hi Selin, it is four rounds after all. Matteo", after="reply")
    assert list(changed.values()) == ["untested", "broken"]
    still = settled(promised, "Hi Selin, it is three rounds now as before. Matteo", after="reply")
    assert list(still.values()) == ["untested", "untested"]
    repeated = settled(promised, "Hi Selin, there are four rounds. Matteo", after="reply")
    assert list(repeated.values()) == ["untested", "untested"]


def test_a_source_is_no_evidence_on_itself() -> None:
    reply = source("Hi Selin, Rosa has read your preprint now. Matteo", "reply", "same")
    (promise,) = settle(find_promises([reply], RULES), [reply], RULES)
    assert promise.state is PromiseState.UNTESTED


def test_what_the_user_decided_is_left_as_it_is() -> None:
    (promise,) = find_promises([source("Hi Leila, there is no live coding. Becca")], RULES)
    own = promise.model_copy(update={"by_user": True, "state": PromiseState.KEPT})
    assert settle([own], [source("Two LeetCode problems.", "report")], RULES) == (own,)
