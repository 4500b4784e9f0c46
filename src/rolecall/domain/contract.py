"""The contract every draft must pass, in code over its text: run again on each edit and on a model's rewrite.

A question counts as asked where it stands verbatim (whitespace aside). In an edited or rewritten text the
rule is: as many question marks as chosen questions, and each sentence that ends in one keeps at least half of
the content words of one chosen question, a different one for each.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from rolecall.domain.facts import unfounded
from rolecall.domain.mail import Check, Draft, Purpose
from rolecall.domain.naming import clean_company, clean_name, clean_title, first_name
from rolecall.domain.phrases import MailPhrases
from rolecall.domain.questions import MAX_QUESTIONS
from rolecall.domain.roles import RoleReading
from rolecall.domain.words import content_words, flat

WORD_LIMIT = 180
LONGEST_BODY = 2000
"""Characters: words without spaces are no way round the word limit, and a mailto link has to carry it."""
LONGEST_SUBJECT = 120
KEPT_SHARE = 0.5
"""Share of a question's content words that a rewritten one must keep."""

_PLACEHOLDERS = re.compile(
    r"\[[^\]\n]{0,60}\]|<[^>\n]{0,60}>|\{[^}\n]{0,60}\}|«[^»\n]{0,60}»|"
    r"\$[A-Z_]{3,}|%[A-Z_]{2,}%|_{3,}|\.{4,}|"
    r"(?i:\bx{3,}\b|\btodo\b|\btbd\b|\btbc\b|lorem ipsum|"
    r"\b(insert|add|enter) (your |the |my )?(own )?(name|company|title|date|role)\b)|"
    r"\b(?:[Yy]our|[Mm]y|(?:Recruiter|Candidate|Sender|Manager)(?:['’]s)?|Company|Role|Full|First|Last)"
    r" (?:Full )?(?:Name|Title|Position)\b"
)
_GREETING = re.compile(
    r"(?:hi|hello|hey|dear|greetings|good (?:morning|afternoon|evening|day))\b", re.IGNORECASE
)
_NOBODY = frozenset(("", "there", "all", "again", "everyone"))
_CLOSING_WORDS = 6
_FEWER = {
    Purpose.THANKS: 1,
    Purpose.DECLINE: 0,
    Purpose.FOLLOW_UP: 2,
    Purpose.FEEDBACK: 1,
    Purpose.NEXT_ROUND: 3,
}
"""Questions an email of a purpose may hold, where they are fewer than usual."""
_MARKS = " ,!:."
_HIDDEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
_HARMLESS = "\n\r\t\u200c\u200d"
"""Line ends, tabs, and the joiners that some scripts and emoji need."""


def check_draft(
    draft: Draft, reading: RoleReading, phrases: MailPhrases, *, known: Sequence[str] = ()
) -> tuple[Check, ...]:
    """Every line of the contract, in the order in which a page shows it.

    `known`: further texts whose facts may be used, such as the role's sources.
    """
    return (
        _asked(draft),
        _few_enough(draft),
        _founded(draft, reading, phrases, known),
        _no_placeholders(draft),
        _plain(draft),
        _brief(draft),
        _greeting(draft),
        _signature(draft),
        _respectful(draft, phrases),
        _subject(draft),
    )


def holds(checks: Iterable[Check]) -> bool:
    """True where every check held. A draft that only waits for the user's name does not hold yet."""
    return all(check.ok for check in checks)


def _asked(draft: Draft) -> Check:
    found = question_sentences(draft.body)
    count, wanted = len(found), len(draft.questions)
    if count != wanted:
        plural = "question" if wanted == 1 else "questions"
        return Check(name="questions", ok=False, detail=f"asks {count} where {wanted} {plural} were chosen")
    body = flat(draft.body).casefold()
    if all(body.count(flat(q.text).casefold()) == 1 for q in draft.questions):
        return Check(name="questions", ok=True, detail=_counted(wanted))
    missing = _unasked(found, [q.text for q in draft.questions])
    if missing:
        return Check(name="questions", ok=False, detail=f"not asked as chosen: {missing[0]!r}")
    return Check(name="questions", ok=True, detail=f"{_counted(wanted)}, in other words")


