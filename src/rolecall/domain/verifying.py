"""What of a model's answer is kept: claims that hold, general advice, and nothing that nobody gave.

Each sentence is looked at alone. One that names what nobody gave is cut; so is one that a passage denies,
that claims of the role what its texts do not say, or that cites what says nothing of the kind. A citation
moves to the passage that supports it, or goes; a sentence that then has none is general advice.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rolecall.domain.answer_lines import CITED, HEADING, ITEM, kept_lines, prose, words
from rolecall.domain.claims import GroundingRules, denied, supports, told_of
from rolecall.domain.excerpts import sentences
from rolecall.domain.grounding import Grounded, grounded
from rolecall.domain.invention import given, invented, unknown_figure
from rolecall.domain.judging.relevance import Alike
from rolecall.domain.passages import Evidence, Passage
from rolecall.domain.words import content_words

_AFTER_STOP = re.compile(r"([.!?])[ \t]*((?:\[\d+\])+)")
_GAP = re.compile(r"[ \t]+(?=[.,;:!?](?:\s|$))")
"""Left where a citation was taken out."""
_TAGS = re.compile(r"(?i)[‹<]/?\s*(?:passage|question|role|earlier|conversation)\s*>")
_LABEL = re.compile(r"(?i)^\s*(?:question|answer|rolecall|coach|assistant|user|system|rules)\s*:\s*")
_PLACEHOLDER = re.compile(r"\[\s*[a-z][a-z ]{0,20}\]|\[\.{3}\]", re.IGNORECASE)
"""What was to be filled in: `[number]`."""
_ENDED = re.compile(r"[.!?:;…。！？][\"”’»)\]*_`]*$")
_SAID_ALOUD = re.compile(r"^[\"“«].*[\"”»][.!?]?$")
"""Words to say, between quotation marks."""
_POINT = re.compile(r"^\W*[\w’'/ -]{1,40}:(?:\*\*|__)?\s+")
"""What a point is about: `**Timing:** ask early`."""
_MARKS = re.compile(r"[*_`]+")
_RUN, _LEAST_RUN = 6, 4
"""Words twice in a sentence by which it goes round in circles; words that, said again, are a repetition."""
_LOOPS = 2
"""Sentences said again by which the whole answer does."""


@dataclass(frozen=True)
class Material:
    """What an answer may rest on."""

    passages: tuple[Passage, ...]
    """Those that `[1]`, `[2]` stand for."""
    facts: str = ""
    """What is known of the role, in the words that were given."""
    asked: str = ""
    """The question, and what the user said before."""
    question: str = ""
    """The question alone."""
    rules: str = ""
    """The fixed text of the prompt, which is not to be recited."""


def verified(
    text: str, material: Material, rules: GroundingRules, alike: Alike | None = None, *, whole: bool = True
) -> Grounded:
    """The answer as it may be kept; its text is empty where nothing usable is left.

    Of one that broke off (`whole` is False) what there is stays, however little.
    """
    foreign = not rules.is_english(words(text))
    if foreign and whole and not _wanted(material, text, rules):
        return Grounded(text="", problems=("in another language",))
    check = _Check(material, rules, alike, strict=whole, foreign=foreign)
    kept = "\n".join(kept_lines(text, check.line)).strip()
    if whole and (check.again >= _LOOPS or check.kept < rules.least_kept * check.seen):
        return Grounded(text="", problems=("mostly unusable",))
    if whole and not (check.useful and len(words(kept)) >= rules.least_words):
        return Grounded(text="", problems=("empty",))
    cited = tuple(dict.fromkeys(int(n) for line in prose(kept) for n in CITED.findall(line)))
    return Grounded(text=kept, cited=cited, problems=check.problems(cited))


def _wanted(material: Material, said: str, rules: GroundingRules) -> bool:
    """True where the user wrote in another language as well, or asked for one."""
    asked = material.question or material.asked
    named = any(word.strip(".,:;!?").lower() in rules.languages for word in asked.split())
    return named or (not rules.is_english(asked.split(), short=False) and _latin(asked) == _latin(said))


def _latin(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    return sum(letter < "\u0250" for letter in letters) > 0.8 * len(letters)


class _Check:
    """Looks at one sentence after the other."""

    def __init__(
        self, material: Material, rules: GroundingRules, alike: Alike | None, *, strict: bool, foreign: bool
    ) -> None:
        self._strict = strict
        self._foreign = foreign
        self._material = material
        self._rules = rules
        self._alike = alike
        everything = [f"{p.source}\n{p.heading}\n{p.text}" for p in material.passages]
        self._given = given(*everything, material.facts, material.asked)
        self._texts = [f"{p.heading}\n{p.text}" for p in material.passages]
        self._told = [text for text in (material.facts, material.asked) if text]
        self._role = content_words("\n".join(self._told))
        self._about = content_words("\n".join((*everything, *self._told)))
        self._fixed = f" {_flat(material.rules)} "
        self._fixed_sentences = {
            _flat(_LABEL.sub("", one)) for line in material.rules.splitlines() for one in sentences(line)
        }
        self._asked = f" {_flat(material.asked)} "
        self._question = content_words(material.question)
        self._before: list[str] = []
        self._open_item = False
        self._cut: Counter[str] = Counter()
        self._general = 0
        self.seen = self.kept = 0
        """Sentences looked at, and those of them that may stay."""
        self.again = 0
        """Sentences that were said before."""
        self.useful = False
        """True once a sentence says something about what was asked."""

    def line(self, line: str, last: bool) -> str:
        """One line with the sentences that may stay."""
        if not _flat(line):
            return line.rstrip()  # a rule, or what parts a table's head from its rows
        item = ITEM.match(line)
        lead = item.group(1) if item else ""
        plain = grounded(line[len(lead) :], Evidence(query="", passages=self._material.passages)).text
        plain = _GAP.sub("", _AFTER_STOP.sub(r" \2\1", _TAGS.sub("", _LABEL.sub("", plain))))
        if HEADING.match(line):
            return plain if not last and self._may_head(plain) else ""
        parts = sentences(plain)
        ended = bool(parts) and _ENDED.search(CITED.sub("", parts[-1]).strip()) is not None
        if parts and not ended and last and self._strict and not (lead and self._open_item):
            parts.pop()  # it was cut off
        self._open_item = bool(lead) and not ended
        kept = [one for one in map(self._sentence, parts) if one]
        return lead + " ".join(kept) if kept else ""

    def problems(self, cited: Sequence[int]) -> tuple[str, ...]:
        """What the user is told, one sentence each."""
        told: list[str] = []
        for why, what in (
            ("named", "that named something no source has"),
            ("unsupported", "that no source supports"),
        ):
            if (count := self._cut[why]) and not told:
                told.append(f"I left out {'one sentence' if count == 1 else f'{count} sentences'} {what}.")
        if self._foreign:
            told.append("I can check claims in English alone.")
        if not cited:
            told.append("This answer cites nothing from the guides: take it as general advice.")
        elif self._general:
            told.append("What has no number is general advice.")
        return tuple(told)

    def _may_head(self, heading: str) -> bool:
        """True where a heading has only words of ours and of the question: it may be in capitals."""
        known = self._rules.vocabulary | self._given.words
        return all(word in known for word in _flat(heading).split())

    def _sentence(self, sentence: str) -> str:
        """The sentence as it may stay, or nothing."""
        numbers = [int(number) for number in CITED.findall(sentence)]
        bare = _LABEL.sub("", CITED.sub("", sentence)).strip()
        flat = _flat(bare)
        if not flat:
            return ""
        self.seen += 1
        held = [0.0] if self._foreign else supports(bare, self._texts, self._rules, self._alike) or [0.0]
        cited = [] if self._foreign else _kept(numbers, held, self._rules)
        why = self._fault(bare, flat, numbers, held, cited=bool(cited))
        self._before.append(flat)
        if why:
            self._cut[why] += 1
            return ""
        self.kept += 1
        asks = _asks(bare)
        if not asks and not self._rules.talks.search(_lowered(bare)) and flat not in self._fixed_sentences:
            self.useful = self.useful or bool(cited) or self._related(bare)
            self._general += not cited and not self._advises(bare)
        return _with_citations(bare, [] if asks else cited)

    def _fault(
        self, bare: str, flat: str, numbers: Sequence[int], held: Sequence[float], *, cited: bool
    ) -> str:
        """Why a sentence cannot stay; empty where it can."""
        rules, advice = self._rules, self._advises(bare)
        if self._is_junk(bare, flat, cited=cited):
            return "junk"
        if self._foreign:
            return "named" if unknown_figure(bare, self._given, advice=True) else ""
        counts = advice or bare.endswith(":")  # "Three things help:"
        if invented(_MARKS.sub("", bare), self._given, rules.names, rules.vocabulary, advice=counts):
            return "named"
        free = cited or advice or not self._strict or rules.talks.search(_lowered(bare))
        return "" if free or self._holds(bare, numbers, held) else "unsupported"

    def _holds(self, bare: str, numbers: Sequence[int], held: Sequence[float]) -> bool:
        """True for a claim without support that nothing given speaks against."""
        rules = self._rules
        if self._of_the_role(bare):
            told = told_of(bare, self._role, rules) >= rules.support_role
            return told and not denied(bare, self._told, rules)
        astray = bool(numbers) and max(held) < rules.near
        return not astray and not denied(bare, self._texts, rules)

    def _is_junk(self, bare: str, flat: str, *, cited: bool) -> bool:
        """True for what goes round in circles, recites the prompt, or speaks of the model itself."""
        if self._repeats(flat, bare, cited=cited) or _PLACEHOLDER.search(bare):
            return True
        if self._rules.refuses.search(flat):
            return True
        recited = flat in self._fixed_sentences and len(flat.split()) > self._rules.least_words
        return not cited and ((recited and not self._advises(bare)) or self._recites(flat))

    def _advises(self, sentence: str) -> bool:
        said = _lowered(_POINT.sub("", sentence))
        return (
            _asks(sentence)
            or _SAID_ALOUD.match(sentence) is not None
            or self._rules.advises.search(said) is not None
        )

    def _of_the_role(self, sentence: str) -> bool:
        """True where a sentence speaks of this role, not of roles."""
        lowered = _lowered(sentence)
        here = self._rules.of_this_role.search(lowered) is not None
        return here or (bool(self._material.facts) and self._rules.of_the_role.search(lowered) is not None)

    def _related(self, sentence: str) -> bool:
        """True where it speaks of what was asked, or of what the sources speak of."""
        said = content_words(sentence)
        related = len(said & self._about) > self._rules.least_related * len(said)
        ample = self._advises(sentence) and len(sentence.split()) >= self._rules.least_advice
        return related or ample or self._foreign

    def _repeats(self, flat: str, sentence: str, *, cited: bool) -> bool:
        """True for what was said before, one run of words over and over, and the question as an answer."""
        words = flat.split()
        runs = [" ".join(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)]
        again = len(words) >= _LEAST_RUN and any(f" {flat} " in f" {one} " for one in self._before)
        self.again += again
        said = content_words(sentence)
        echoes = bool(said) and said <= self._question and not cited and not self._advises(sentence[:-1])
        return again or flat in self._before or len(set(runs)) < len(runs) or echoes

    def _recites(self, flat: str) -> bool:
        """True where a sentence has a long run of the prompt's own words, or only repeats the question."""
        words = flat.split()
        run = self._rules.leaked_run
        runs = (" ".join(words[at : at + run]) for at in range(len(words) - run + 1))
        if any(f" {piece} " in self._fixed for piece in runs):
            return True
        return len(words) >= self._rules.least_words and f" {flat} " in self._asked


