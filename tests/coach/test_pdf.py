"""A handout as a PDF, read back with the reader that reads people's own files."""

import io
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from rolecall.coach.pdf import ABSENT, to_pdf
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
from rolecall.sandbox.documents import SandboxedReader


def made(*blocks: Block, title: str = "Debrief: research deep dive") -> Handout:
    return Handout(title=title, subtitle="Acme", made_on=date(2026, 3, 4), blocks=blocks)


FULL = made(
    Heading(text="What was heard"),
    Paragraph(text="This round rests on 7 of 9 criteria."),
    Bars(
        title="Coverage",
        mark_means="your own estimate",
        bars=(
            Bar(label="Strongest rival", share=0.8, shown="heard", mark=0.5),
            Bar(label="Spread", share=0.0, shown="not heard"),
            Bar(label="Refuter", shown="not asked"),
        ),
    ),
    Quotation(text="I gave both forty trials.", source="your answer"),
    Bullets(items=("State the gap.", "Name the spread.")),
    Table(header=("Question", "Minutes"), rows=(("The claim", "4:10"), ("The number", "6:02"))),
    Turn(speaker="Interviewer", at="00:10", text="What is the claim?"),
    Turn(speaker="You", own=True, text="It is this.\nAnd this.\n\nAnd that."),
)  # fmt: skip


def pages(data: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(data)).pages]


def flat(data: bytes) -> str:
    return " ".join(" ".join(pages(data)).replace("\u200b", "").split())


def test_every_word_can_be_selected() -> None:
    text = flat(to_pdf(FULL))
    for words in (
        "Debrief: research deep dive", "Acme", "4 March 2026", "What was heard", "7 of 9 criteria",
        "Strongest rival heard", "Refuter not asked", "your own estimate", "I gave both forty trials.",
        "— your answer", "State the gap.", "Question Minutes", "The number 6:02", "Interviewer 00:10",
        "What is the claim?", "You It is this. And this. And that.",
    ):  # fmt: skip
        assert words in text


def test_the_metadata_has_title_and_the_given_date_and_no_path_or_name() -> None:
    data = to_pdf(FULL)
    kept = PdfReader(io.BytesIO(data)).metadata
    assert kept is not None
    assert kept.title == "Debrief: research deep dive"
    assert kept.author is None
    assert str(kept["/CreationDate"]).startswith("D:20260304")
    assert str(Path.home()).encode() not in data
    assert b"/work" not in data


def test_the_same_value_gives_the_same_bytes() -> None:
    assert to_pdf(FULL) == to_pdf(FULL)


def test_long_transcripts_run_over_numbered_pages() -> None:
    turns = [Turn(speaker="You", text="A sentence that fills the line. " * 40) for _ in range(12)]
    texts = pages(to_pdf(made(*turns)))
    assert len(texts) > 2
    for number, text in enumerate(texts, 1):
        assert text.rstrip().endswith(f"{number} / {len(texts)}")


@pytest.mark.parametrize(
    "text",
    [
        '#import "@preview/evil:1.0.0"', "#read(\"/etc/passwd\")", "$ unclosed", "*bold* _em_ `code` = Head",
        "\\u{1f600} \\ // comment /* more", "<label> @ref [content] {code}", "#" * 50, '"; panic() //',
    ],
)  # fmt: skip
def test_what_looks_like_typesetting_is_printed_as_written(text: str) -> None:
    data = to_pdf(made(Turn(speaker=text, text=text), Bullets(items=(text,)), title=text))
    assert flat(data).count(text) >= 4


HOSTILE_CODE = (
    '#import "@preview/evil:1.0.0"\n#read("/etc/passwd")\n$ unclosed\n```\n````typ\n#panic()\n'
    'raw("x")  // comment /* more\n"\\u{1f600}" + \'--\' + "..."\n<label> @ref [content] {code}\n'
    "*bold* _em_ `code` = Head -> => != https://example.org"
)