def _counted(count: int) -> str:
    return {0: "no question, as wanted", 1: "1 question, once"}.get(count, f"{count} questions, each once")


def question_sentences(body: str) -> list[str]:
    """The pieces of a text that end in a question mark, each from the end of the sentence before."""
    text = flat(body).replace("？", "?").replace("؟", "?")
    pieces = re.findall(r"[^?]*\?", text)
    return [re.split(r"(?<=[.!:])\s", piece.strip())[-1] for piece in pieces]


def _unasked(sentences: Sequence[str], chosen: Sequence[str]) -> list[str]:
    """The chosen questions that no sentence of its own asks."""
    free = list(sentences)
    missing = []
    for text in sorted(chosen, key=lambda text: -max((_kept(text, s) for s in sentences), default=0.0)):
        best = max(free, key=lambda sentence: _kept(text, sentence), default="")
        if best and _kept(text, best) >= KEPT_SHARE:
            free.remove(best)
        else:
            missing.append(text)
    return missing


def _kept(question: str, sentence: str) -> float:
    words = content_words(question)
    return len(words & content_words(sentence)) / len(words) if words else 0.0


def _few_enough(draft: Draft) -> Check:
    limit = _FEWER.get(draft.purpose, MAX_QUESTIONS)
    count = max(len(draft.questions), len(question_sentences(draft.body)))
    return Check(name="at most four", ok=count <= limit, detail=f"{count} of at most {limit}")


def _founded(draft: Draft, reading: RoleReading, phrases: MailPhrases, known: Sequence[str]) -> Check:
    odd = unfounded(
        f"{draft.subject}\n{_told(draft)}",
        _sources(draft, reading, known),
        phrases,
        names=(clean_title(reading.title), clean_company(reading.company)),
        questions=[question.text for question in draft.questions],
    )
    signed = "" if clean_name(draft.from_name) else signed_name(draft.body)
    if signed and not any(flat(signed).casefold() in flat(text).casefold() for text in known):
        odd = (*odd, signed)  # nobody but the user may say who signs
    if not odd:
        return Check(name="facts", ok=True, detail="only what the role's texts say")
    named = ", ".join(repr(word) for word in odd[:5])
    return Check(
        name="facts", ok=False, detail=f"not in the role's texts, keep it only if it is true: {named}"
    )


def _sources(draft: Draft, reading: RoleReading, known: Sequence[str]) -> list[str]:
    quotes = [finding.quote or "" for finding in reading.topics.values()]
    quotes += [signal.quote for signal in reading.signals]
    names = [reading.title, reading.company, reading.recruiter, draft.to_name, draft.from_name]
    return [*names, *quotes, *reading.flattery, *reading.vague, *known]


def _told(draft: Draft) -> str:
    """The body without its greeting and signature, which have checks of their own."""
    lines = [line for line in draft.body.splitlines() if line.strip()]
    if lines and _GREETING.match(lines[0].strip()) and len(lines[0].split()) <= 7:
        lines = lines[1:]
    if lines and draft.from_name and flat(lines[-1]) == flat(draft.from_name):
        lines = lines[:-1]
    return "\n".join(lines)


def _no_placeholders(draft: Draft) -> Check:
    found = _PLACEHOLDERS.search(f"{draft.subject}\n{draft.body}")
    if found is None:
        return Check(name="no placeholders", ok=True, detail="nothing left to fill in")
    return Check(name="no placeholders", ok=False, detail=f"fill in or remove {found.group()!r}")


def _brief(draft: Draft) -> Check:
    words = len(draft.body.split())
    if len(draft.body) > LONGEST_BODY:
        return Check(name="length", ok=False, detail=f"shorten it to {LONGEST_BODY} characters")
    return Check(name="length", ok=words <= WORD_LIMIT, detail=f"{words} words of at most {WORD_LIMIT}")


