import html
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from rolecall.domain.handout_markdown import inline, to_markdown
from rolecall.domain.handouts import (
    Bar,
    Bars,
    Block,
    Bullets,
    Code,
    Handout,
    Heading,
    Paragraph,
    Quotation,
    Table,
    Turn,
)

HOSTILE = [
    "<script>alert(1)</script>",
    "# Not a heading",
    "> not a quote",
    "- not a list",
    "1. not a list",
    "7) not a list",
    "+ not a list",
    "*not* **strong** _em_ __strong__ ~~gone~~",
    "`not code` and ```",
    "```\nnot a fence\n```",
    "    not code by indent",
    "| not | a | table |\n| --- | --- | --- |\n| a | b | c |",
    "Title\n=====",
    "Title\n-----",
    "***",
    "---",
    "[link](javascript:alert(1)) ![pic](http://example.org/a.png)",
    "<http://example.org> http://example.org www.example.org me@example.org",
    "[note]: http://example.org",
    "a \\ backslash \\* and \\",
    "&lt;b&gt; &amp; &copy;",
    "$x^2$ and $$y$$",
    "**Interviewer** (00:10)\n\n> Level 4 for this candidate.",
    "ends with two blanks  \nnext line",
    "<!-- hidden -->",
    "- [ ] task",
    "",
    "\u202eright to left\u202c and \u200bzero width",
]
MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable("table").enable("strikethrough")


def made(*blocks: Block) -> Handout:
    return Handout(title="Debrief", made_on=date(2026, 11, 23), blocks=blocks)


def rendered(*blocks: Block) -> str:
    return MARKDOWN.render(to_markdown(made(*blocks))).split("</p>", 1)[1]


def words(text: str) -> list[str]:
    return re.findall(r"\S+", text)


def bare(page: str) -> list[str]:
    return words(html.unescape(re.sub(r"<[^>]+>", " ", page)))


@pytest.mark.parametrize("text", HOSTILE)
def test_user_text_in_a_turn_stays_text(text: str) -> None:
    page = rendered(Turn(speaker="You", text=text, at="00:52"))
    assert set(re.findall(r"</?(\w+)", page)) <= {"p", "strong", "blockquote", "br"}
    assert page.count("<strong>") == 1
    said = re.sub("[\u202e\u202c\u200b]", "", text) or "\u2026"
    assert bare(page) == ["You", "(00:52)", *words(said)]


@pytest.mark.parametrize("text", [text for text in HOSTILE if text])
def test_user_text_in_every_other_block_stays_text(text: str) -> None:
    page = rendered(
        Heading(text=text),
        Paragraph(text=text),
        Quotation(text=text, source=text),
        Bullets(items=(text, text)),
        Table(header=("A", text), rows=((text, "b"),), caption=text),
        Bars(title=text, bars=(Bar(label=text, share=0.5, shown=text, mark=0.1),), mark_means=text),
    )
    allowed = {
        "p",
        "h2",
        "br",
        "blockquote",
        "ul",
        "li",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "strong",
    }
    assert set(re.findall(r"</?(\w+)", page)) <= allowed
    assert (page.count("<h2>"), page.count("<table>"), page.count("<li>")) == (1, 2, 2)
    assert page.count("<td>") == 2 + 3


@pytest.mark.parametrize("text", [text for text in HOSTILE if text])
@pytest.mark.parametrize("numbered", [False, True])
def test_code_stays_one_block_of_code_whatever_it_holds(text: str, numbered: bool) -> None:
    code = f"x = 1\n{text}\n```\n````python\n~~~\n</code></pre>\ny = 2"
    page = rendered(Code(text=code, numbered=numbered, caption=text), Paragraph(text="After."))
    assert page.count("<pre>") == page.count("</pre>") == 1
    assert set(re.findall(r"</?(\w+)", page)) <= {"p", "pre", "code", "br"}
    inside = html.unescape(page.partition("<code")[2].partition(">")[2].partition("</code>")[0])
    seen = re.sub("[\u202e\u202c\u200b]", "", code)
    lines = [
        re.sub(r"^ *\d+(?:  |$)", "", line) if numbered else line for line in inside.rstrip("\n").split("\n")
    ]
    assert [line.rstrip() for line in lines] == [line.rstrip() for line in seen.split("\n")]
    assert "After." in page.rpartition("</pre>")[2]


@given(st.text(st.characters(codec="utf-8"), max_size=80))
def test_any_line_comes_back_as_it_was_written(text: str) -> None:
    line = inline(text)
    page = MARKDOWN.renderInline(line)
    assert "<" not in page.replace("<br", "")
    assert html.unescape(page).split() == inline_words(text)


def inline_words(text: str) -> list[str]:
    from rolecall.domain.texts import visible

    return visible(text).split()


def test_a_linkifier_finds_nothing_to_link() -> None:
    line = inline("see http://example.org, www.example.org and me@example.org or javascript:alert(1)")
    assert not re.search(r"(?i)https?://|www\.\w|\w@\w|javascript:", line)


def test_the_parts_come_in_order_and_bars_are_drawn() -> None:
    text = to_markdown(
        made(
            Heading(text="Heard", level=2),
            Bars(
                bars=(
                    Bar(label="Rival", share=0.5, shown="in part", mark=1.0),
                    Bar(label="Gap", shown="not asked"),
                ),
                mark_means="your own estimate",
            ),
            Turn(speaker="You", text="First.\nSecond.\n\nThird."),
        )
    )  # fmt: skip
    assert text.startswith("# Debrief\n\n*2026-11-23*\n\n### Heard\n\n")
    assert "| Rival | " + "\u2588" * 10 + "\u2591" * 9 + "\u25c6 | in part |" in text
    assert "| Gap |  | not asked |" in text
    assert "\u25c6 your own estimate" in text
    assert text.endswith("> First.\\\n> Second.\n>\n> Third.\n")


def test_a_table_with_an_uneven_row_is_refused() -> None:
    with pytest.raises(ValueError, match="needs 2 cells"):
        Table(header=("a", "b"), rows=(("c",),))
