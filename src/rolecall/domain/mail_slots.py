"""The sentences of an email that a model may choose: what stands around the questions, each checked alone.

Greeting, questions, closing and name stay the composed ones, so that a model too weak to copy them cannot
spoil them. A slot that does not hold keeps its composed sentence.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from rolecall.domain.mail import Draft, Purpose
from rolecall.domain.phrases import MailPhrases, SlotWording
from rolecall.domain.values import Value
from rolecall.domain.words import flat, stem, words_of

OPENING, BEFORE, ENDING = "opening", "before", "ending"
ROLE = "the role"
"""How a model names the role; code puts its full name there."""

_MOST_WORDS = {OPENING: 55, BEFORE: 28, ENDING: 45}
_FEWEST_WORDS = {OPENING: 4, BEFORE: 3, ENDING: 3}
_MOST_SENTENCES = {OPENING: 3, BEFORE: 1, ENDING: 2}
_KNOWN = 0.9
"""Share of the words of a slot that polite mails use: an invention and another language show below it."""
_RUN = 5
"""Running words that two slots may not share, nor a slot with another's composed sentence."""
_COPIED = 7
"""Running words shared with a prompt's own text from which a slot is a copy of it."""
_VARIED = 0.55
"""Share of different words below which a text goes round in circles."""
_ENDS = ".!:"
_STRANGE = re.compile(r"[^\w\s.,;:!'’()\-–—&+“”\"]|\s[-–—*]\s*$|\n")
_VERBS = {"after_i": r"\bI ([\w'’]+)", "after_have": r"\bI(?: have|['’]ve) ([\w'’]+)"} | {
    "after_am": r"\bI(?: am|['’]m) ([\w'’]+)",
    "after_my": r"\b[Mm]y ([\w'’]+)",
    "after_you_are": r"\b[Yy]ou(?: are|['’]re) ([\w'’]+)",
}
_NAMED = re.compile(
    r"\b(?:the|this|that|your) (?:role|position|job|opening|opportunity|vacancy)\b", re.IGNORECASE
)
_SENTENCE = re.compile(r"(?<=[.!])\s+")


class Frame(Value):
    """A composed email taken apart; `slots` by name, the rest as it stays."""

    before_opening: tuple[str, ...]
    slots: dict[str, str]
    noticed: tuple[str, ...] = ()
    """Paragraphs between the opening and the questions, which carry facts."""
    asked: str = ""
    """The questions as they follow the slot `before`, with what separates them."""
    closing: tuple[str, ...] = ()

    def body(self, slots: Mapping[str, str]) -> str:
        """The email with these slots; those not given stay composed."""
        said = {**self.slots, **slots}
        parts = [*self.before_opening, said[OPENING], *self.noticed]
        if self.asked:
            parts.append(f"{said[BEFORE]}{self.asked}")
        if ENDING in said:
            parts.append(said[ENDING])
        return "\n\n".join([*parts, *self.closing])


def frame_of(draft: Draft) -> Frame | None:
    """The parts of a composed email, or None where it is not laid out as the composer lays it out."""
    parts = draft.body.split("\n\n")
    if len(parts) < 3:
        return None
    middle = parts[1:-1]
    slots = {OPENING: middle[0]}
    place = next(
        (n for n, part in enumerate(middle) if draft.questions and draft.questions[0].text in part), 0
    )
    asked, last = "", middle[1:]
    noticed: Sequence[str] = ()
    if draft.questions:
        if not place:
            return None
        noticed, last = middle[1:place], middle[place + 1 :]
        slots[BEFORE], asked = _parted(middle[place], draft.questions[0].text)
    elif len(last) > 1:
        noticed, last = last[:-1], last[-1:]
    if len(last) > 1:
        return None
    if last:
        slots[ENDING] = last[0]
    frame = Frame(
        before_opening=(parts[0],), slots=slots, noticed=tuple(noticed), asked=asked, closing=(parts[-1],)
    )
    return frame if frame.body({}) == draft.body else None


def _parted(paragraph: str, question: str) -> tuple[str, str]:
    """What stands before the first question, and the rest with its separator and number."""
    at = paragraph.index(question)
    lead = re.sub(r"\s+(?:1\.\s*)?$", "", paragraph[:at])
    return lead, paragraph[len(lead) :]


def tidied(name: str, text: str, *, role: str, frame: Frame) -> str:
    """A model's slot as it stands in the email: one line, the role named, the right mark at its end."""
    said = flat(text).strip('"“”* ')
    said = re.sub(r"^(?:opening|before(?: the questions)?|ending)\s*:\s*", "", said, flags=re.IGNORECASE)
    if name == BEFORE:
        said = re.sub(r"(?<=\w):\s.*", ":", said)
    # What rambles on loses its further sentences, what was cut at its limit its last half one; not all of it.
    told = dict.fromkeys(_SENTENCE.split(said))
    whole = [one for one in told if one[-1:] in _ENDS][: _MOST_SENTENCES[name]]
    said = " ".join(whole) if whole else f"{said.rstrip(',;- ')}."
    if name == BEFORE and frame.asked.startswith("\n"):
        said = f"{said.rstrip('.!: ')}:"
    elif name == BEFORE:
        said = re.sub(r":$", ".", said)
    if role in frame.slots.get(name, "") and role not in said:
        said = _NAMED.sub(lambda _: role, said, count=1)
    return said[:1].upper() + said[1:]


