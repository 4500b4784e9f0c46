"""Finds who wrote a mail: in headers, introductions, signatures. No name is better than a wrong one."""

import re
from collections.abc import Iterator

from rolecall.domain.reading.namewords import AFTER_NAME, NO_PERSON, PARTICLES

_LONGEST = 4
"""Words of a name."""
_SIGNATURE = 12
"""Lines at the end in which a signature is looked for."""
_LONGEST_LINE = 120
_TRADE = 70
"""Characters of a line that says what somebody is."""
_HIRER = re.compile(
    r"recruit|talent|sourc(?:er|ing)|hiring|people (?:partner|ops|operations|team)|\bHR\b|staffing|headhunt|"
    r"human resources|search consultant",
    re.I,
)
# As long as a name's word may be, and taken whole: a run of full stops would else be tried from each of them.
_PART = r"[^\s,;:|()<>\u2022\u00b7!?\"\u201c\u201d/@]{1,50}+"
_SOME = rf"({_PART}(?:[ ]{_PART}){{0,3}})"
_HEADER = re.compile(r"^[ \t]{0,4}from:[ \t]{0,4}([^\n\r]{2,120})", re.I | re.M)
_GREETED = re.compile(
    rf"(?:^|[\n\r])[ \t>]{{0,4}}(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|thanks|thank you"
    rf"|hola|hallo|bonjour|greetings),?[ ](?:(?:dr|prof|mr|ms|mrs)\.? )?({_PART})",
    re.I,
)
_ALONE = re.compile(rf"\A\s{{0,20}}({_PART})[,:!][ \t]{{0,4}}[\n\r]")
_TO = re.compile(r"^[ \t]{0,4}to:[ \t]{0,4}\"?([^\s<\"@]{2,40})", re.I | re.M)
_INTRODUCED = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(?:I['\u2019]m|I am|[Mm]y name is|[Mm]y name['\u2019]s) {_SOME}",
        rf"\b(?:[Tt]his is|[Ii]t['\u2019]s|[Ii]t is) {_SOME}(?=,? (?:from|with|at|over at|and I)\b| here\b)",
        rf"(?:^|[\n\r.!,] ?)[ \t]{{0,4}}{_SOME} here\b(?=[ ,.!\u2013-])",
    )
)
_CLOSING = re.compile(
    r"(?:(?:all (?:the|my) best|(?:with )?(?:very )?(?:best|kind|kindest|warm|warmest|many|friendly)"
    r"(?: (?:regards|wishes|thanks))?|regards|cheers|many thanks"
    r"|thanks(?: (?:so much|again|a lot|in advance))?"
    r"|thank you(?: (?:so much|again|very much))?|sincerely(?: yours)?"
    r"|yours(?: (?:sincerely|truly|faithfully))?"
    r"|talk (?:soon|to you soon)|speak soon|looking forward(?: to [^\n\r,.!]{0,40})?|take care"
    r"|cordially|warmly"
    r"|have a (?:great|nice|good|lovely) \w{2,10}|viele gr\u00fc\u00dfe|mit freundlichen gr\u00fc\u00dfen"
    r"|cordialement|saludos|best wishes))(?!\w)",
    re.I,
)
_DASHED = re.compile(r"^[ \t]{0,4}(?:--?|\u2013|\u2014|~)[ \t]?(\S[^\n\r]{0,60})$")
_QUOTED_MAIL = re.compile(r"^[ \t]{0,4}(?:on .{3,120} wrote:|-+ ?original message ?-+|_{10,})", re.I | re.M)
_CONTACT = re.compile(r"@|\+?\d[\d\s().-]{6,}\d|linkedin\.com|https?:")


def writer(text: str) -> str:
    """The writer's name as it stands in the text, the fullest form of it; empty where none is plain."""
    own = _own_words(text)
    greeted = _greeted(own)
    found = [name for name in _candidates(own) if name.split()[0].lower() not in greeted]
    if not found:
        return ""
    # "I'm Dana" above, "Dana Whitfield" in the signature: the fuller name is the same person's.
    return max((name for name in found if _same(name, found[0])), key=len)


def _same(one: str, other: str) -> bool:
    return one.lower().partition(" ")[0] == other.lower().partition(" ")[0]


def _own_words(text: str) -> str:
    """Without what the mail quotes: that was written by somebody else."""
    earlier = _QUOTED_MAIL.search(text, 1)
    kept = text[: earlier.start()] if earlier else text
    return "\n".join(line for line in kept.splitlines() if not line.lstrip().startswith(">"))


def _greeted(text: str) -> frozenset[str]:
    """Whom the mail speaks to; never its writer."""
    names = [match.group(1) for match in _GREETED.finditer(text)]
    names += [match.group(1) for pattern in (_ALONE, _TO) if (match := pattern.search(text))]
    return frozenset(name.strip(".-'\u2019").lower() for name in names)


