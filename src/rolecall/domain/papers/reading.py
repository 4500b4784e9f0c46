"""Reads a paper with rules alone: its title, its abstract, and what its sentences say, each with its page."""

import re
from collections.abc import Sequence

from rolecall.domain.papers.cues import AMOUNT, CITATION, CUES, STATES, Cues
from rolecall.domain.papers.layout import NOT_MINED, Layout, lay_out, lines_of, page_of, stamped
from rolecall.domain.papers.prose import Sentence, one_line, sentences
from rolecall.domain.papers.trust import untrusted
from rolecall.domain.papers.values import Finding, FindingKind, Paper, PaperSigns

MOST_CHARS = 400_000
"""Characters that are read: a long thesis."""
_KEPT = 6
"""Findings of each kind."""
_ABSTRACT = 2500
_FRONT = 3000
"""Characters in which a title is looked for."""
_TITLE_LINES = 3
_TITLE_CHARS = 220
_AUTHORS = re.compile(
    r"[@,*\u2020\u2021\u00b9\u00b2\u00b3]|\d|\buniversity\b|\binstitute\b|\band\b|\banonymous\b", re.I
)
_NAME = re.compile(r"(?:[A-Z\u00c0-\u00de][\w.'\u2019-]*\s*){2,4}")
_UNENDED = re.compile(r"(?:[:,\u2013-]|\b(?:of|the|a|an|and|in|on|for|to|with|by|via|from|without))$", re.I)


def read_paper(text: str, pages: Sequence[int] = (), title: str = "") -> Paper:
    """What a paper says of itself; `pages` holds the offset where each page begins.

    Never fails: a text that is no paper gives few signs (`why_not` says what is absent). Rules read English.
    """
    text = text[:MOST_CHARS]
    layout = lay_out(text, pages)
    mined = [one for one in sentences(text, layout.blocks, untrusted) if one.section not in NOT_MINED]
    told = [one for one in mined if "?" not in one.shown]
    findings = [
        _finding(text, kind, sentence, pages)
        for kind in FindingKind
        for sentence in _best(told, CUES[kind], kind)
    ]
    return Paper(
        title=one_line(title) or _title(text, layout),
        abstract=_abstract(text, layout),
        findings=tuple(findings),
        signs=PaperSigns(
            words=len(text.split()),
            sections=layout.sections,
            citations=len(CITATION.findall(text)),
            claims=sum(STATES.search(one.plain) is not None for one in mined),
            results=sum(finding.kind is FindingKind.RESULT for finding in findings),
        ),
    )


def _best(mined: Sequence[Sentence], cues: Cues, kind: FindingKind) -> list[Sentence]:
    scored = []
    for one in mined:
        if one.caption and not cues.captions:
            continue
        score = sum(cue.weight for cue in cues.cues if cue.pattern.search(one.plain))
        if not score or (kind is FindingKind.RESULT and not _measures(one.plain)):
            continue
        score += cues.sections.get(one.section, 0.0) - (1.0 if one.caption else 0.0)
        # Long sentences and those full of citations are poor things to read out.
        score -= 0.5 * (len(one.shown.split()) > 40) + 0.5 * (len(CITATION.findall(one.shown)) > 1)
        if score >= cues.least:
            scored.append((-score, one.start, one))
    return [one for _, _, one in sorted(scored)[:_KEPT]]


def _measures(words: str) -> bool:
    bare = CITATION.sub(" ", words)
    return AMOUNT.search(bare) is not None


def _finding(text: str, kind: FindingKind, sentence: Sentence, pages: Sequence[int]) -> Finding:
    return Finding(
        kind=kind,
        quote=one_line(text[sentence.start : sentence.end]),
        shown=sentence.shown,
        start=sentence.start,
        end=sentence.end,
        page=page_of(sentence.start, pages),
    )


def _abstract(text: str, layout: Layout) -> str:
    parts = [text[block.start : block.end] for block in layout.blocks if block.section == "abstract"]
    return one_line(" ".join(parts))[:_ABSTRACT]


def _title(text: str, layout: Layout) -> str:
    """The first lines up to the authors; empty where the text does not begin with a title."""
    taken: list[str] = []
    for line in lines_of(text[:_FRONT]):
        words = text[line.start : line.end].strip().strip("#*_ ")
        if line.start in layout.running or stamped(words):
            continue
        if taken and (not words or len(taken) == _TITLE_LINES or not _continues(taken, words)):
            break
        if words:
            taken.append(words)
    title = one_line(" ".join(taken))
    return title if 8 <= len(title) <= _TITLE_CHARS and not title.endswith(".") else ""


def _continues(taken: Sequence[str], words: str) -> bool:
    if _UNENDED.search(taken[-1]):
        return True
    return len(taken[-1]) >= 30 and not (
        _AUTHORS.search(words) or _NAME.fullmatch(words) or words.lower().startswith("abstract")
    )