def shorter(text: str) -> Iterator[str]:
    """The text, then the same without its last sentences, one by one: what went wrong late may hold."""
    told = _SENTENCE.split(text)
    for most in range(len(told), 0, -1):
        yield " ".join(told[:most])


def same_as(text: str, composed: str) -> bool:
    """True where a slot says nothing but what is composed, or goes on after it."""
    one, other = flat(text).casefold().rstrip(_ENDS), flat(composed).casefold().rstrip(_ENDS)
    return one in other or other in one


def faults_of(
    name: str,
    text: str,
    draft: Draft,
    frame: Frame,
    phrases: MailPhrases,
    *,
    role: str,
    prompt: str,
    beside: Sequence[str] = (),
) -> tuple[str, ...]:
    """What a slot breaks, in words a model can act on. Facts and accusations are the contract's to find.

    `prompt`: the fixed text of the prompt, whose sentences are not the model's. `beside`: slots taken.
    """
    faults = _faults(name, text, draft, frame, phrases, role=role, prompt=prompt)
    again = (
        "do not say the same thing twice"
        for other in beside
        if _shares(words_of(text.replace(role, ROLE)), words_of(other.replace(role, ROLE)), _RUN)
    )
    return (*faults, *again)


def _faults(
    name: str, text: str, draft: Draft, frame: Frame, phrases: MailPhrases, *, role: str, prompt: str
) -> Iterator[str]:
    composed, rules = frame.slots[name], phrases.wording
    bare = text.replace(role, ROLE)
    said = words_of(bare)
    most = max(_MOST_WORDS[name], len(words_of(composed)) + 4)
    if not _FEWEST_WORDS[name] <= len(said) <= most:
        yield f"use {_FEWEST_WORDS[name]} to {most} words"
    if "?" in text or "؟" in text or "？" in text:
        yield "ask nothing: the questions follow"
    if _STRANGE.search(bare) or re.search(r"\d", bare):
        yield "plain words: no list, number, link or markup"
    known = phrases.polite | {stem(word) for word in words_of(draft.body)}
    unknown = [word for word in said if stem(word) not in known and not _own(word)]
    if said and len(unknown) > (1 - _KNOWN) * len(said):
        yield f"plain polite words only, not {unknown[0]!r}"
    if len(set(said)) < _VARIED * len(said):
        yield "do not say the same thing twice"
    yield from _out_of_turn(bare, rules)
    if _shares(said, words_of(prompt), _COPIED, but=words_of(composed)):
        yield "use words of your own, not the example's"
    others = [other for slot, other in frame.slots.items() if slot != name]
    others += [*frame.noticed, *(question.text for question in draft.questions)]
    if any(_shares(said, words_of(other.replace(role, ROLE)), _RUN) for other in others):
        yield f"say only the {name} here"
    yield from _beside_the_purpose(name, bare, draft.purpose, rules)
    if name == OPENING and role in composed and role not in text:
        yield f"name {ROLE!r} once"
    if text.count(role) > 1 and role != ROLE:
        yield f"name {ROLE!r} once"


def _out_of_turn(text: str, rules: SlotWording) -> Iterator[str]:
    """What the candidate did not say of themselves, and what no candidate says."""
    for rule, pattern in _VERBS.items():
        allowed: frozenset[str] = getattr(rules, rule)
        for match in re.finditer(pattern, text):
            word = match.group(1).replace("’", "'").casefold()
            if word not in allowed and not word.endswith("ly"):
                yield f"do not say {match.group()!r}: nobody told you that"
    for never in rules.never:
        found = never.regex.search(text)
        if found:
            yield f"do not say {found.group()!r}"


def _beside_the_purpose(name: str, text: str, purpose: Purpose, rules: SlotWording) -> Iterator[str]:
    keeps = rules.keeps.get(purpose) if name == OPENING else None
    if keeps is not None and not keeps.regex.search(text):
        yield f"say what it says: {keeps.examples[0]!r}"
    if purpose is not Purpose.DECLINE and rules.refuses.regex.search(text):
        yield "do not refuse anything"
    if purpose is Purpose.DECLINE and rules.goes_on.regex.search(text):
        yield "say nothing of going on"
    if name == BEFORE and not rules.asks.regex.search(text):
        yield "say that there is something you would like to know"


def _own(word: str) -> bool:
    """Short forms such as "I'd" and "it's", whose parts are polite."""
    return word in ("i", "i'd", "i'm", "i'll", "i've", "it's", "that's", "you're", "don't", "a", "s")


def _shares(one: Sequence[str], other: Sequence[str], length: int, *, but: Sequence[str] = ()) -> bool:
    return bool((_runs(one, length) & _runs(other, length)) - _runs(but, length))


def _runs(words: Sequence[str], length: int) -> set[tuple[str, ...]]:
    return {tuple(words[at : at + length]) for at in range(len(words) - length + 1)}


def share_of(slots: Mapping[str, str], draft: Draft) -> float:
    """Share of the words around the questions that stand in these slots, 0 to 1."""
    frame = frame_of(draft)
    if frame is None:
        return 0.0
    whole = sum(len(text.split()) for text in {**frame.slots, **slots}.values())
    return sum(len(text.split()) for text in slots.values()) / whole if whole else 0.0
