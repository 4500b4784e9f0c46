"""What of a model's text can be shown at all: citations of given passages, nothing that acts by itself."""

import re

from rolecall.domain.passages import Evidence
from rolecall.domain.texts import visible
from rolecall.domain.values import Value

# Models also write 【1】, [ 1 ] and [passage 1] for [1].
_CITATION = re.compile(r"(?i)\s?[\[【]\s*(?:passages?\s*)?(\d+(?:\s*[,;]\s*\d+)*)\s*[\]】]")
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
