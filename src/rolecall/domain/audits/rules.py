"""The schema of knowledge/audit.yaml: how loops are worded, and what each kind of round shows of the work."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Self

from pydantic import Field, model_validator

from rolecall.domain.audits.values import LoopKind
from rolecall.domain.interviews import RubricFamily
from rolecall.domain.patterns import Marker, Phrases
from rolecall.domain.reading.phrases import Book, PhraseError, parse, words
from rolecall.domain.roles import Track
from rolecall.domain.values import Value


class KindRule(Value):
    """A kind of round: the words that name it, and what it shows of the work."""

    kind: LoopKind
    label: str
    """For tables: one short word."""
    weight: float = Field(default=1, gt=0)
    """Against the words of other kinds in the same round."""
    any: Phrases = Field(min_length=1)
    unless: Phrases = ()
    examples: tuple[str, ...] = Field(min_length=1)
    counter: tuple[str, ...] = ()
    tests: tuple[str, ...] = ()
    """Ids of aspects that such a round shows by itself."""
    touches: tuple[str, ...] = ()
    """Ids of aspects that it shows in part."""
    tracks: dict[Track, float] = {}
    """Where its minutes count; empty where they belong to no track."""

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.tracks and abs(sum(self.tracks.values()) - 1) > 1e-6:
            raise ValueError("the tracks of a kind sum to 1, or are left out")
        return self


class Aspect(Value):
    """One side of the work: how duties name it, how rounds do, and how a round could test it."""

    id: str = Field(pattern=r"^[a-z_]+$")
    label: str
    soft: bool = False
    """Decides whether a duty is tested only where the sentence names nothing else."""
    promise: Phrases = ()
    """By which a sentence outside the duties promises it, or asks for it."""
    duty: Phrases = Field(min_length=1)
    round: Phrases = Field(min_length=1)
    homes: tuple[LoopKind, ...] = Field(min_length=1)
    """Kinds of rounds in which it is best tested, best first."""
    family: RubricFamily
    ask: str
    """A question for the interviewer."""
    duty_examples: tuple[str, ...] = Field(min_length=1)


class LoopWords(Value):
    """How rounds stand in a text."""

    nouns: Phrases
    plurals: tuple[str, ...]
    sequence: Phrases
    articles: tuple[str, ...]
    counts: dict[str, int]
    """Words that count rounds."""
    numbers: dict[str, int]
    """Words that measure time; tens may be followed by a unit: `forty-five`."""
    minute: tuple[str, ...]
    hour: tuple[str, ...]
    labels: dict[str, tuple[str, ...]]
    scored_by: Phrases
    people: Phrases
    not_rounds: Phrases
    no_promise: Phrases
    generic: tuple[str, ...]
    """Words too common to say that a round speaks of a duty."""
    days: tuple[str, ...]
    stage: tuple[str, ...]

    @model_validator(mode="after")
    def _labels_known(self) -> Self:
        if set(self.labels) != {"name", "minutes", "interviewers", "scored", "detail"}:
            raise ValueError("labels are name, minutes, interviewers, scored and detail")
        return self


class FixTexts(Value):
    """The texts that mend a gap; {names} in braces are filled in, [brackets] are for the team to fill."""

    deep_dive: dict[Track, str] = Field(min_length=len(Track))
    deep_dive_why: str
    split: str
    split_parts: dict[Track, str] = Field(min_length=len(Track))
    publication: str
    publication_wording: str
    compute: str
    loop_note: str
    loop_line: str
    loop_call: str
    """A round of no kind, such as a call with a recruiter, that nobody says is scored."""
    rubric_intro: str
    rubric_outro: str
    notes_intro: str
    notes_line: str
    wording: str
    candidate: dict[str, str]
    """The candidate's view by kind of finding."""


class AuditFile(Value):
    """knowledge/audit.yaml as it stands."""

    kinds: tuple[KindRule, ...] = Field(min_length=len(LoopKind))
    aspects: tuple[Aspect, ...] = Field(min_length=1)
    loop: LoopWords
    rubric: dict[RubricFamily, Phrases] = Field(min_length=len(RubricFamily))
    texts: FixTexts

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        if {rule.kind for rule in self.kinds} != set(LoopKind):
            raise ValueError(f"kinds: give each of {', '.join(LoopKind)} once")
        known = {aspect.id for aspect in self.aspects}
        for rule in self.kinds:
            if lost := [name for name in (*rule.tests, *rule.touches) if name not in known]:
                raise ValueError(f"kind {rule.kind.value!r}: no aspect {lost[0]!r}")
        return self


class AuditRules(AuditFile):
    """The rules, with the groups of words that their phrases name."""

    groups: dict[str, tuple[str, ...]]
    injection: tuple[Marker, ...] = ()
    """Wording that commands whoever reads: what is worded so is no round."""
    joined_names: tuple[str, ...] = ()
    """Names with a capital inside, at which no sentence ends."""
    digest: str
    """sha256 of the files; two values with the same digest are the same."""

    def __hash__(self) -> int:
        return hash(self.digest)

    def of_kind(self, kind: LoopKind) -> KindRule:
        return next(rule for rule in self.kinds if rule.kind is kind)

    def aspect(self, aspect_id: str) -> Aspect:
        return next(aspect for aspect in self.aspects if aspect.id == aspect_id)


def faults(rules: AuditRules) -> list[str]:
    """Phrases that cannot be read, kinds or aspects that miss their own examples; empty where all holds."""
    found: list[str] = []
    lists: list[tuple[str, Iterable[str]]] = []
    for rule in rules.kinds:
        lists += [(f"kinds.{rule.kind}.any", rule.any), (f"kinds.{rule.kind}.unless", rule.unless)]
    for aspect in rules.aspects:
        lists += [
            (f"aspects.{aspect.id}.{name}", getattr(aspect, name)) for name in ("duty", "round", "promise")
        ]
    for name in ("nouns", "sequence", "scored_by", "people", "not_rounds", "no_promise"):
        lists.append((f"loop.{name}", getattr(rules.loop, name)))
    lists += [(f"rubric.{family}", phrases) for family, phrases in rules.rubric.items()]
    for field, phrases in lists:
        for phrase in phrases:
            try:
                parse(phrase, rules.groups)
            except PhraseError as error:
                found.append(f"field {field!r}: {error}")
    return found or [*_missed(rules)]


def _missed(rules: AuditRules) -> Iterable[str]:
    for rule in rules.kinds:
        yield from _unlike(
            f"kinds.{rule.kind}", rule.any, rule.unless, rule.examples, rules.groups, wanted=True
        )
        yield from _unlike(
            f"kinds.{rule.kind}", rule.any, rule.unless, rule.counter, rules.groups, wanted=False
        )
    for aspect in rules.aspects:
        yield from _unlike(
            f"aspects.{aspect.id}", aspect.duty, (), aspect.duty_examples, rules.groups, wanted=True
        )


def _unlike(
    field: str,
    phrases: Phrases,
    unless: Phrases,
    sentences: Sequence[str],
    groups: Mapping[str, tuple[str, ...]],
    *,
    wanted: bool,
) -> Iterable[str]:
    book, barred = Book.of([phrases], groups), Book.of([unless], groups)
    for sentence in sentences:
        read = words(sentence)
        if (bool(book.find(read)) and not barred.find(read)) is not wanted:
            says = "does not match its example" if wanted else "matches its counter-example"
            yield f"field {field!r}: {says} {sentence!r}"
