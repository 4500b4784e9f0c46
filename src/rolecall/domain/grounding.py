"""What of a model's answer may be shown: claims a passage supports, advice, and nothing that acts by itself.

Each sentence is looked at alone. One that names what nobody gave is cut; a citation of a passage that does
not say it moves to one that does, or goes; a claim without support goes too. The rest is the answer.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rolecall.domain.claims import GroundingRules, supports
from rolecall.domain.excerpts import sentences
from rolecall.domain.invention import Given, given, invented
from rolecall.domain.judging.relevance import Alike
from rolecall.domain.passages import Evidence, Passage
from rolecall.domain.texts import visible
from rolecall.domain.values import Value
from rolecall.domain.words import content_words

# Models also write 【1】, [ 1 ] and [passage 1] for [1].
_CITATION = re.compile(r"(?i)\s?[\[【]\s*(?:passages?\s*)?(\d+(?:\s*[,;]\s*\d+)*)\s*[\]】]")
_AFTER_STOP = re.compile(r"([.!?])[ \t]*((?:\[\d+\])+)")
_CITED = re.compile(r"\s?\[(\d+)\]")
_GAP = re.compile(r"[ \t]+(?=[.,;:!?](?:\s|$))")
"""Left where a citation was taken out."""
_ITEM = re.compile(r"^(\s*(?:[-*•]|\d{1,2}[.)])\s+)")
_TAGS = re.compile(r"(?i)[‹<]/?\s*(?:passage|question|role|earlier|conversation)\s*>")
_LABEL = re.compile(r"(?i)^\s*(?:question|answer|rolecall|coach|assistant|user)\s*:\s*")
_PLACEHOLDER = re.compile(r"\[\s*[a-z][a-z ]{0,20}\]|\[\.{3}\]", re.IGNORECASE)
"""What was to be filled in: `[number]`."""
_ENDED = re.compile(r"[.!?:;…][\"”’')\]*_]*$")
_RUN = 6
"""So many words twice in a sentence, and it goes round in circles."""
_LINK = re.compile(r"(?i)\[([^\[\]]*)\]\(\s*(?:[a-z][\w+.-]*:|//|www\.)(?:[^()]|\([^()]*\))*\)")
_OPENED = re.compile(r"(?i)\]\((?=\s*(?:[a-z][\w+.-]*:|//|www\.))")
"""What begins a link to somewhere; where its end is missing or odd, its beginning is all there is to mend."""


class Grounded(Value):
    """An answer whose citations all name a passage that was given."""

    text: str
    cited: tuple[int, ...] = ()
    """Numbers of the passages cited, from 1, in order of first mention."""
    problems: tuple[str, ...] = ()
    """What had to be mended or should be known, one sentence each."""


def grounded(text: str, evidence: Evidence) -> Grounded:
    """The answer with only citations that name a given passage; one that cites nothing is marked as such."""
    known = len(evidence.passages)
    cited: list[int] = []
    unknown: list[int] = []

    def kept(match: re.Match[str]) -> str:
        numbers = [int(number) for number in re.findall(r"\d+", match.group(1))]
        good = [number for number in numbers if 1 <= number <= known]
        unknown.extend(number for number in numbers if number not in good)
        cited.extend(number for number in good if number not in cited)
        lead = match.group()[0] if match.group()[0].isspace() else ""
        return lead + "".join(f"[{number}]" for number in good) if good else ""

    whole = _CITATION.sub(kept, _OPENED.sub("] (", _LINK.sub(_words_of_link, harmless(text)))).strip()
    problems = []
    if unknown:
        what = "a citation that names" if len(unknown) == 1 else f"{len(unknown)} citations that name"
        problems.append(f"I removed {what} no passage.")
    if not cited:
        problems.append("This answer cites nothing from the guides: take it as general advice.")
    return Grounded(text=whole, cited=tuple(cited), problems=tuple(problems))


def harmless(text: str) -> str:
    """Without hidden characters, images or HTML tags, which a model has no need of."""
    return re.sub(r"<(?=[A-Za-z/!])", "‹", visible(text).replace("![", "["))


def _words_of_link(match: re.Match[str]) -> str:
    """A link's words; where they are a number, they are a citation."""
    words = match.group(1)
    return f"[{words}]" if words.strip().isdigit() else words


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

    Of one that broke off (`whole` is False) claims without support stay, without citations: it is marked.
    """
    plain = _TAGS.sub("", _LABEL.sub("", grounded(text, Evidence(query="", passages=material.passages)).text))
    check = _Check(material, rules, alike, strict=whole)
    lines = [check.line(line) for line in _GAP.sub("", _AFTER_STOP.sub(r" \2\1", plain)).splitlines()]
    kept = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    said = _CITED.sub("", kept).split()
    if whole and check.kept < rules.least_kept * check.seen:
        return Grounded(text="", problems=("mostly unusable",))
    least = rules.least_words if check.rests else rules.least_advice
    if whole and (len(said) < least or not check.useful or not _english(said, rules)):
        return Grounded(text="", problems=("empty",))
    cited = tuple(dict.fromkeys(int(number) for number in _CITED.findall(kept)))
    return Grounded(text=kept, cited=cited, problems=check.problems(cited))


class _Check:
    """Looks at one sentence after the other."""

    def __init__(
        self, material: Material, rules: GroundingRules, alike: Alike | None, *, strict: bool
    ) -> None:
        self._strict = strict
        self._material = material
        self._rules = rules
        self._alike = alike
        everything = [f"{p.source}\n{p.heading}\n{p.text}" for p in material.passages]
        self._given: Given = given(*everything, material.facts, material.asked)
        self._texts = [f"{p.heading}\n{p.text}" for p in material.passages]
        self._fixed = _flat(material.rules)
        self._asked = _flat(material.asked)
        self._question = content_words(material.question)
        self._before: list[str] = []
        self.seen = self.kept = 0
        """Sentences looked at, and those of them that may stay."""
        self._named = 0
        self._unsupported = 0
        self.useful = False
        """True once a sentence advises or rests on a source."""
        self.rests = False
        """True once one rests on a source."""

    def line(self, line: str) -> str:
        """One line with the sentences that may stay."""
        item = _ITEM.match(line)
        lead = item.group(1) if item else ""
        kept = [one for one in map(self._sentence, sentences(line[len(lead) :])) if one]
        return lead + " ".join(kept) if kept else ""

    def problems(self, cited: Sequence[int]) -> tuple[str, ...]:
        told = []
        if self._named:
            what = "one sentence" if self._named == 1 else f"{self._named} sentences"
            told.append(f"I left out {what} that named something no source has.")
        elif self._unsupported:
            what = "one sentence" if self._unsupported == 1 else f"{self._unsupported} sentences"
            told.append(f"I left out {what} that no source supports.")
        if not cited:
            told.append("This answer cites nothing from the guides: take it as general advice.")
        return tuple(told)

    def _sentence(self, sentence: str) -> str:
        numbers = [int(number) for number in _CITED.findall(sentence)]
        bare = _LABEL.sub("", _CITED.sub("", sentence)).strip()
        flat = _flat(bare)
        self.seen += bool(flat)
        if not flat or self._repeats(flat, bare) or self._recites(flat) or _PLACEHOLDER.search(bare):
            return ""
        if self._strict and not _ENDED.search(bare):
            return ""
        self._before.append(flat)
        rules, lowered = self._rules, bare.lower().replace("’", "'")
        asks = bare.rstrip("\"”')").endswith("?")
        advice = asks or rules.advises.search(lowered) is not None
        if invented(bare, self._given, rules.names, rules.vocabulary, advice=advice):
            self._named += 1
            return ""
        held = supports(bare, self._texts, rules, self._alike)
        own = [n for n in numbers if held[n - 1] >= rules.support]
        best = max(range(len(held)), key=held.__getitem__, default=-1)
        moved = [best + 1] if best >= 0 and held[best] >= rules.support else []
        citations = _kept(own, held, moved, rules)
        if citations and not asks:
            self.useful = self.rests = True
        elif advice:
            self.useful = self.useful or not asks
        elif rules.talks.search(lowered):
            pass
        elif self._by_the_role(bare):
            self.useful = self.rests = True
        elif self._strict:
            self._unsupported += 1
            return ""
        self.kept += 1
        return _with_citations(bare, [] if asks else citations)

    def _by_the_role(self, sentence: str) -> bool:
        told = [text for text in (self._material.facts, self._material.asked) if text]
        return max(supports(sentence, told, self._rules, self._alike), default=0.0) >= self._rules.support

    def _repeats(self, flat: str, sentence: str) -> bool:
        """True for what was said before, one run of words over and over, and the question as an answer."""
        words = flat.split()
        runs = [" ".join(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)]
        said = content_words(sentence)
        return (
            any(f" {flat} " in f" {one} " for one in self._before)
            or len(set(runs)) < len(runs)
            or (bool(said) and said <= self._question)
        )

    def _recites(self, flat: str) -> bool:
        """True where a sentence has a long run of the prompt's own words, or only repeats the question."""
        words = flat.split()
        run = self._rules.leaked_run
        runs = (" ".join(words[at : at + run]) for at in range(len(words) - run + 1))
        if any(f" {piece} " in f" {self._fixed} " for piece in runs):
            return True
        return len(words) >= self._rules.least_words and f" {flat} " in f" {self._asked} "


def _kept(own: Sequence[int], held: Sequence[float], moved: list[int], rules: GroundingRules) -> list[int]:
    """The model's citations that hold; else the passage that supports the sentence, if one does."""
    good = list(dict.fromkeys(own))
    if good and (not moved or held[moved[0] - 1] - max(held[n - 1] for n in good) < rules.weights.opposed):
        return good
    return moved


def _with_citations(sentence: str, numbers: Sequence[int]) -> str:
    marks = "".join(f"[{number}]" for number in numbers)
    if not marks:
        return sentence
    end = re.search(r"[.!?:;,]*[\"”')]*$", sentence)
    at = end.start() if end else len(sentence)
    return f"{sentence[:at]} {marks}{sentence[at:]}"


def _english(words: Sequence[str], rules: GroundingRules) -> bool:
    plain = [word.strip(".,:;!?\"'“”()").lower() for word in words]
    letters = "".join(plain)
    latin = sum(letter.isascii() for letter in letters) / max(1, len(letters))
    common = sum(word in rules.english for word in plain) / max(1, len(plain))
    return latin > 0.8 and (common >= rules.english_share or len(plain) < 8)


def _flat(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", text.lower().replace("’", "'")))
