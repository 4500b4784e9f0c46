"""Turns what a paper says into questions, each quoting the paper's own words with the page."""

import re
from collections.abc import Iterable, Sequence

from pydantic import Field

from rolecall.domain.interviews import InterviewQuestion, QuestionFile, RoundKind
from rolecall.domain.papers.cues import first_cue
from rolecall.domain.papers.trust import links
from rolecall.domain.papers.values import Finding, FindingKind, Paper
from rolecall.domain.values import Value

QUOTE = "{quote}"
LEAST_WORDS, MOST_WORDS = 5, 24
_WHOLE = 27
"""Words of a sentence that is still quoted whole: to cut its last two would only annoy."""
MOST_QUESTIONS = 10
_MOST_CHARS = 320
"""Characters of a quote; words without blanks would else burst the question."""
_CLAUSE = re.compile(r"(?<=[,;:\u2014])\s+|\s+(?=\()")
_CHOICE = 2
"""A seed chooses among this many of the most telling findings."""


class PaperQuestion(QuestionFile):
    """One thing to ask about a paper; `text` is the wording where the paper says nothing of it."""

    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    about: tuple[FindingKind, ...] = Field(min_length=1)
    """Kinds of findings it may quote, the best first."""
    quoting: tuple[str, ...] = Field(min_length=1)
    """Wordings with one {quote} each, which becomes the paper's words and the page."""
    always: bool = True
    """False: left out where the paper says nothing of it."""


class PaperTemplates(Value):
    """knowledge/interviews/paper.yaml."""

    questions: tuple[PaperQuestion, ...] = Field(min_length=6, max_length=MOST_QUESTIONS)


def paper_questions(paper: Paper, templates: PaperTemplates, seed: int = 0) -> tuple[InterviewQuestion, ...]:
    """Questions on a paper in rising difficulty; the same seed gives the same words.

    No sentence of the paper is quoted twice. Where the paper says nothing, the question asks for it.
    """
    used: list[Finding] = []
    asked: list[InterviewQuestion] = []
    ordered = sorted(templates.questions, key=lambda one: one.difficulty)
    for place, template in enumerate(ordered):
        finding = _chosen(paper, template.about, used, seed)
        if finding is None and not template.always:
            continue
        text = template.text
        if finding is not None:
            used.append(finding)
            wording = template.quoting[(seed + place) % len(template.quoting)]
            text = wording.replace(QUOTE, cited(finding))
        asked.append(_question(template, text))
    return tuple(asked)


def cited(finding: Finding) -> str:
    """The paper's own words, at most MOST_WORDS of them, in quotation marks with the page."""
    words = excerpt(finding)
    page = "" if finding.page is None else f" (p. {finding.page})"
    return f"\u201c{words}\u201d{page}"


def excerpt(finding: Finding) -> str:
    """The part of a finding around what makes it one; an ellipsis stands where words were left out."""
    line = finding.shown.replace("\u201c", "'").replace("\u201d", "'").replace('"', "'")
    link = links(line)
    if link:
        line = line[: link.start()].rstrip(" (<,;:")
    words = line.split()
    if len(words) <= _WHOLE:
        return line.rstrip(".") if not link else f"{line} \u2026"
    first = _first_word(line, first_cue(finding.kind, line))
    last = min(len(words), first + MOST_WORDS)
    last = _clause_end(words, first, last)
    kept = " ".join(words[first:last]).rstrip(",;:.")
    return ("\u2026 " if first else "") + kept + (" \u2026" if last < len(words) else "")


def _first_word(line: str, cue: int) -> int:
    """Index of the word to begin with: the sentence's first, or that of the clause that holds the cue."""
    at = len(line[:cue].split())
    if at < MOST_WORDS - 8:
        return 0
    starts = [len(line[: found.end()].split()) for found in _CLAUSE.finditer(line, 0, cue + 1)]
    near = [start for start in starts if at - start <= MOST_WORDS // 2]
    return near[0] if near else at - 6


def _clause_end(words: Sequence[str], first: int, last: int) -> int:
    for end in range(last, first + MOST_WORDS // 2, -1):
        if words[end - 1][-1] in ",;:" and end < len(words):
            return end
    return last


def _chosen(paper: Paper, kinds: Sequence[FindingKind], used: Iterable[Finding], seed: int) -> Finding | None:
    taken = {(finding.start, finding.end) for finding in used}
    for kind in kinds:
        free = [one for one in paper.of(kind) if (one.start, one.end) not in taken and _quotable(one)]
        if free:
            # Words that a line end cut are shown made whole; those that stand as they are go first.
            intact = [one for one in free[: 2 * _CHOICE] if one.shown == one.quote] or free
            return intact[seed % min(_CHOICE, len(intact))]
    return None


def _quotable(finding: Finding) -> bool:
    words = excerpt(finding)
    return len(words.split()) >= LEAST_WORDS and len(words) <= _MOST_CHARS and "?" not in finding.shown


def _question(template: PaperQuestion, text: str) -> InterviewQuestion:
    fields = {name: getattr(template, name) for name in QuestionFile.model_fields}
    return InterviewQuestion(**{**fields, "text": text}, id=template.id, kind=RoundKind.RESEARCH_DEEP_DIVE)
