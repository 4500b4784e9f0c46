"""Runs and submissions as the page shows them: words and marks, the failing ones first, nothing as markup."""

import pytest

from rolecall.domain.problems import CaseResult, Fault, Judged, Speed, Verdict
from rolecall.domain.trials import Shown, Trial
from rolecall.web.trials_view import duration, headline, results, times, verdict

HELD = CaseResult(name="two", ok=True, seconds=0.002)
WRONG = CaseResult(name="none", ok=False, fault=Fault.VALUE, message="f([]): got <1>, expected 0")
SLOW = CaseResult(
    name="long",
    ok=False,
    fault=Fault.SLOW,
    message="too long",
    times=14.2,
    speed=Speed(at_most=3),
)
EVIL = "<script>a()</script>\x1b[31m\u202eevil"


def ran(*shown: Shown, **more: object) -> Trial:
    return Trial(question="q", source="def f(): ...", shown=shown).model_copy(update=more)


def submitted(of: Verdict, *cases: CaseResult, **more: object) -> Trial:
    judged = Judged(problem="q", verdict=of, cases=cases, seconds=0.4, peak_mb=47.4)
    return Trial(question="q", source="def f(): ...", submitted=True, judged=judged.model_copy(update=more))


def test_a_run_tells_call_value_expected_and_whether_it_holds_in_words() -> None:
    shown = results([ran(Shown(call="f(1)", value="3", expected="2", ok=False, seconds=0.003))])
    assert "Run 1: the example does not hold." in shown
    for words in ("<code>f(1)</code>", "<code>3</code>", "<code>2</code>", ">no</span>", "3 ms"):
        assert words in shown


def test_own_calls_have_no_expected_value_and_errors_name_the_line() -> None:
    error = "ValueError: no (line 3: raise ValueError)"
    trial = ran(Shown(call="f(1)", value="3"), Shown(call="f(0)", error=error), printed="seen")
    shown = results([trial])
    assert "Run 1: 2 calls of your own." in shown
    assert "Expected" not in shown
    assert f'<span class="went-wrong">{error}</span>' in shown
    assert ">seen</pre>" in shown


def test_failing_checks_come_first_wrong_before_slow_and_those_that_hold_are_folded() -> None:
    shown = results([submitted(Verdict.WRONG_ANSWER, HELD, SLOW, WRONG, message=WRONG.message)])
    assert "Submission 1: 1 of 3 checks hold." in shown
    places = [shown.index(f'<th scope="row">{name}') for name in ("none", "long", "two")]
    assert places == sorted(places)
    assert "<summary>1 check holds</summary>" in shown
    assert shown.count("got &lt;1&gt;, expected 0") == 1
    assert '14 times ours <span class="soft">at most 3 times</span>' in shown
    assert "took 400 ms in all. At most 47 MB" in shown


def test_a_failure_of_the_sandbox_is_ours() -> None:
    shown = results([submitted(Verdict.NOT_RUN, message="The jail is shut.")])
    assert "not judged; that is our failure, not yours" in shown
    assert "The jail is shut." in shown
    assert "does not count against you" in shown
    assert "checks" not in shown
    assert "fails" not in shown


def test_a_submission_that_could_not_be_judged_takes_no_number() -> None:
    trials = [
        submitted(Verdict.NOT_RUN),
        ran(Shown(call="f(1)", value="3")),
        submitted(Verdict.WRONG_ANSWER, HELD),
    ]
    heads = [headline(trials, at) for at in range(3)]
    assert heads[0] == "A submission: not judged; that is our failure, not yours."
    assert heads[1].startswith("Run 1: ")
    assert heads[2] == "Submission 1: 1 of 1 checks hold."


def test_what_a_program_says_is_text_and_its_hidden_characters_are_seen() -> None:
    case = WRONG.model_copy(update={"message": EVIL, "name": EVIL})
    run = ran(Shown(call=EVIL, value=EVIL, error=""), printed=EVIL, message=EVIL, source=EVIL)
    for trial in (run, submitted(Verdict.WRONG_ANSWER, case, stdout=EVIL, message=EVIL)):
        shown = results([trial])
        assert "<script" not in shown
        assert "\x1b" not in shown.replace(f'data-source="&lt;script&gt;a()&lt;/script&gt;{EVIL[20:]}"', "")
        assert "\\x1b[31m\\u202eevil" in shown


def test_what_is_huge_is_cut_and_says_so() -> None:
    trial = ran(Shown(call="f()", value="9" * 10_000), printed="x" * 50_000, source="a\n" * 5_000)
    shown = results([trial])
    assert "44,000 more characters" in shown
    assert "9,400 more characters" in shown
    assert "4400 more lines" in shown


def test_versions_are_numbered_by_kind_newest_first_and_can_be_brought_back_to_the_letter() -> None:
    trials = [
        ran(Shown(call="f()", ok=True)),
        submitted(Verdict.WRONG_ANSWER, WRONG),
        ran(Shown(call="f()", ok=True), source='tab\t"\u202e'),
    ]
    shown = results(trials)
    _, _, versions = shown.partition("Versions")
    heads = ["Run 2: the example holds.", "Submission 1: 0 of 1 checks hold.", "Run 1: the example holds."]
    assert [versions.index(head) for head in heads] == sorted(versions.index(head) for head in heads)
    assert 'data-source="tab\t&quot;\u202e"' in versions


def test_only_the_last_thirty_versions_are_listed() -> None:
    shown = results([ran(Shown(call="f()", ok=True))] * 40)
    assert shown.count('data-code="back"') == 30
    assert "The last 30 are listed." in shown


@pytest.mark.parametrize(
    ("judged", "words"),
    [
        (Judged(problem="q", verdict=Verdict.ACCEPTED, cases=(HELD, HELD)), "all 2 checks hold."),
        (Judged(problem="q", verdict=Verdict.ACCEPTED, cases=(HELD,)), "the one check holds."),
        (Judged(problem="q", verdict=Verdict.RUNTIME_ERROR), "it did not run to its first check."),
        (
            Judged(problem="q", verdict=Verdict.FORBIDDEN, forbidden=("np.<x>",)),
            "it uses what is not allowed here: <code>np.&lt;x&gt;</code>.",
        ),
        (
            Judged(problem="q", verdict=Verdict.MEMORY_LIMIT, cases=(HELD,)),
            "all 1 checks hold, but it needs too much memory.",
        ),
    ],
)
def test_a_verdict_is_a_sentence(judged: Judged, words: str) -> None:
    assert verdict(judged) == words


def test_a_run_that_the_sandbox_refused_blames_nobody() -> None:
    assert headline([ran(message="There is no sandbox here.")], 0) == "Run 1: nothing ran."


def test_nothing_was_tried_yet() -> None:
    assert results([]) == ""


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.0001, "under 1 ms"), (0.0123, "12 ms"), (1.26, "1.3 s"), (75.2, "75 s")],
)
def test_durations(seconds: float, words: str) -> None:
    assert duration(seconds) == words


@pytest.mark.parametrize(
    ("ratio", "words"), [(0.2, "0.2 times"), (14.2, "14 times"), (1234.5, "1,234 times")]
)
def test_ratios(ratio: float, words: str) -> None:
    assert times(ratio) == words