def _kept(numbers: Sequence[int], held: Sequence[float], rules: GroundingRules) -> list[int]:
    """The model's citations that hold; else the passage that supports the sentence, if one does."""
    best = max(range(len(held)), key=held.__getitem__)
    if held[best] < rules.support:
        return []
    good = list(dict.fromkeys(n for n in numbers if held[n - 1] >= rules.support))
    if good and held[best] - max(held[n - 1] for n in good) < rules.weights.opposed:
        return good
    return [best + 1]


def _with_citations(sentence: str, numbers: Sequence[int]) -> str:
    marks = "".join(f"[{number}]" for number in numbers)
    if not marks:
        return sentence
    if sentence.endswith("|"):
        return f"{sentence[:-1].rstrip()} {marks} |"
    if sentence[-1] in '"”»':
        return f"{sentence} {marks}"
    end = re.search(r"[.!?:;,]*[’')*_]*$", sentence)
    at = end.start() if end else len(sentence)
    return f"{sentence[:at]} {marks}{sentence[at:]}"


def _asks(sentence: str) -> bool:
    return sentence.rstrip("\"”»')*_").endswith("?")


def _lowered(text: str) -> str:
    return text.lower().replace("’", "'").lstrip('*_"“ ')


def _flat(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", text.lower().replace("’", "'")))
