"""Words on the page can be read and can do nothing."""

import re

import pytest

from rolecall.web.words import link, one_line, plain, rich, visible


@pytest.mark.parametrize(
    ("text", "never"),
    [
        ("<script>alert(1)</script>", "<script"),
        ("<img src=x onerror=alert(1)>", "<img"),
        ("![pixel](https://tracker.invalid/p.png)", "<img"),
        ("![pixel][1]\n\n[1]: https://tracker.invalid/p.png", "<img"),
        ("[press](javascript:alert(1))", "href"),
        ("[press](JaVaScRiPt:alert(1))", "href"),
        ("[press](data:text/html,<script>alert(1)</script>)", "href"),
        ("[press](vbscript:x)", "href"),
        ("<javascript:alert(1)>", "href"),
        ('[x](https://example.org/"onmouseover="alert(1))', '"onmouseover'),
        ("<svg><math><mi//xlink:href='javascript:alert(1)'>", "<svg"),
        ("`<b>`", "<b>"),
        ("```\n<iframe src=//x>\n```", "<iframe"),
        ("[1](<javascript:alert(1)>) [1]", 'href="javascript'),
    ],
)
def test_markdown_of_strangers_does_nothing(text: str, never: str) -> None:
    assert never not in rich(text, ["A title"], "a")


def test_markdown_that_helps_reading_is_kept() -> None:
    html = rich("**bold** and *soft*\n\n> “a quote”\n\n1. one\n2. two\n\n`code`")
    for part in ("<strong>bold</strong>", "<em>soft</em>", "<blockquote>", "<ol>", "<code>code</code>"):
        assert part in html


def test_a_link_opens_apart_and_tells_nothing_of_the_page() -> None:
    assert rich("[a](https://example.org/?a=1&b=2)") == (
        '<p><a href="https://example.org/?a=1&amp;b=2" title="https://example.org/?a=1&amp;b=2" '
        'target="_blank" rel="noopener noreferrer">a</a></p>\n'
    )
    assert 'rel="noopener noreferrer"' in link("https://example.org", "a")
    assert link("javascript:alert(1)", "a <b>") == "a &lt;b&gt;"


def test_citations_become_buttons_where_there_is_a_passage() -> None:
    html = rich("As told [1][2], and [3], and [0].", ["First", "Second <i>"], "source-t1")
    assert re.findall(r'popovertarget="([^"]+)"', html) == ["source-t1-1", "source-t1-2"]
    assert 'aria-label="Source 2: Second &lt;i&gt;"' in html
    assert "and [3], and [0]." in html


def test_a_citation_stays_on_the_line_of_its_word() -> None:
    html = rich("before the week [1]. Next", ["First"], "a")
    assert re.search(r'before the <span class="tied">week<button [^>]+>1</button>\.</span> Next', html)


def test_a_citation_inside_code_stays_text() -> None:
    assert "<button" not in rich("`x[1]`", ["First"], "a")


@pytest.mark.parametrize(
    "hidden",
    [
        "\u200b",
        "\u200d",
        "\u2060",
        "\ufeff",
        "\u202e",
        "\u2066",
        "\U000e0041",
        "\ufe0f",
        "\x1b",
        "\x07",
        "\x9b",
    ],
)
def test_what_readers_cannot_see_is_left_out(hidden: str) -> None:
    assert visible(f"a{hidden}b") == "ab"
    assert hidden not in rich(f"a{hidden}b")
    assert hidden not in plain(f"a{hidden}b")


def test_line_ends_are_unified_and_tabs_kept() -> None:
    assert visible("a\r\nb\rc\td") == "a\nb\nc\td"


def test_one_line_is_cut_with_an_ellipsis() -> None:
    assert one_line("a  b\nc") == "a b c"
    assert one_line("abcdef", 4) == "abc…"


def test_scripts_of_gradio_and_handlebars_templates_stay_text() -> None:
    assert "${7+7} {{7+7}} @children" in rich("${7+7} {{7+7}} @children")


def test_a_table_of_an_answer_is_a_table_with_its_chips() -> None:
    html = rich("| Part | For |\n|---|---|\n| Data | labels [1] |", ["Labels"], "source-a")
    assert html.count("<tr>") == 2
    assert 'popovertarget="source-a-1"' in html
