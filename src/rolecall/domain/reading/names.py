"""Who and what a text names: the job's title, the company, the person who wrote."""

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from rolecall.domain.reading import companies
from rolecall.domain.reading.namewords import SAYS
from rolecall.domain.reading.phrases import Book, words
from rolecall.domain.reading.text import Span
from rolecall.domain.reading.writers import writer
from rolecall.domain.roles import SourceKind

_HEAD = 4000
"""Characters of the start of a text in which names are looked for."""
_NAME = (
    r"[A-Z\u00c0-\u00de][\w\u2019'.&-]{0,30}"
    r"(?: (?:[A-Z\u00c0-\u00de&0-9][\w\u2019'.&-]{0,30}|of|for|the|and|de|von|van)){0,6}"
)
_LABELLED_TITLE = re.compile(
    r"^[ \t>*#]{0,6}(?:job title|title|position|role|job|vacancy)[ \t*]{0,4}:[ \t*]{0,4}([^\n\r]{3,120})",
    re.I | re.M,
)
_SUBJECT = re.compile(r"^[ \t>]{0,4}subject:[ \t]{0,4}([^\n\r]{3,150})", re.I | re.M)
_TITLE_WORD = r"(?:[A-Z][\w/&+-]{0,25}|Sr\.|Jr\.|of|and|&|-|\u2013)"
_TITLE_IN_PROSE = re.compile(
    r"\b(?:(?:as|for|hiring|seeking|recruiting|looking for|join us as|need|role as|role is|title is"
    r"|opening for"
    r"|suchen|recherchons|buscamos) (?:an?|our next|our|eine[nr]?|une?|una)"
    r"|the role of|position of|an?|our|the|eine[nr]?)"
    rf" ({_TITLE_WORD}(?:,? \(?{_TITLE_WORD}\)?){{0,8}})"
)
_LINE = 90
"""Characters of a line that gives title, company and place."""
_FIRST = 30
"""Sentences in which a title is looked for."""
_MARKS = "*_#>` \t\u00a0\u200b\ufeff"


class Names(NamedTuple):
    """What a text names; each empty where it names none."""

    title: str = ""
    company: str = ""
    recruiter: str = ""


class TitleWords(NamedTuple):
    """What titles are recognised by."""

    roles: Book
    """Words that make a short line a title."""
    usual: Book
    """Whole titles, found in the middle of a sentence too."""


def names(
    text: str,
    kind: SourceKind,
    spans: Sequence[Span],
    title_words: TitleWords,
    headings: Collection[int] = (),
) -> Names:
    """Finds title, company and recruiter in the first lines, in set phrases, in headers and signatures.

    `headings`: where the headings of an ad's parts start; they name no company.
    """
    head = text[:_HEAD]
    title, company = _title(head, text, spans, title_words, headings)
    title = title or _usual_title(text, spans, title_words.usual)
    # One line a sentence, so that names that were run together with the next sentence end where they should.
    lines = "\n".join(text[span.start : span.end] for span in spans if span.start < 4 * _HEAD)
    labelled = _labelled(companies.LABEL, head)
    wrote = kind in (SourceKind.MESSAGE, SourceKind.REPLY)
    return Names(title, labelled or company or companies.in_prose(lines), writer(text) if wrote else "")


def _title(
    head: str, text: str, spans: Sequence[Span], known: TitleWords, headings: Collection[int]
) -> tuple[str, str]:
    """Title and company, where they stand together."""
    role_words = known.roles
    labelled = _labelled(_LABELLED_TITLE, head)
    if labelled and role_words.find(words(labelled)):
        return _split_company(_clipped(labelled, role_words), text, known)
    # A text in small letters alone shows no title by its capitals: only its first lines may be one.
    small = not any(letter.isupper() for letter in head)
    for n, span in enumerate(spans[: 2 if small else 6]):
        line = _bare(text[span.start : span.end])
        if len(span.words) <= 14 and line[-1:] not in ".!?" and _is_title(line, known, small):
            title, company = _split_company(line, text, known)
            return title, company or _beside(text, spans, n, known, headings)
    subject = _labelled(_SUBJECT, head)
    for source in (subject, head):
        for match in _TITLE_IN_PROSE.finditer(source):
            found = match.group(1).strip(" ,-\u2013&")
            if role_words.find(words(found)) and found.split()[-1].lower() not in ("of", "and"):
                return _split_company(found, text, known)
    return (subject, "") if subject and _is_title(subject, known, False) else ("", "")


