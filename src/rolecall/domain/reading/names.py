"""Who and what a text names: the job's title, the company, the person who wrote."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from rolecall.domain.reading.phrases import Book, words
from rolecall.domain.reading.text import Span
from rolecall.domain.roles import SourceKind

_HEAD = 4000
"""Characters of the start of a text in which names are looked for."""
_NAME = (
    r"[A-Z\u00c0-\u00de][\w\u2019'.&-]{0,30}"
    r"(?: (?:[A-Z\u00c0-\u00de&0-9][\w\u2019'.&-]{0,30}|of|for|the|and|de|von|van)){0,6}"
)
_CAPITALS = r"(?:St\. )?[A-Z\u00c0-\u00de][\w&-]{1,30}(?:[ .][A-Z\u00c0-\u00de0-9][\w&-]{0,30}){0,3}"
_PERSON = r"[A-Z\u00c0-\u00de][a-z\u00df-\u00ff\u2019'-]{1,20}(?: [A-Z\u00c0-\u00de][\w.\u2019'-]{0,20}){0,2}"

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
_LABELLED_COMPANY = re.compile(
    r"^[ \t>*#]{0,6}(?:company|employer|organi[sz]ation)[ \t*]{0,4}:[ \t*]{0,4}([^\n\r]{2,60})", re.I | re.M
)
_HIRER = r"(?:[Rr]ecruiter|[Tt]alent [Pp]artner|[Ss]ourcer|[Rr]ecruiting|[Tt]alent [Aa]cquisition)"
_COMPANY = tuple(
    re.compile(pattern, re.M)
    for pattern in (
        rf"\b(?:[Aa]bout|ABOUT) ({_CAPITALS})(?=[ \t]*(?:$|[\n\r:.*]))",
        rf"\b({_CAPITALS})(?:[\u2019']s)? (?:is|are) "
        r"(?:hiring|looking|seeking|recruiting|searching|growing)\b",
        rf"\b(?:[Jj]oin|(?:[Pp]osition|[Rr]ole|[Tt]eam|[Ww]ork|[Ww]orking|[Cc]areers?|[Jj]ob|[Ll]ife|[Oo]pportunity"
        rf"|[Oo]pening|[Ee]ngineer|[Ss]cientist|[Rr]esearcher) at) ({_CAPITALS})",
        rf"\b(?:I['\u2019]m|I am|[Tt]his is|[Mm]y name is) {_PERSON},?(?: and I)? "
        r"(?:a |an |the )?(?:[a-z]+ ){0,4}"
        rf"(?:from|at|with|for) ({_CAPITALS})",
        rf"\b{_HIRER}(?: [Mm]anager| [Ll]ead| [Pp]artner)?(?: at|,| for| with| ?[|@]) ?({_CAPITALS})",
        rf"(?:^|[.!?]\s{{1,3}})At ({_CAPITALS}),? (?:we|our|you|I)\b",
        rf"^({_CAPITALS}) (?:is|was) (?:an?|the|on|one|building|committed|dedicated|proud|founded)\b",
        rf"[.!?] ({_CAPITALS}) (?:is|was) (?:an?|the|one of|a leading) [a-z -]{{0,40}}"
        r"(?:company|startup|start-up|lab|laboratory|institute|university|firm|provider|platform|leader)\b",
    )
)
_RECRUITER = tuple(
    re.compile(pattern, re.M)
    for pattern in (
        rf"^[ \t>]{{0,4}}[Ff]rom:[ \t]{{0,4}}\"?({_PERSON})\"?[ \t]*(?:<|\(|via|$)",
        rf"\b(?:I['\u2019]m|I am|[Mm]y name is|[Tt]his is|[Mm]y name['\u2019]s) ({_PERSON})"
        r"(?= from| at| with|,|\.| and| \(|!|\n| -| \u2013)",
        r"(?:[Bb]est|[Kk]ind|[Ww]arm|[Mm]any|[Ww]armest|[Ss]incerely|[Cc]heers|[Tt]hanks|[Rr]egards"
        r"|[Tt]hank you"
        r"|[Tt]alk soon|[Yy]ours)[^\n\r.!?]{0,25}[,!.]?[ \t]*[\n\r]{0,4}[ \t\-\u2013]{0,4}"
        rf"(?<=[\n\r\t ,])({_PERSON})[ \t]*(?=[\n\r,|(]|\Z)",
        rf"[\n\r][ \t]{{0,4}}[-\u2013\u2014][ \t]?({_PERSON})[ \t]*\Z",
    )
)
_FIRST = 30
"""Sentences in which a title is looked for."""
_NOT_NAMES = """
    us the you our we team role job position company opportunity candidate application applicants you're
    me this that these phd ai ml llm ca usa uk remote hybrid responsibilities requirements
    qualifications benefits my it he she there here they what who when why how if as in on at a an and
    but or so today icml neurips iclr cvpr data machine senior lead
