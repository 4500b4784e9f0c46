"""Measures the promise ledger on labelled sources: what is found, and what is said to have come of it.

The rules were tuned while looking at one half of the sources; the other half decides whether the bar holds.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal

from pydantic import Field

from rolecall.content.files import ROOT, load_yaml
from rolecall.domain.promises.values import Promise, PromiseKind, PromiseState, Spoken
from rolecall.domain.roles import Source, SourceKind
from rolecall.domain.values import Value
from rolecall.ports import ContentError

CASES = ROOT / "knowledge" / "evals" / "promises.yaml"
PRECISION, RECALL = 0.8, 0.7
"""The bar, on the half that the rules were not tuned on."""

Half = Literal["tuned", "untouched"]
Find = Callable[[Source], Sequence[Spoken]]
"""The statements of one source."""
Settle = Callable[[Sequence[Source], Sequence[Source]], Sequence[Promise]]
"""The promises of some sources, with their states after later ones."""


class Case(Value):
    """One source, with what a careful reader would put on the ledger."""

    id: str
    half: Half
    voice: str
    kind: SourceKind
    text: str
    promises: tuple[str, ...]
    """`kind: words that stand in the statement`."""
    traps: tuple[str, ...] = Field(default=(), alias="not")
    """Words of what sounds like a promise and is none."""


class Text(Value):
    kind: SourceKind
    text: str


class SettledCase(Value):
    """Promises and later sources, with the states a careful reader would give."""

    id: str
    half: Half
    promised: tuple[Text, ...]
    later: tuple[Text, ...]
    states: tuple[str, ...]
    """`words of the promise: state`."""


class Cases(Value):
    cases: tuple[Case, ...]
    settled: tuple[SettledCase, ...]


class Found(Value):
    """What was found among some sources; shares are 0 to 1."""

    sources: int
    promises: int
    precision: float
    recall: float
    kind_right: float
    """Of the promises found: the share of the right kind."""
    traps: int
    traps_avoided: float
    verbatim: float
    """Share of quotes that stand at their offsets, letter by letter."""


class Settled(Value):
    """What was said of promises after later sources."""

    promises: int
    right: float
    said: int
    """Promises that were said to be kept or broken."""
    said_wrongly: int


class Miss(Value):
    case: str
    what: Literal["missed", "wrong", "state"]
    words: str


class PromisesReport(Value):
    """The figures of `rolecall eval promises`."""

    untouched: Found
    tuned: Found
    by_channel: dict[str, float]
    """Recall by kind of source, both halves."""
    settled_untouched: Settled
    settled_tuned: Settled
    holds: bool
    misses: tuple[Miss, ...]
    """Of the tuned half alone: the other one stays unread."""


def measure(find: Find, settle: Settle, path: Path = CASES) -> PromisesReport:
    """Reads every labelled source by itself. Raises ContentError where a label is not in its text."""
    cases = load_yaml(path, Cases)
    read = [_Read(case, find) for case in cases.cases]
    settled = [_SettledRead(case, settle) for case in cases.settled]
    untouched = _found([one for one in read if one.case.half == "untouched"])
    tuned = [one for one in read if one.case.half == "tuned"]
    return PromisesReport(
        untouched=untouched,
        tuned=_found(tuned),
        by_channel={
            kind.value: _recall([one for one in read if one.case.kind is kind])
            for kind in (SourceKind.AD, SourceKind.MESSAGE, SourceKind.REPLY, SourceKind.NOTE)
        },
        settled_untouched=_settled([one for one in settled if one.case.half == "untouched"]),
        settled_tuned=_settled([one for one in settled if one.case.half == "tuned"]),
        holds=untouched.precision >= PRECISION and untouched.recall >= RECALL,
        misses=(
            *(miss for one in tuned for miss in one.misses()),
            *(miss for one in settled if one.case.half == "tuned" for miss in one.misses),
        ),
    )


class _Label:
    """Where a labelled promise stands, and the statement that was found for it."""

    def __init__(self, case: Case, label: str) -> None:
        kind, _, words = label.partition(": ")
        self.kind = PromiseKind(kind)
        self.words = words
        self.start, self.end = _place(case.id, case.text, words)
        self.found: Spoken | None = None

    def overlaps(self, spoken: Spoken) -> bool:
        return spoken.start < self.end and self.start < spoken.end


class _Read:
    """One source as it was read: each statement answers one label, of its own kind where there is one."""

    def __init__(self, case: Case, find: Find) -> None:
        self.case = case
        said = list(find(Source(id=case.id, kind=case.kind, text=case.text)))
        self.verbatim = [case.text[one.start : one.end] == one.quote for one in said]
        self.labels = [_Label(case, label) for label in case.promises]
        for same_kind in (True, False):
            for label in self.labels:
                fits = [
                    one for one in said if label.overlaps(one) and (not same_kind or one.kind is label.kind)
                ]
                if label.found is None and fits:
                    label.found = fits[0]
                    said.remove(fits[0])
        self.wrong = said
        places = [_place(case.id, case.text, trap) for trap in case.traps]
        self.sprung = sum(any(one.start < end and start < one.end for one in said) for start, end in places)

    def misses(self) -> list[Miss]:
        missed = [
            Miss(case=self.case.id, what="missed", words=one.words) for one in self.labels if not one.found
        ]
        return missed + [Miss(case=self.case.id, what="wrong", words=one.quote) for one in self.wrong]


class _SettledRead:
    def __init__(self, case: SettledCase, settle: Settle) -> None:
        self.case = case
        promises = settle(_sources(case.promised, "promised"), _sources(case.later, "later"))
        self.answers = [(wanted, _state(promises, words)) for words, wanted in map(_wanted, case.states)]
        self.misses = [
            Miss(case=case.id, what="state", words=f"{label}, not {said or 'found'}")
            for label, (wanted, said) in zip(case.states, self.answers, strict=True)
            if said is not wanted
        ]


def _wanted(label: str) -> tuple[str, PromiseState]:
    words, _, state = label.rpartition(": ")
    return words, PromiseState(state)


def _state(promises: Sequence[Promise], words: str) -> PromiseState | None:
    """The state of the shortest promise that holds the words, or lies within them."""
    held = [
        promise
        for promise in promises
        if any(words in spoken.quote or spoken.quote in words for spoken in promise.quotes)
    ]
    return min(held, key=lambda promise: len(promise.said)).state if held else None


def _sources(texts: Sequence[Text], name: str) -> list[Source]:
    return [Source(id=f"{name}-{n}", kind=one.kind, text=one.text) for n, one in enumerate(texts)]


def _place(case: str, text: str, words: str) -> tuple[int, int]:
    """Where some words stand, whatever line ends lie between them."""
    flat: list[str] = []
    at: list[int] = []
    for n, letter in enumerate(text):
        if not letter.isspace() or (flat and flat[-1] != " "):
            flat.append(" " if letter.isspace() else letter)
            at.append(n)
    start = "".join(flat).find(" ".join(words.split()))
    if start < 0:
        raise ContentError(f"{CASES.name}: case {case!r}: {words!r} is not in its text.")
    return at[start], at[start + len(" ".join(words.split())) - 1] + 1


def _found(read: Sequence[_Read]) -> Found:
    labels = [label for one in read for label in one.labels]
    hits = [label for label in labels if label.found]
    wrong = sum(len(one.wrong) for one in read)
    traps = sum(len(one.case.traps) for one in read)
    quotes = [stands for one in read for stands in one.verbatim]
    return Found(
        sources=len(read),
        promises=len(labels),
        precision=_share(len(hits), len(hits) + wrong),
        recall=_share(len(hits), len(labels)),
        kind_right=_share(
            sum(one.found is not None and one.found.kind is one.kind for one in hits), len(hits)
        ),
        traps=traps,
        traps_avoided=_share(traps - sum(one.sprung for one in read), traps),
        verbatim=_share(sum(quotes), len(quotes)),
    )


def _recall(read: Sequence[_Read]) -> float:
    labels = [label for one in read for label in one.labels]
    return _share(sum(label.found is not None for label in labels), len(labels))


def _settled(read: Sequence[_SettledRead]) -> Settled:
    answers = [answer for one in read for answer in one.answers]
    said = [(wanted, got) for wanted, got in answers if got in (PromiseState.KEPT, PromiseState.BROKEN)]
    return Settled(
        promises=len(answers),
        right=_share(sum(wanted is got for wanted, got in answers), len(answers)),
        said=len(said),
        said_wrongly=sum(wanted is not got for wanted, got in said),
    )


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0
