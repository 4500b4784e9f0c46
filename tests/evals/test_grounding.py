"""The eval of grounding counts what reached the user, and holds on the half that was not looked at."""

from rolecall.domain.asking_back import ask_back
from rolecall.domain.grounding import Grounded
from rolecall.domain.verifying import verified
from rolecall.evals.grounding import labels, load_cases, measure
from rolecall.wiring import alikeness, knowledge


def test_it_holds_on_the_kept_half() -> None:
    known = knowledge()
    report = measure(
        lambda text, material: verified(text, material, known.grounding, alikeness()),
        lambda text, standing: ask_back(text, standing, known.asking_back) is not None,
        *load_cases(),
    )
    assert report.holds, report.kept


def test_showing_everything_as_it_was_written_is_found_out() -> None:
    report = measure(lambda text, _: Grounded(text=text, cited=(1,)), lambda *_: True, *load_cases())
    assert not report.holds
    assert report.kept.invented_shown == report.kept.unsupported_cited == 1.0
    assert report.kept.asked_in_vain > 0


def test_there_are_enough_cases_of_each_kind_in_each_half() -> None:
    grounding, asking = load_cases()
    for half in ("tuned", "kept"):
        counted = labels([case for case in grounding if case.half == half])
        assert min(counted[label] for label in ("supported", "unsupported", "invented", "advice")) >= 9
        turns = [case for case in asking if case.half == half]
        assert min(sum(case.asks for case in turns), sum(not case.asks for case in turns)) >= 10
