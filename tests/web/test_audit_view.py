"""An audit as HTML."""

import re

from rolecall.domain.audits.values import Audit
from rolecall.web import audit_view, team_example
from rolecall.wiring import build_auditing

HOSTILE = '"><script>alert(1)</script>'


def _audit(**more: object) -> Audit:
    audit = build_auditing().audit(team_example.AD, team_example.LOOP, team_example.RUBRIC)
    return audit.model_copy(update=more)


def test_the_example_finds_something_to_say_in_every_part() -> None:
    html = audit_view.page(_audit())
    for heading in (
        "What stands out",
        "What the ad says, and which rounds test it",
        "Where the time goes",
        "Texts ready to paste",
    ):
        assert heading in html


def test_findings_stand_with_the_words_of_the_ad() -> None:
    audit = _audit()
    html = audit_view.findings(audit.findings)
    assert html.count("<li>") == len(audit.findings)
    quoted = [q for finding in audit.findings for q in finding.quotes]
    assert quoted
    assert html.count("<blockquote>") == len(quoted)
    assert audit_view.findings(()) == ""


def test_every_duty_meets_every_round_and_no_mark_stands_without_words() -> None:
    audit = _audit()
    html = audit_view.matrix(audit.duties, audit.loop.rounds)
    told = [duty for duty in audit.duties if duty.state != "unread"]
    body = html.split("<tbody>")[1]
    assert body.count("<tr>") == len(told)
    assert body.count('class="none"') + body.count('class="hit"') == len(told) * len(audit.loop.rounds)
    for cell in re.findall(r'<td class="(?:none|hit)".*?</td>', body):
        assert "hidden-words" in cell
    for duty in told:
        assert f"duty {duty.state.value}" in body


def test_the_time_of_each_kind_is_drawn_beside_the_work_it_could_show() -> None:
    audit = _audit()
    html = audit_view.times(audit)
    for share in audit.profile.kinds:
        loop, work = round(100 * share.share), round(100 * share.duties)
        assert f"{share.label}: {loop} % of the loop, {work} % of the ad&#x27;s work" in html
        assert f'<rect class="loop-part" x="0" y="2" width="{loop}"' in html


def test_each_fix_has_its_text_in_a_box_with_a_copy_button() -> None:
    audit = _audit()
    html = audit_view.fixes(audit)
    assert html.count('data-copy="box"') == html.count('class="paste"') == len(audit.fixes) > 0


def test_what_was_pasted_is_escaped_everywhere() -> None:
    duty = "Formulate open problems"
    audit = build_auditing().audit(
        team_example.AD.replace("Lanternfish Labs", HOSTILE).replace(duty, f"{duty} {HOSTILE}"),
        f"{team_example.LOOP}7. Paper deep dive {HOSTILE}, 45 min",
        f"{HOSTILE} 40%",
    )
    html = audit_view.page(audit.model_copy(update={"title": HOSTILE, "notes": (HOSTILE,)}))
    assert "<script" not in html
    assert "&lt;script" in html


def test_a_loop_that_fits_says_so() -> None:
    assert "there is nothing to propose" in audit_view.page(_audit(fits=True, findings=(), fixes=()))
    assert "Texts ready to paste" not in audit_view.page(_audit(fits=True, findings=(), fixes=()))