@pytest.mark.parametrize("numbered", [False, True])
def test_code_is_printed_as_written_and_never_typeset(numbered: bool) -> None:
    text = flat(to_pdf(made(Code(text=HOSTILE_CODE, numbered=numbered, caption=HOSTILE_CODE))))
    for number, line in enumerate(HOSTILE_CODE.split("\n"), 1):
        assert f"{f'{number} ' * numbered}{' '.join(line.split())}" in text, line


def test_code_keeps_its_indent_and_wide_lines_go_on_without_a_blank_inside() -> None:
    code = f"if x:\n\ty = '{'a' * 200}'\n\n    z = 1\n\n\n"
    data = to_pdf(made(Code(text=code, numbered=True)))
    lines = pages(data)[0].split("\n")
    assert "1 if x:" in lines
    assert "4     z = 1" in lines
    assert not any(line.startswith(("5", "6")) for line in lines)
    assert "\u200b" not in pages(data)[0]
    assert "".join(lines).count("a" * 60) >= 3


def test_long_code_runs_over_pages() -> None:
    texts = pages(to_pdf(made(Code(text="\n".join(f"x{n} = {n}" for n in range(200)), numbered=True))))
    assert len(texts) > 2
    assert "200 x199 = 199" in texts[-1]


def test_letters_without_a_font_are_shown_as_boxes_and_said() -> None:
    text = flat(to_pdf(made(Paragraph(text="Before \U000f0000\U000f0001 after"))))
    assert f"Before {ABSENT}{ABSENT} after" in text
    assert "have no font on this machine" in text
    assert "have no font" not in flat(to_pdf(FULL))


@pytest.mark.parametrize(
    "text",
    ["研究科学家", "Исследователь", "מחקר", "مرحبا", "नमस्ते", "🐍🏳️‍🌈", "\ud800", "\x00\x07\x1b[31m",
     "\u202eabc", "e\u0301", "x" * 5000, "", "\n\n\n", "a\tb", "\ufdd0\uffff", "½ ≤ → α ∑ ∞ ✓"],
)  # fmt: skip
def test_no_script_or_odd_text_stops_the_export(text: str) -> None:
    data = to_pdf(
        made(
            Heading(text=text),
            Turn(speaker=text, text=text),
            Table(header=(text,), rows=((text,),)),
            Bars(bars=(Bar(label=text, shown=text),)),
            Bullets(items=(text,)),
            Code(text=text, caption=text),
        )
    )
    assert "4 March 2026" in flat(data)


def test_greek_cyrillic_and_signs_of_mathematics_are_printed() -> None:
    text = flat(to_pdf(made(Paragraph(text="α ≤ β → Привет − 3 ≈ ½"))))
    assert "α ≤ β → Привет − 3 ≈ ½" in text


def test_the_coach_can_read_its_own_handout_back() -> None:
    read = SandboxedReader().read(to_pdf(FULL), "debrief.pdf")
    assert "This round rests on 7 of 9 criteria." in read.text
    assert read.pages == (0,)


def test_an_empty_handout_is_one_page() -> None:
    assert len(pages(to_pdf(Handout(title="Nothing yet", made_on=date(2026, 3, 4))))) == 1


def test_columns_with_long_cells_share_the_width() -> None:
    """Where each cell begins, in points from the left of an A4 page."""
    long = "heard in the second answer, with the number and what it was compared with, after a hint"
    table = Table(header=("Looked for", "Before", "Now", "Time"), rows=((long, long, long, "4 min"),))
    starts: dict[str, float] = {}

    def visited(text: str, matrix: list[float], *_: object) -> None:
        for word in table.header:
            if text.strip() == word:
                starts[word] = matrix[4]

    PdfReader(io.BytesIO(to_pdf(made(table)))).pages[0].extract_text(visitor_text=visited)
    left, before, now, time = (starts[word] for word in table.header)
    assert before - left > 100
    assert now - before > 100
    assert time - now > 100
    assert time < 560
