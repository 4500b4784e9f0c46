"""What a pasted text is, measured on texts in many voices, and that the measure notices what is wrong."""

from functools import cache
from pathlib import Path

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