def _candidates(text: str) -> Iterator[str]:
    for header in _HEADER.finditer(text):
        yield from _some(_from_header(header.group(1)))
    for pattern in _INTRODUCED:
        for match in pattern.finditer(text):
            yield from _some(_introduced(match.group(1), text[match.end() : match.end() + 1]))
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    yield from _signed([line[-_LONGEST_LINE:] for line in lines])
    yield from _beside_a_trade([line[:_LONGEST_LINE] for line in lines])


def _some(name: str) -> tuple[str, ...]:
    return (name,) if name else ()


def _from_header(value: str) -> str:
    shown = re.split(r"[<(\[]| via | on behalf ", value)[0].strip(" \"'\t")
    if "," in shown:
        last, _, first = shown.partition(",")
        named = f"{first.strip()} {last.strip()}"
        return name if (name := _name(named)) and len(named.split()) <= _LONGEST else ""
    return _name(shown)


def _introduced(found: str, following: str) -> str:
    """`Ana Ruiz from Northlight`: the name is what stands before the first small word."""
    kept: list[str] = []
    for token in found.split():
        bare = token.strip(".'\u2019")
        if bare.lower() in AFTER_NAME or (not kept and not _large(bare)):
            break
        if not _large(bare) and bare.lower() not in PARTICLES:
            # "I'm Ana calling about": a name goes before a verb in a mail, a place or a trade does not.
            break
        kept.append(token.rstrip("."))
        if token.endswith(".") and len(bare) > 2:
            break
    return _name(" ".join(kept))


def _signed(lines: list[str]) -> Iterator[str]:
    """A name after a closing, on its line or on the next; or after a dash at the end."""
    first = max(0, len(lines) - _SIGNATURE)
    for n in range(first, len(lines)):
        # The closing may stand at the end of the last sentence's line.
        sentence = re.split(r"(?<=[.!?])\s+", lines[n])[-1]
        closing = _CLOSING.match(sentence)
        if closing:
            rest = sentence[closing.end() :].lstrip(" ,.!\u2013\u2014-")
            if rest:
                yield from _some(_name(_first_part(rest)))
            elif n + 1 < len(lines):
                yield from _some(_name(_first_part(lines[n + 1].lstrip("-\u2013\u2014~ "))))
        dashed = _DASHED.match(lines[n])
        if dashed and n >= len(lines) - 4:
            yield from _some(_name(_first_part(dashed.group(1))))


def _beside_a_trade(lines: list[str]) -> Iterator[str]:
    """`Ana Ruiz`, then who she is: a recruiter's line, a mail address that holds her name, a phone number."""
    for n, line in enumerate(lines):
        if n >= _LONGEST and n < len(lines) - _SIGNATURE:
            continue
        name = _name(_first_part(line))
        if not name or len(name.split()) < 2:
            continue
        rest = line[len(name) :]
        below = lines[n + 1 : n + 4] if n >= len(lines) - _SIGNATURE else lines[n + 1 : n + 2]
        trade = _HIRER.search(rest) or (below and len(below[0]) < _TRADE and _HIRER.search(below[0]))
        address = any("@" in one and name.split()[0].lower() in one.lower() for one in [rest, *below])
        if trade or address or (n >= len(lines) - 4 and below and _CONTACT.search(below[0])):
            yield name


def _first_part(line: str) -> str:
    """What stands before the first sign that parts a name from a trade, pronouns, a degree."""
    return re.split(r"[,|\u2022\u00b7(<;:/]|\s[-\u2013\u2014]+\s|\s{2,}|\t", line)[0].strip(" *_.!")


def _name(found: str) -> str:
    """The text where all of it is a person's name, else nothing."""
    tokens = found.split()
    if not 1 <= len(tokens) <= _LONGEST or len(found) > 50:
        return ""
    for n, token in enumerate(tokens):
        bare = token.strip(".'\u2019-")
        if not bare or any(letter.isdigit() or letter in "@_&#+" for letter in bare):
            return ""
        particle = 0 < n < len(tokens) - 1 and bare.lower() in PARTICLES
        if not particle and (not _large(bare) or bare.lower() in NO_PERSON):
            return ""
        if len(bare) > 3 and bare.isascii() and bare.isupper() and not "".join(tokens).isupper():
            return ""
    if not any(len(token.strip(".")) > 1 for token in tokens):
        return ""
    return " ".join(tokens)


def _large(word: str) -> bool:
    """Whether a word starts as names do: with a capital, or with a letter of a script that has none."""
    return bool(word) and word[0].isalpha() and not word[0].islower()