def _beside(
    text: str, spans: Sequence[Span], title: int, known: TitleWords, headings: Collection[int]
) -> str:
    """The company on the line below the title or above it, or below the place."""
    below = [n for n in (title + 1, title + 2) if n < len(spans)]
    for n in [*below[:1], *([title - 1] if title else []), *below[1:]]:
        span = spans[n]
        line = text[span.start : span.end]
        if span.start in headings or span.colon or not _own_line(text, span) or known.roles.find(span.words):
            continue
        # Two lines below may stand anything: only a name the text comes back to is the company's.
        name = companies.in_line(line, text)
        if name and (n != title + 2 or companies.confirmed(name, text)):
            return name
    return ""


def _own_line(text: str, span: Span) -> bool:
    """Whether it stands on a short line, alone or beside other short things."""
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    line = text[start : end if end >= 0 else len(text)]
    return len(line.split()) <= 4 or (len(line) <= _LINE and not line.rstrip().endswith((".", "!", "?")))


def _usual_title(text: str, spans: Sequence[Span], usual: Book) -> str:
    for span in spans[:_FIRST]:
        hits = usual.find(span.words)
        if hits:
            hit = min(hits, key=lambda one: (one.first, one.first - one.last))
            return text[span.words[hit.first].start : span.words[hit.last - 1].end]
    return ""


def _is_title(line: str, known: TitleWords, small: bool) -> bool:
    found = words(line)
    if small:
        plain = len(found) <= 8 and not any(word.text in SAYS for word in found)
        return plain and bool(known.usual.find(found) or (len(found) <= 5 and known.roles.find(found)))
    capitals = [word for word in line.split() if word[:1].isalpha() and len(word) > 3]
    return (
        bool(known.roles.find(found))
        and bool(capitals)
        and sum(word[0].isupper() for word in capitals) >= 0.6 * len(capitals)
    )


def _clipped(line: str, role_words: Book) -> str:
    """A label's line may run on into the next sentence: cut it after the last role word that starts near."""
    line = line.strip(_MARKS)
    if len(line.split()) <= 12:
        joint = re.search(r"(?<=[a-z])(?=[A-Z][a-z])", line)
        return line[: joint.start()] if joint else line
    found = words(line)
    hits = [hit for hit in role_words.find(found) if hit.last <= 10]
    return line[: found[max(hit.last for hit in hits) - 1].end] if hits else ""


def _split_company(line: str, text: str, known: TitleWords) -> tuple[str, str]:
    """`Title at Company | City` and `Title - Company` are two or three names in one line."""
    line = _bare(re.sub(r"\]\([^)\s]{0,300}\)?", "", line)).strip(":,")
    match = re.match(
        rf"^(.{{3,90}}?) (?:at|@) ({_NAME})(?:[ ]?(?:[|,(\u2022\u00b7]|[-\u2013\u2014] ).*)?$", line
    )
    if match and known.roles.find(words(match.group(1))):
        name = companies.in_line(match.group(2), text)
        if name:
            return match.group(1).strip(), name
    parts = [part.strip() for part in re.split(r" [|\u2022\u00b7\u2013\u2014-] ", line)]
    titled = [n for n, part in enumerate(parts) if known.roles.find(words(part))]
    if len(parts) > 1 and titled:
        for n, part in enumerate(parts):
            # "Data Scientist - Growth": what the text never comes back to is a team.
            name = companies.in_line(part, text) if n not in titled else ""
            if name and companies.spoken_of(name, text):
                rest = [one for one in parts if one != part and not companies.is_place(one)]
                return " - ".join(rest), name
    return line, ""


def _bare(line: str) -> str:
    """Without marks around it; a bracket goes only where its other half is missing."""
    line = line.strip(_MARKS)
    if line.startswith("[") and "]" not in line:
        line = line[1:]
    return line[:-1] if line.endswith("]") and "[" not in line else line


def _labelled(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    # Where lines were joined, the next label ends the value.
    return re.split(r"\s+\w+:(?:\s|$)", match.group(1))[0].strip(_MARKS) if match else ""