"""
_NO_COMPANY = frozenset(_NOT_NAMES.split())
_NO_PERSON = frozenset(
    [
        "the",
        "a",
        "hiring",
        "recruiting",
        "talent",
        "team",
        "excited",
        "writing",
        "reaching",
        "looking",
        "happy",
        "not",
        "currently",
        "also",
        "very",
        "so",
        "regards",
    ]
)
_MARKS = "*_#>`[] \t\u00a0\u200b\ufeff"


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


def names(text: str, kind: SourceKind, spans: Sequence[Span], title_words: TitleWords) -> Names:
    """Finds title, company and recruiter in the first lines, in set phrases, in headers and signatures."""
    head = text[:_HEAD]
    title, company = _title(head, text, spans, title_words.roles)
    title = title or _usual_title(text, spans, title_words.usual)
    # One line a sentence, so that names that were run together with the next sentence end where they should.
    lines = "\n".join(text[span.start : span.end] for span in spans if span.start < 4 * _HEAD)
    company = _labelled(_LABELLED_COMPANY, head) or company or _company(lines)
    wrote = kind in (SourceKind.MESSAGE, SourceKind.REPLY)
    return Names(title, company, _recruiter(text) if wrote else "")


def _title(head: str, text: str, spans: Sequence[Span], role_words: Book) -> tuple[str, str]:
    labelled = _labelled(_LABELLED_TITLE, head)
    if labelled and role_words.find(words(labelled)):
        return _split_company(_clipped(labelled, role_words))
    for span in spans[:6]:
        line = text[span.start : span.end].strip(_MARKS)
        if len(span.words) <= 14 and line[-1:] not in ".!?" and _is_title(line, role_words):
            return _split_company(line)
    subject = _labelled(_SUBJECT, head)
    for source in (subject, head):
        for match in _TITLE_IN_PROSE.finditer(source):
            found = match.group(1).strip(" ,-\u2013&")
            if role_words.find(words(found)) and found.split()[-1].lower() not in ("of", "and"):
                return _split_company(found)
    return (subject, "") if subject and _is_title(subject, role_words) else ("", "")


def _usual_title(text: str, spans: Sequence[Span], usual: Book) -> str:
    for span in spans[:_FIRST]:
        hits = usual.find(span.words)
        if hits:
            hit = min(hits, key=lambda one: (one.first, one.first - one.last))
            return text[span.words[hit.first].start : span.words[hit.last - 1].end]
    return ""


def _is_title(line: str, role_words: Book) -> bool:
    hits = role_words.find(words(line))
    capitals = [word for word in line.split() if word[:1].isalpha() and len(word) > 3]
    return (
        bool(hits) and bool(capitals) and sum(word[0].isupper() for word in capitals) >= 0.6 * len(capitals)
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


def _split_company(line: str) -> tuple[str, str]:
    """`Title at Company` and `Company | Title` are two names in one line."""
    line = re.sub(r"\]\([^)\s]{0,300}\)?", "", line).strip(_MARKS + ":,")
    match = re.match(rf"^(.{{3,90}}) (?:at|@) ({_NAME})$", line)
    if match:
        return match.group(1).strip(), match.group(2).strip()
    return line, ""


def _labelled(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    # Where lines were joined, the next label ends the value.
    return re.split(r"\s+\w+:(?:\s|$)", match.group(1))[0].strip(_MARKS) if match else ""


def _company(text: str) -> str:
    for pattern in _COMPANY:
        for match in pattern.finditer(text):
            name = match.group(1).strip(" .,'\u2019-")
            if name.split()[0].lower() not in _NO_COMPANY and len(name) > 1:
                return name
    return ""


def _recruiter(text: str) -> str:
    found = [
        name
        for pattern in _RECRUITER
        for match in pattern.finditer(text)
        if (name := match.group(1).strip(" .,-")).split()[0].lower() not in _NO_PERSON
    ]
    if not found:
        return ""
    # "I'm Dana" above, "Dana Whitfield" in the signature: the fuller name is the same person's.
    return max((name for name in found if name.split()[0] == found[0].split()[0]), key=len)
