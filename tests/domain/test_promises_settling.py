"""What a later source shows of a promise: kept, broken, or nothing at all."""

import pytest

from rolecall.domain.promises import Promise, PromiseState, find_promises, settle
from rolecall.domain.promises.settling import LATER
from rolecall.domain.promises.telling import tell_differences, tell_outcomes
from rolecall.domain.promises.timeline import rows
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


def _settled(*texts: tuple[str, str]) -> tuple[Promise, ...]:
    """The ledger after all sources, in the order in which they came; each is (kind, text)."""
    sources = [source(text, kind, f"s{n}") for n, (kind, text) in enumerate(texts)]
    return settle(find_promises(sources, RULES), [one for one in sources if one.kind in LATER], RULES)


READ = "Hi Leila, we have read your papers. Becca"
NO_CODING = "Hi Leila, there is no live coding. Becca"
BACK = "Hi Leila, correction: there will be a LeetCode screen after all. Becca"


@pytest.mark.parametrize(
    "reports",
    [
        (
            "In the first round two scientists had read my papers and asked about them."
            " In the second round nobody had read my papers.",
        ),
        ("Nobody had read my papers.", "They had read my papers and asked about them."),
    ],
)
def test_a_promise_kept_in_one_round_and_not_in_another_shows_both(reports: tuple[str, ...]) -> None:
    (promise,) = _settled(("message", READ), *(("report", text) for text in reports))
    assert (promise.state, promise.outcome) == (PromiseState.BROKEN, "kept in part")
    assert [proof.shows for proof in promise.evidence] == ["broken", "kept"]
    assert all(any(proof.quote in text for text in reports) for proof in promise.evidence)
    told = tell_outcomes((), [promise])
    assert "was kept in one part and not in another" in told
    assert all(proof.quote in told for proof in promise.evidence)
    (row,) = rows([promise])
    assert row[5] == "kept in part"
    assert "shows otherwise: " in row[6]
    assert "shows it kept: " in row[6]


def test_much_evidence_one_way_does_not_hide_the_other_way() -> None:
    report = "Nobody had read my papers. " * 5 + "In the last round they had read my papers."
    (promise,) = _settled(("message", READ), ("report", report))
    assert promise.outcome == "kept in part"
    assert [proof.shows for proof in promise.evidence][-1] == "kept"


def test_the_same_promise_in_two_sources_is_one_with_one_outcome() -> None:
    promises = _settled(
        ("ad", "Our interview has three rounds. There is no live coding."),
        ("message", "Hi Leila, there are three rounds and no live coding. Becca"),
        ("report", "There were three rounds in all. The second one was a LeetCode problem."),
    )
    assert {promise.outcome for promise in promises} == {"kept", "not kept"}
    assert all(len(promise.quotes) == 2 for promise in promises)
    assert all(len({spoken.source for spoken in promise.quotes}) == 2 for promise in promises)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("reply", BACK),
        ("message", "Hi Leila, a correction: there will be a LeetCode screen after all. Becca"),
        ("note", "Call with Becca, recruiter\nthere is a LeetCode screen after all"),
    ],
)
def test_a_later_source_takes_a_promise_back(kind: str, text: str) -> None:
    first, second = _settled(("message", NO_CODING), (kind, text))
    assert (first.state, first.outcome) == (PromiseState.BROKEN, "taken back")
    assert [proof.shows for proof in first.evidence] == ["taken_back"]
    assert first.evidence[0].quote in text
    assert (second.outcome, second.against) == ("untested", (first.id,))
    assert "was taken back" in tell_outcomes((), [first, second])
    # Said once: what was taken back is not told a second time as a difference.
    assert tell_differences([first, second], {"s1"}) == ""


def test_what_happened_outweighs_what_was_written_of_it() -> None:
    first, second = _settled(
        ("message", NO_CODING), ("reply", BACK), ("report", "There was no coding at all.")
    )
    assert first.outcome == "kept"
    assert [proof.shows for proof in first.evidence] == ["kept", "taken_back"]
    assert second.outcome == "not kept"


def test_what_was_written_before_takes_nothing_back() -> None:
    """A promise made again after it was withdrawn stands again."""
    again = "Hi Leila, I have checked: no live coding. Becca"
    promises = _settled(("message", NO_CODING), ("reply", BACK), ("reply", again))
    assert {promise.outcome for promise in promises} == {"untested"}
    earlier = _settled(("reply", BACK), ("reply", again))
    assert {promise.outcome for promise in earlier} == {"untested"}


def test_what_the_user_decided_is_shown_as_they_said_it() -> None:
    (promise,) = _settled(("message", NO_CODING), ("reply", BACK))[:1]
    assert promise.model_copy(update={"by_user": True}).outcome == "not kept"
