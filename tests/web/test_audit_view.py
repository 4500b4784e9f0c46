"""An audit as HTML."""

import re
from datetime import date
from html import unescape

from rolecall.domain.audits.counting import rows_in_words
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
    html = audit_view.findings(audit.findings, audit.counts)
    assert html.count("<li>") == len(audit.findings)
    quoted = [q for finding in audit.findings for q in finding.quotes]
    assert quoted
    assert html.count("<blockquote>") == len(quoted)
    assert audit_view.findings((), audit.counts) == ""


def test_every_duty_meets_every_round_and_no_mark_stands_without_words() -> None:
    audit = _audit()
    html = audit_view.matrix(audit.duties, audit.loop.rounds, audit.counts)
    told = [duty for duty in audit.duties if duty.state != "unread"]
    body = html.split("<tbody>")[1]
    assert body.count("<tr>") == len(told)
    assert body.count('class="none"') + body.count('class="hit"') == len(told) * len(audit.loop.rounds)
    for cell in re.findall(r'<td class="(?:none|hit)".*?</td>', body):
        assert "hidden-words" in cell
    for duty in told:
        assert f"duty {duty.state.value}" in body


def test_the_page_counts_as_the_document_does() -> None:
    auditing = build_auditing()
    line = "Mentor interns and junior researchers"
    ad = team_example.AD.replace(line, f"{line}\n- Water the plants on both floors every other morning")
    audit = auditing.audit(ad, team_example.LOOP, team_example.RUBRIC)
    assert audit.counts.unread == 1
    html, document = unescape(audit_view.page(audit)), auditing.markdown(audit, date(2026, 11, 23))
    for words in (audit.summary, *audit.in_words):
        assert words in html
        assert words in document
    assert rows_in_words(audit.counts, unread=False) in html
    assert "1 more sentence of the ad matches nothing" in html
    assert f'What stands out <span class="count">{audit.counts.points}</span>' in html


def test_the_profiles_are_those_of_the_document() -> None:
    audit = _audit()
    told = build_auditing().markdown(audit, date(2026, 11, 23))
    rows = re.findall(r"\| (\w+) \| [^|]* \| loop (\d+)%, ad (\d+)% \|", told)
    cells = re.findall(
        r'<th scope="row" class="(\w+)">[^<]*</th><td>(\d+) %</td><td>(\d+) %</td>', audit_view.times(audit)
    )
    assert len(rows) == 3
    assert {(name.lower(), ad, loop) for name, loop, ad in rows} == set(cells)


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