def _plain(draft: Draft) -> Check:
    """No control or invisible characters, which could carry words that nobody sees."""
    hidden = {char for char in draft.body if unicodedata.category(char) in _HIDDEN and char not in _HARMLESS}
    if hidden:
        shown = ", ".join(f"U+{ord(char):04X}" for char in sorted(hidden)[:3])
        return Check(name="plain text", ok=False, detail=f"remove the invisible characters {shown}")
    return Check(name="plain text", ok=True, detail="no invisible characters")


def _greeting(draft: Draft) -> Check:
    lines = [line.strip() for line in draft.body.splitlines() if line.strip()]
    name = clean_name(draft.to_name)
    names = (name, first_name(name), name.split(" ")[-1])
    # A greeting is compared without the marks at its end, so a name that ends in a dot is too.
    allowed = {flat(n).casefold().strip(_MARKS) for n in names} if name else _NOBODY
    greeted = _greeted(lines[0]) if lines else None
    if greeted is None:
        return Check(name="greeting", ok=False, detail="start with a greeting")
    if greeted not in allowed:
        whom = f"greet {first_name(name)!r}" if name else "greet without a name: nobody is named in the texts"
        return Check(name="greeting", ok=False, detail=whom)
    return Check(name="greeting", ok=True, detail=lines[0].rstrip(","))


def _greeted(line: str) -> str | None:
    """The name a greeting line names, '' where it names nobody, None where it is no greeting."""
    start = _GREETING.match(line)
    if start is None or len(line) > 90:
        return None
    rest = re.sub(r"^(dr|prof|professor|mr|mrs|ms|mx)\.? ", "", line[start.end() :].strip(_MARKS), flags=re.I)
    return flat(rest).casefold()


def _signature(draft: Draft) -> Check:
    name = clean_name(draft.from_name)
    if not name:
        return Check(name="signature", ok=False, detail="add your name")
    lines = [line.strip() for line in draft.body.splitlines() if line.strip()]
    if len(lines) < 2 or flat(lines[-1]) != flat(name):
        return Check(name="signature", ok=False, detail=f"end with your name, {name!r}, on its own line")
    if len(lines[-2].split()) > _CLOSING_WORDS or lines[-2][-1:] not in ",.!":
        return Check(
            name="signature", ok=False, detail="put a closing such as 'Kind regards,' before your name"
        )
    return Check(name="signature", ok=True, detail=f"signed {name}")


def signed_name(body: str) -> str:
    """The name an edited text is signed with, so that a page can take it over; empty where there is none."""
    lines = [line.strip() for line in body.splitlines() if line.strip()]
    closed = len(lines) > 2 and lines[-2].endswith(",") and len(lines[-2].split()) <= _CLOSING_WORDS
    return clean_name(lines[-1]) if closed else ""


def _respectful(draft: Draft, phrases: MailPhrases) -> Check:
    text = flat(f"{draft.subject} \n {draft.body}")
    for accusation in phrases.accusations:
        found = accusation.regex.search(text)
        if found:
            return Check(
                name="no accusation", ok=False, detail=f"sounds like an accusation: {found.group()!r}"
            )
    return Check(name="no accusation", ok=True, detail="asks, does not accuse")


def _subject(draft: Draft) -> Check:
    subject = draft.subject
    if not subject.strip():
        return Check(name="subject", ok=False, detail="add a subject")
    # A line break in a subject would start a header of its own.
    if any(unicodedata.category(char) in _HIDDEN for char in subject):
        return Check(name="subject", ok=False, detail="keep the subject to one line of plain characters")
    if len(subject) > LONGEST_SUBJECT:
        return Check(name="subject", ok=False, detail=f"shorten it to {LONGEST_SUBJECT} characters")
    return Check(name="subject", ok=True, detail="one line")
