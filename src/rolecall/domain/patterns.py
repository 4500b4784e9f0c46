"""What the coach knows of how roles are worded: the values behind knowledge/patterns/*.yaml."""

from collections.abc import Mapping

from pydantic import Field

from rolecall.domain.roles import Section, SourceKind, TitleSuggests, Topic, TopicState, Track
from rolecall.domain.values import Value

Phrases = tuple[str, ...]
"""In the phrase language of `rolecall.domain.reading.phrases`."""


class Marker(Value):
    """Phrases that mean one thing, with sentences that prove it."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    any: Phrases = Field(min_length=1)
    unless: Phrases = ()
    """Where one of these stands in the same sentence, the marker does not count."""
    examples: tuple[str, ...] = Field(min_length=1)
    """Sentences the marker must match."""
    counter: tuple[str, ...] = ()
    """Sentences it must not match."""


class TrackMarker(Marker):
    """Wording of work that belongs to a track."""

    weight: float = Field(default=1.0, gt=0, le=3)


class TrackFile(Value):
    """One track: its markers, and model sentences of its duties."""

    track: Track
    markers: tuple[TrackMarker, ...] = Field(min_length=1)
    prototypes: tuple[str, ...] = Field(min_length=8)


class TopicMarker(Marker):
    """Wording that answers a topic or only touches it."""

    topic: Topic
    state: TopicState
    sections: tuple[Section, ...] = ()
    """Empty: wherever it stands."""


class TopicFile(Value):
    topics: tuple[TopicMarker, ...] = Field(min_length=1)


class Heading(Value):
    """Wording of the headings that open a part of an ad."""

    id: str
    section: Section
    weight: float = Field(default=1.0, ge=0, le=1)
    """How much a sentence under it counts, on top of its section's weight."""
    any: Phrases = Field(min_length=1)
    examples: tuple[str, ...] = Field(min_length=1)


class Shape(Marker):
    """Wording by which a sentence shows its section where no heading does, or against its heading."""

    section: Section
    opens: bool = False
    """Counts only where the sentence starts with it."""
    overrules: bool = False
    """Counts even under a heading of another section."""


class SectionFile(Value):
    headings: tuple[Heading, ...] = Field(min_length=1)
    shapes: tuple[Shape, ...] = Field(min_length=1)
    joined_names: tuple[str, ...] = ()
    """Names with a capital inside: no place to split sentences that were run together."""


class Title(Marker):
    """What a job title promises; the first that matches decides."""

    suggests: TitleSuggests


class TitleFile(Value):
    titles: tuple[Title, ...] = Field(min_length=1)
    role_words: Phrases = Field(min_length=1)
    """Words that make a short line a job title."""
    usual: Phrases = Field(min_length=1)
    """Whole titles, recognised in the middle of a sentence too."""
    field_words: Phrases = Field(min_length=1)
    """Words of the field; a role without any of them is not a machine-learning role."""
    other_trades: Phrases = Field(min_length=1)
    """Titles of other trades."""


class KindMarker(Marker):
    """Wording by which a text shows what it is."""

    kind: SourceKind
    weight: float = Field(default=1.0, gt=0)
    headings: bool = False
    """Counts only as a short line of its own."""
    least: int = Field(default=0, ge=0)
    """Where it is not 0: counts once a text, from so many different words that begin its phrases."""


class KindFile(Value):
    kinds: tuple[KindMarker, ...] = Field(min_length=1)


class AccountWords(Value):
    """Words by which an account of an interview is told from other texts."""

    bias: float
    words: dict[str, float] = Field(min_length=1)
    """Weight of a word, in lower case; `#` is a number."""


class PhraseFile(Value):
    """Markers that only have to be found and shown."""

    markers: tuple[Marker, ...] = Field(min_length=1)


class WordsFile(Value):
    """Groups of words that phrases name as `<group>`."""

    groups: dict[str, tuple[str, ...]]


class Weights(Value):
    """How the evidence is added up. Few numbers, set by hand and checked by cross-validation."""

    sections: dict[Section, float]
    marker: float
    """Weight of a marker's vote against one of likeness to the prototypes."""
    likeness: float
    unlike: float
    """Cosine below which a sentence is like no prototype."""
    sharpness: float = Field(gt=0)
    """How small a difference of cosines decides between tracks."""
    title: float
    """Votes, in duties, that a clear title is worth."""
    silence: float
    """Votes for `unknown` that stand against the evidence of every text."""
    bias: dict[Track, float]
    mixed_margin: float
    """Difference of the two best shares, as a part of their sum, below which a role is mixed."""


class Patterns(Value):
    """Everything under knowledge/patterns, checked."""

    groups: dict[str, tuple[str, ...]]
    tracks: tuple[TrackFile, ...]
    topics: tuple[TopicMarker, ...]
    sections: SectionFile
    titles: TitleFile
    kinds: tuple[KindMarker, ...]
    accounts: AccountWords
    flattery: tuple[Marker, ...]
    vague: tuple[Marker, ...]
    injection: tuple[Marker, ...]
    weights: Weights
    digest: str
    """sha256 of the files; two values with the same digest are the same."""

    def __hash__(self) -> int:
        return hash(self.digest)

    @property
    def prototypes(self) -> Mapping[Track, tuple[str, ...]]:
        return {file.track: file.prototypes for file in self.tracks}
