"""Finds the company a text names: by a label, beside the title, in set phrases. Wrong is worse than none."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from rolecall.domain.reading.namewords import NO_COMPANY, NO_NAME, ORDERS, PLACES

_CAPITALS = r"(?:St\. )?[A-Z\u00c0-\u00de][\w&-]{1,30}(?:[ .][A-Z\u00c0-\u00de0-9][\w&-]{0,30}){0,3}"
_PERSON = r"[A-Z\u00c0-\u00de][a-z\u00df-\u00ff\u2019'-]{1,20}(?: [A-Z\u00c0-\u00de][\w.\u2019'-]{0,20}){0,2}"
_HIRER = r"(?:[Rr]ecruiter|[Tt]alent [Pp]artner|[Ss]ourcer|[Rr]ecruiting|[Tt]alent [Aa]cquisition)"
LABEL = re.compile(
    r"^[ \t>*#]{0,6}(?:company|employer|organi[sz]ation|hiring company|company name)[ \t*]{0,4}:[ \t*]{0,4}"
    r"([^\n\r]{2,60})",
    re.I | re.M,
)
_PHRASES = tuple(
    re.compile(pattern, re.M)
    for pattern in (
        rf"\b(?:[Aa]bout|ABOUT|[Ww]hy|[Ll]ife at) (?:the )?({_CAPITALS})(?=[ \t]*(?:$|[\n\r:.*?]))",
        rf"\b({_CAPITALS})(?: \([^)\n]{{1,20}}\))?(?:[\u2019']s)? (?:is|are) "
        r"(?:now |currently |actively )?(?:hiring|looking|seeking|recruiting|searching|growing)\b",
        rf"\b(?:[Jj]oin|(?:[Pp]osition|[Rr]ole|[Tt]eam|[Ww]ork|[Ww]orking|[Cc]areers?|[Jj]ob|[Ll]ife|[Oo]pportunity"
        rf"|[Oo]pening|[Ee]ngineer|[Ss]cientist|[Rr]esearcher) at) (?:the )?({_CAPITALS})",
        rf"\b(?:I['\u2019]m|I am|[Tt]his is|[Mm]y name is) {_PERSON},?(?: and I)? "
        r"(?:a |an |the )?(?:[a-z]+ ){0,4}"
        rf"(?:from|at|with|for) ({_CAPITALS})",
        rf"\b{_HIRER}(?: [Mm]anager| [Ll]ead| [Pp]artner)?(?: at|,| for| with| ?[|@\u2022]) ?({_CAPITALS})",
        rf"(?:^|[.!?]\s{{1,3}})(?:Here )?[Aa]t ({_CAPITALS}),? (?:we|our|you|I)\b",
        rf"^({_CAPITALS})(?: \([^)\n]{{1,20}}\))?,? (?:is|was|builds|makes|helps|develops|strives) "
        r"(?:an?|the|on|one|our|its|people|to|building|committed|dedicated|proud|founded)\b",
        rf"[.!?] ({_CAPITALS}) (?:is|was) (?:an?|the|one of|a leading) [a-z -]{{0,40}}"
        r"(?:company|startup|start-up|lab|laboratory|institute|university|firm|provider|platform|leader)\b",
    )
)
_SPOKEN_OF = re.compile(rf"\b(?:at|within|across|joining|inside) ({_CAPITALS})|\b({_CAPITALS})['\u2019]s\b")
_OFTEN = 3
"""Times a name is spoken of as a company, from which it is one."""
_SUFFIX = re.compile(
    r"(?:\b(?:Inc|Ltd|LLC|GmbH|AG|SE|Corp|Corporation|Labs|Laboratories|Technologies|University|Institute|PLC|"
    r"Foundation|Company|Co)\.?|\(YC [A-Z]?\d{2}\))$"
)
_MONEY = re.compile(r"[$\u20ac\u00a3\u00a5%@]|\d{3}|\b\d+ ?k\b|https?:|\d{1,2}[./]\d{1,2}", re.I)
_MARKS = "*_#>` \t\u00a0\u200b\ufeff,;\u2022\u00b7|-\u2013\u2014"
_MOST = 7
"""Words of a company's name on a line of its own."""


def in_line(line: str, text: str) -> str:
    """The name that a short line beside a title gives, where it can only be a company; else nothing.

    Places, kinds of contract, salaries, dates and departments are none.
    """
    shown = line.strip(_MARKS)
    joined = re.sub(r"\s*\((?:YC|hybrid|remote|on-?site)\b[^)]{0,20}\)$", "", shown, flags=re.I).strip(_MARKS)
    parts = joined.split(", ")
    while len(parts) > 1 and is_place(parts[-1]):
        parts.pop()
    if len(parts) > 1 and text.count(parts[0]) > text.count(joined) and not _SUFFIX.search(joined):
        parts = parts[:1]
    name = ", ".join(parts)
    tokens = name.split()
    plain = 0 < len(tokens) <= _MOST and not _MONEY.search(name) and name[:1].isalnum()
    if not plain or (name[-1] in ".!?:;" and not _SUFFIX.search(name)) or is_place(name):
        return ""
    if not (tokens[0][0].isupper() or tokens[0][0].isdigit() or text.count(name) > 1):
        return ""
    small = [token for token in tokens if token[0].islower() and len(token) > 3]
    # "Wroclaw, Poland": one word before a place is a place too, unless the text comes back to it.
    if len(tokens) == 1 and is_place(joined.split(", ")[-1]) and not confirmed(name, text):
        return ""
    worded = (
        tokens[0].lower() in ORDERS
        or all(token.strip(",&").lower() in NO_NAME for token in tokens)
        or tokens[0].lower() in NO_COMPANY
    )
    return "" if worded or (small and not confirmed(name, text)) else name


def is_place(name: str) -> bool:
    """Whether every word is one of a place, or of how far from it one may work."""
    tokens = re.findall(r"[\w-]+", name.lower())
    return bool(tokens) and all(token in PLACES or token.isdigit() for token in tokens)


def confirmed(name: str, text: str) -> bool:
    """Whether the text speaks of it again, or its form tells."""
    return bool(_SUFFIX.search(name)) or len(re.findall(rf"(?<!\w){re.escape(name)}(?!\w)", text)) > 1


def spoken_of(name: str, text: str) -> bool:
    """Whether the text speaks of it as of a company: at it, about it, of what is its own."""
    plain = re.escape(name)
    said = (
        rf"\b(?:[Aa]t|[Jj]oin|About|Why) {plain}(?!\w)|(?<!\w){plain}(?:['\u2019]s\b| (?:is|are|builds|was) )"
    )
    return bool(_SUFFIX.search(name) or re.search(said, text))


def in_prose(lines: str) -> str:
    """The name that a set phrase gives, else one that is often spoken of as a company is."""
    for pattern in _PHRASES:
        for match in pattern.finditer(lines):
            name = match.group(1).strip(" .,'\u2019-")
            if _may_be(name):
                return name
    spoken = Counter(name for name in _spoken_of(lines) if _may_be(name))
    name, times = next(iter(spoken.most_common(1)), ("", 0))
    return name if times >= _OFTEN else ""


def _spoken_of(lines: str) -> Iterator[str]:
    for match in _SPOKEN_OF.finditer(lines):
        yield (match.group(1) or match.group(2)).strip(" .,'\u2019-")


def _may_be(name: str) -> bool:
    tokens: Sequence[str] = name.split()
    return len(name) > 1 and tokens[0].lower() not in NO_COMPANY and not is_place(name)
