"""A paper set in two columns with cut words and running heads, read from a real PDF."""

import io
import json
import re

import pytest
import typst
from pypdf import PdfReader

from rolecall.content.papers import load_paper_templates
from rolecall.domain.papers import FindingKind, Paper, paper_questions, read_paper, why_not
from rolecall.domain.texts import find_verbatim
from rolecall.ports import ReadFile
from rolecall.sandbox.documents import SandboxedReader
from tests.domain.paper_text import PAGES, RUNNING_HEAD, TITLE
from tests.sandbox import files

_HEADING = re.compile(
    r"^(?:\d(?:\.\d)? [A-Z][a-z]+(?: [A-Z][a-z]+)?|Abstract|References|Reproducibility Statement)$", re.M
)
_TWO_COLUMNS = b"""
#let parts = json(bytes(sys.inputs.parts))
#set page(width: 160mm, height: 180mm, margin: 18mm, columns: 2, numbering: "1",
  header: text(size: 8pt, sys.inputs.head))
#set text(size: 9.5pt, font: "New Computer Modern", hyphenate: true, lang: "en")
#set par(justify: true)
#place(top, scope: "parent", float: true, align(center)[
  #text(size: 15pt, weight: "bold", sys.inputs.title) \\ Mara Lindqvist, Tobias Okafor])
#for part in parts [ #heading(part.at(0)) #for one in part.at(1) [#par(one)] ]
"""


def parts() -> list[tuple[str, list[str]]]:
    """The paper as headings and paragraphs, without the line ends and heads of its pages."""
    pages = [re.sub(r"^\d$", "", page.replace(RUNNING_HEAD, ""), flags=re.M) for page in PAGES]
    text = "\n".join(pages).replace("calibrat-\ned", "calibrated")
    heads = list(_HEADING.finditer(text))
    ends = [head.start() for head in heads[1:]] + [len(text)]
    cut = [(head.group(), text[head.end() : end]) for head, end in zip(heads, ends, strict=True)]
    return [
        (head, [" ".join(one.split()) for one in re.split(r"\n(?=\[)", body)] if head == "References"
         else [" ".join(body.split())])
        for head, body in cut
    ]  # fmt: skip


@pytest.fixture(scope="module")
def data() -> bytes:
    made = typst.compile(
        _TWO_COLUMNS,
        format="pdf",
        sys_inputs={"parts": json.dumps(parts()), "head": RUNNING_HEAD, "title": TITLE},
    )
    assert made is not None
    return made


@pytest.fixture(scope="module")
def file(data: bytes) -> ReadFile:
    return SandboxedReader().read(data, "paper.pdf")


@pytest.fixture(scope="module")
def paper(file: ReadFile) -> Paper:
    return read_paper(file.text, file.pages)


def test_the_pages_begin_where_the_offsets_say(data: bytes, file: ReadFile) -> None:
    texts = [page.extract_text().strip() for page in PdfReader(io.BytesIO(data)).pages]
    assert len(file.pages) == len(texts) > 2
    for at, text in zip(file.pages, texts, strict=True):
        assert file.text[at:].lstrip().startswith(text[:80])


def test_a_paper_in_two_columns_is_read_with_every_kind_of_finding(paper: Paper) -> None:
    assert why_not(paper) == ""
    assert {finding.kind for finding in paper.findings} == set(FindingKind)
    assert "two small student models is a better signal" in paper.of(FindingKind.CLAIM)[0].shown


def test_quotes_are_on_the_page_that_they_name(data: bytes, file: ReadFile, paper: Paper) -> None:
    texts = [page.extract_text() for page in PdfReader(io.BytesIO(data)).pages]
    assert any(finding.page and finding.page > 1 for finding in paper.findings)
    for finding in paper.findings:
        assert find_verbatim(finding.quote, file.text) is not None
        assert finding.page is not None
        assert find_verbatim(finding.quote[:40], texts[finding.page - 1]) is not None


@pytest.mark.parametrize("seed", [0, 1])
def test_words_cut_by_the_typesetter_are_whole_in_the_questions(paper: Paper, seed: int) -> None:
    source = " ".join(" ".join(body) for _, body in parts())
    asked = paper_questions(paper, load_paper_templates(), seed)
    assert len(asked) == 10
    for one in asked:
        ((words, _),) = re.findall("\u201c([^\u201d]+)\u201d \\(p\\. (\\d)\\)", one.text)
        assert find_verbatim(words, source) is not None


def test_a_compound_whose_hyphen_became_a_soft_one_keeps_it(paper: Paper) -> None:
    assert "needs no held-out set" in " ".join(one.shown for one in paper.of(FindingKind.NOVELTY))


def test_the_plain_pages_made_into_a_pdf_give_the_same_findings() -> None:
    read = SandboxedReader().read(files.pdf(PAGES), "paper.pdf")
    found = read_paper(read.text, read.pages)
    assert found.title == TITLE
    assert [len(found.of(kind)) > 0 for kind in FindingKind] == [True] * len(FindingKind)
    assert found.of(FindingKind.LIMITATION)[0].page == 4
