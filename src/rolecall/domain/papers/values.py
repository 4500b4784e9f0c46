"""What was read from a paper: findings with their words and pages, and whether it is a paper at all."""

from enum import StrEnum

from rolecall.domain.values import Value

LEAST_WORDS = 350
"""Words below which a text is no paper that an interview can be held about."""
_ENOUGH = 4
"""Points of `PaperSigns.points` from which a text is taken for a paper."""


class FindingKind(StrEnum):
    """What a sentence of a paper is about."""

    CLAIM = "claim"
    NOVELTY = "novelty"
    BASELINE = "baseline"
    RESULT = "result"
    ABLATION = "ablation"
    DATA = "data"
    LIMITATION = "limitation"
    FUTURE_WORK = "future_work"
    COMPUTE = "compute"
    REPRODUCIBILITY = "reproducibility"


class Finding(Value):
    """One sentence of the paper: `text[start:end]`, of which `quote` is the same on one line."""

    kind: FindingKind
    quote: str
    """Verbatim; only white space differs, so that a word cut at a line's end keeps its hyphen and a blank."""
    shown: str
    """The quote with words that were cut at a line's end made whole again."""
    start: int
    end: int
    page: int | None = None
    """Counted from 1; None where the format has no pages."""


class PaperSigns(Value):
    """What a text has of a paper; the basis for asking about it or saying why not."""

    words: int
    sections: tuple[str, ...] = ()
    """Parts recognised by their headings, in order: `abstract`, `results`, `references` and so on."""
    citations: int = 0
    claims: int = 0
    """Sentences in which the authors say what they did, found or claim."""
    results: int = 0
    """Sentences with a measured number."""

    @property
    def points(self) -> int:
        known = set(self.sections)
        body = known - {"abstract", "references"}
        return (
            2 * ("abstract" in known)
            + ("references" in known)
            + (self.citations >= 6)
            + 2 * (len(body) >= 3)
            + (self.claims >= 2)
            + (self.results >= 2)
        )

    @property
    def enough(self) -> bool:
        """True where there is something to interview about."""
        return self.words >= LEAST_WORDS and self.points >= _ENOUGH and self.claims + self.results > 0


class Paper(Value):
    """A paper as far as rules could read it."""

    title: str
    abstract: str
    findings: tuple[Finding, ...]
    """By kind, the most telling first within each."""
    signs: PaperSigns

    def of(self, kind: FindingKind) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.kind is kind)


def why_not(paper: Paper) -> str:
    """One sentence for a text that is no paper, with the next step; empty for a paper."""
    signs = paper.signs
    if signs.enough:
        return ""
    if signs.words < LEAST_WORDS:
        return (
            f"only {signs.words} words could be read, too few for a paper;"
            " choose the whole paper, or paste its text instead."
        )
    absent = [
        name
        for name, there in (
            ("an abstract", "abstract" in signs.sections),
            ("sections such as methods and results", len(signs.sections) >= 4),
            ("a claim of its authors", signs.claims > 0),
            ("a measured result", signs.results > 0),
            ("references", "references" in signs.sections or signs.citations >= 6),
        )
        if not there
    ]
    return (
        f"this does not read like a paper in English: no {_listed(absent)} found;"
        " choose the paper itself, or start the round on a project you describe."
    )


def _listed(names: list[str]) -> str:
    bare = [name.removeprefix("an ").removeprefix("a ") for name in names]
    return bare[0] if len(bare) == 1 else f"{', '.join(bare[:-1])} or {bare[-1]}"
