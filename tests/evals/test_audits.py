"""The audit's figures on labelled ads and loops, and that the measure notices what is wrong."""

from functools import cache

from rolecall.domain.audits.values import Audit
from rolecall.evals.audits import AuditsReport, load_cases, measure
from tests.domain.auditing import audit_of


@cache
def _report() -> AuditsReport:
    return measure(audit_of, load_cases())


def test_rounds_kinds_and_minutes_are_right_on_loops_nobody_tuned_for() -> None:
    for score, kinds in ((_report().tuned, 0.95), (_report().untouched, 0.85)):
        assert score.cases >= 10
        assert score.rounds_found >= 0.95
        assert score.rounds_right >= 0.95
        assert score.kinds >= kinds
        assert score.minutes >= 0.95


def test_untested_duties_are_found() -> None:
    for score in (_report().tuned, _report().untouched):
        assert score.untested_found >= 0.8
        assert score.untested_right >= 0.8


def test_kinds_with_far_too_much_time_are_found() -> None:
    assert min(_report().tuned.over_found, _report().tuned.over_right) >= 0.95
    assert _report().untouched.over_found >= 0.7
    assert _report().untouched.over_right >= 0.8


def test_every_quote_is_verbatim() -> None:
    assert _report().quotes > 300
    assert _report().quotes_verbatim == 1


def test_the_untouched_half_stays_unread() -> None:
    def blind(ad: str, _: str) -> Audit:
        return audit_of(ad, "We are nice people.")

    tuned = {case.id for case in load_cases() if case.half == "tuned"}
    assert {miss.case for miss in measure(blind, load_cases()).misses} == tuned


def test_an_audit_that_sees_no_rounds_scores_nothing() -> None:
    def blind(ad: str, _: str) -> Audit:
        return audit_of(ad, "We are nice people.")

    score = measure(blind, load_cases()[:10]).tuned
    assert score.rounds_found == 0
    assert score.fits < 1


def test_labels_quote_their_own_texts() -> None:
    for case in load_cases():
        assert all(one.shown in case.loop for one in case.rounds), case.id
        joined = " ".join(case.ad.split())
        assert all(" ".join(words.split()) in joined for words in case.untested), case.id
