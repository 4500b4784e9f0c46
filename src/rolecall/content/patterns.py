"""knowledge/patterns/*.yaml turned into one checked value."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from rolecall.content.files import load_yaml, shown
from rolecall.domain.patterns import (
    AccountWords,
    Heading,
    KindFile,
    Marker,
    Patterns,
    PhraseFile,
    SectionFile,
    TitleFile,
    TopicFile,
    TrackFile,
    Weights,
    WordsFile,
)
from rolecall.domain.reading.phrases import Book, PhraseError, parse, words
from rolecall.domain.roles import Section, Topic, Track
from rolecall.ports import ContentError

FILES = (
    "words",
    "sections",
    "titles",
    "kinds",
    "accounts",
    "topics",
    "flattery",
    "vague",
    "injection",
    "weights",
    *Track,
)

Groups = Mapping[str, Sequence[str]]


def load_patterns(root: Path) -> Patterns:
    """Reads every file of `root`/patterns, where `root` is the knowledge folder.

    Raises ContentError naming file, entry and field: for what does not fit the schema, a phrase that cannot
    be read, an unknown group, an id used twice, a marker that misses one of its own examples or matches a
    counter-example.
    """
    folder = root / "patterns"
    paths = {name: folder / f"{name}.yaml" for name in FILES}
    groups = load_yaml(paths["words"], WordsFile).groups
    tracks = tuple(load_yaml(paths[track], TrackFile) for track in Track)
    loaded = Patterns(
        groups=groups,
        tracks=tracks,
        topics=load_yaml(paths["topics"], TopicFile).topics,
        sections=load_yaml(paths["sections"], SectionFile),
        titles=load_yaml(paths["titles"], TitleFile),
        kinds=load_yaml(paths["kinds"], KindFile).kinds,
        accounts=load_yaml(paths["accounts"], AccountWords),
        flattery=load_yaml(paths["flattery"], PhraseFile).markers,
        vague=load_yaml(paths["vague"], PhraseFile).markers,
        injection=load_yaml(paths["injection"], PhraseFile).markers,
        weights=load_yaml(paths["weights"], Weights),
        digest=_digest(paths.values()),
    )
    faults = [f"{shown(path)}: {fault}" for path, some in _by_file(loaded, paths) for fault in some]
    if faults:
        raise ContentError("; ".join(faults))
    return loaded


def _by_file(loaded: Patterns, paths: Mapping[str, Path]) -> Iterable[tuple[Path, list[str]]]:
    groups = loaded.groups
    for file, track in zip(loaded.tracks, Track, strict=True):
        wrong = (
            [f"field 'track': {file.track.value!r} in the file of {track.value!r}"]
            if file.track is not track
            else []
        )
        yield paths[track], wrong + _faults("markers", file.markers, groups)
    absent = [topic.value for topic in Topic if topic not in {marker.topic for marker in loaded.topics}]
    yield (
        paths["topics"],
        _faults("topics", loaded.topics, groups)
        + [f"field 'topics': nothing about {topic!r}" for topic in absent],
    )
    yield (
        paths["sections"],
        _faults("headings", loaded.sections.headings, groups)
        + _faults("shapes", loaded.sections.shapes, groups),
    )
    bare = {
        "role_words": loaded.titles.role_words,
        "usual": loaded.titles.usual,
        "field_words": loaded.titles.field_words,
        "other_trades": loaded.titles.other_trades,
    }
    unreadable = [fault for field, phrases in bare.items() for fault in _unreadable(field, phrases, groups)]
    yield paths["titles"], _faults("titles", loaded.titles.titles, groups) + unreadable
    yield paths["kinds"], _faults("kinds", loaded.kinds, groups)
    for name, markers in (
        ("flattery", loaded.flattery),
        ("vague", loaded.vague),
        ("injection", loaded.injection),
    ):
        yield paths[name], _faults("markers", markers, groups)
    weights = loaded.weights
    yield (
        paths["weights"],
        [f"field 'sections': no weight for {one.value!r}" for one in Section if one not in weights.sections]
        + [f"field 'bias': no weight for {one.value!r}" for one in Track if one not in weights.bias],
    )


def _faults(field: str, markers: Sequence[Marker | Heading], groups: Groups) -> list[str]:
    ids = [marker.id for marker in markers]
    faults = [
        f"field {field!r}: id {one!r} is used twice" for one in sorted({i for i in ids if ids.count(i) > 1})
    ]
    for marker in markers:
        where = f"{field}.{marker.id}"
        unless = marker.unless if isinstance(marker, Marker) else ()
        counter = marker.counter if isinstance(marker, Marker) else ()
        unreadable = _unreadable(f"{where}.any", marker.any, groups) + _unreadable(
            f"{where}.unless", unless, groups
        )
        if unreadable:
            faults += unreadable
            continue
        book, barred = Book.of([marker.any], groups), Book.of([unless], groups)
        for field_name, sentences, wanted in (
            ("examples", marker.examples, True),
            ("counter", counter, False),
        ):
            for sentence in sentences:
                found = words(sentence)
                if (bool(book.find(found)) and not barred.find(found)) is not wanted:
                    says = "does not match its own example" if wanted else "matches its counter-example"
                    faults.append(f"field '{where}.{field_name}': the marker {says} {sentence!r}")
    return faults


def _unreadable(field: str, phrases: Sequence[str], groups: Groups) -> list[str]:
    faults: list[str] = []
    for phrase in phrases:
        try:
            parse(phrase, groups)
        except PhraseError as error:
            faults.append(f"field {field!r}: {error}")
    return faults


def _digest(paths: Iterable[Path]) -> str:
    total = hashlib.sha256()
    for path in paths:
        total.update(path.read_bytes() + b"\0")
    return total.hexdigest()
