"""What a pasted text is, measured on texts in many voices, and that the measure notices what is wrong."""

from functools import cache
from pathlib import Path

import pytest
from benchmarks import fit_accounts

from rolecall.content.patterns import load_patterns
from rolecall.domain.reading import detect_kind
from rolecall.domain.roles import SourceKind
from rolecall.evals.kinds import FOUND, MACRO_F1, KindsReport, load_cases, measure

PATTERNS = load_patterns(Path(__file__).resolve().parents[2] / "knowledge")


@cache
def _report() -> KindsReport:
    return measure(lambda text: detect_kind(text, PATTERNS), load_cases())


def test_the_bar_holds_on_the_half_that_was_not_looked_at() -> None:
    untouched = _report().untouched
    assert untouched.texts >= 150
    assert untouched.found[SourceKind.REPORT] >= FOUND
    assert untouched.macro_f1 >= MACRO_F1
    assert _report().holds


def test_no_ad_is_taken_for_a_report() -> None:
    assert _report().untouched.ads_as_reports == 0
    assert _report().tuned.ads_as_reports == 0


def test_the_texts_of_the_untouched_half_stay_unread() -> None:
    untouched = {" ".join(text.split())[:120] for one in load_cases() for text in one.untouched}
    assert not untouched & {miss.text for miss in _report().misses}


def test_no_text_stands_twice() -> None:
    texts = [text for one in load_cases() for text in (*one.tuned, *one.untouched)]
    assert len(texts) == len(set(texts)) >= 300


def test_who_takes_everything_for_a_report_does_not_hold() -> None:
    blind = measure(lambda text: SourceKind.REPORT, load_cases())
    assert blind.untouched.found[SourceKind.REPORT] == 1
    assert blind.untouched.ads_as_reports == 30
    assert not blind.holds


def test_the_weights_of_accounts_are_those_the_named_command_makes() -> None:
    made, stored = fit_accounts.fit(fit_accounts.texts_seen(PATTERNS)), PATTERNS.accounts
    assert made.bias == pytest.approx(stored.bias, abs=0.05)
    for word in {*made.words, *stored.words}:
        # A weight beside the limit may be left out on another machine.
        assert made.words.get(word, 0) == pytest.approx(stored.words.get(word, 0), abs=0.35), word
    strong = [word for word, weight in stored.words.items() if abs(weight) > 1]
    assert [made.words[word] for word in strong] == pytest.approx(
        [stored.words[word] for word in strong], abs=0.05
    )
    head = fit_accounts.WEIGHTS.read_text(encoding="utf-8")
    assert "python -m benchmarks.fit_accounts --write" in head


def test_no_text_of_a_half_that_stays_unread_is_fitted_on() -> None:
    apart = {text.strip() for case in load_cases() for text in case.untouched}
    fitted = {one.text for one in fit_accounts.texts_seen(PATTERNS)}
    assert len(fitted) > 300
    assert not apart & fitted
