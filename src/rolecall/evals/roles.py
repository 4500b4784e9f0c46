"""Measures the reading of roles on labelled ads: track, title against duties, topics, quotes.

A clear ad's track must match exactly (`mixed` is wrong there); a borderline one may answer its second
choice or `mixed`.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from pydantic import Field

from rolecall.domain.roles import RoleReading, Topic, TopicState, Track
from rolecall.domain.values import Value
from rolecall.evals.naming import NamesScore, names_score
from rolecall.ports import BadInput

Read = Callable[[str, str], RoleReading]
"""Reads a text of a kind: `read(text, "ad")`."""

FOLDS = 5

KEYWORDS = {
    Track.RESEARCH: ("research", "publish", "novel", "papers", "phd", "hypothes", "scientist"),
    Track.APPLIED: ("model", "algorithm", "machine learning", "predict", "statistic", "fine-tun"),
    Track.ENGINEERING: (
        "engineer",
        "production",
        "deploy",
        "pipeline",
        "infrastructure",
        "scalable",
        "software",
    ),
}
"""The plainest thing that could work: counting words."""


class LabelledAd(Value):
    """One real ad with a careful reader's labels."""

    id: str
    title: str
    company: str
    text: str
    track: str
    second_choice: str | None
    borderline: bool
    mismatch: bool
    topics: dict[Topic, TopicState]

    def accepts(self, track: str) -> bool:
        """Whether an answer counts as right."""
        return track == self.track or (self.borderline and track in (self.second_choice, "mixed"))


class Agreement(Value):
    """How often the track was right, as shares of the ads; None where there were none."""

    ads: int
    agreement: float | None
    """By the rule of this module."""
    on_clear: float | None
    exact: float | None
    macro_f1: float | None
    """Strict: first choices only, over the three tracks."""
    where_title_and_duties_differ: float | None
    without_largest_company: float | None
    """By the rule, without the company that gives most ads."""


class TopicScore(Value):
    """Missing against not missing for one topic or all: counts, and the mean of both classes' F1."""

    said_right: int
    said_wrong: int
    missing_right: int
    missing_wrong: int
    macro_f1: float = Field(ge=0, le=1)


class Miss(Value):
    """One ad whose track was wrong."""

    ad: str
    title: str
    wanted: str
    or_else: str | None
    said: str
    with_title: bool


class RolesReport(Value):
    """The figures of `rolecall eval roles`."""

    text_only: Agreement
    """The text as it stands."""
    with_title: Agreement
    """The title as the first line above the text, as one pastes it from a job board."""
    title_alone: Agreement
    keywords: Agreement
    cross_validated: Agreement | None
    """With the title, each fold of ads answered by the setting that is best on the other folds."""
    mismatch_accuracy: float
    """With the title above the text."""
    topics: TopicScore
    """All topics pooled; `partial` counts as not missing. The text as it stands."""
    topics_without_partial: TopicScore
    per_topic: dict[Topic, TopicScore]
    topic_states_exact: float
    """Share of topics whose state (answered, partial, missing) is exactly the label's."""
    quotes: int
    quotes_verbatim: float
    """Share of quotes that stand at their offsets, letter by letter."""
    names: dict[str, NamesScore]
    """By what stands above the text: title and company on a line each, the title alone, nothing."""
    misses: tuple[Miss, ...]


def measure(
    ads: Path | Sequence[LabelledAd], read: Read, settings: Mapping[str, Read] | None = None
) -> RolesReport:
    """Reads every ad twice, without and with its title. Raises BadInput where the file holds no such data.

    `settings` are readers with other weights: where given, one is chosen anew in each of FOLDS folds.
    """
    cases = load(ads) if isinstance(ads, Path) else list(ads)
    plain = [read(case.text, "ad") for case in cases]
    titled = [_titled(read, case) for case in cases]
    right, quotes = 0, 0
    for case, reading in zip(cases, plain, strict=True):
        marks = [_stands(case.text, *quote) for quote in _quotes(reading)]
        right, quotes = right + sum(marks), quotes + len(marks)
    return RolesReport(
        text_only=agreement(cases, [reading.track for reading in plain]),
        with_title=agreement(cases, [reading.track for reading in titled]),
        title_alone=agreement(cases, [read(f"{case.title}\n", "ad").title_suggests for case in cases]),
        keywords=agreement(cases, [by_keywords(case.text) for case in cases]),
        cross_validated=cross_validated(cases, settings) if settings else None,
        mismatch_accuracy=_share(
            case.mismatch == reading.title_duty_mismatch for case, reading in zip(cases, titled, strict=True)
        )
        or 0.0,
        topics=_score(_pairs(cases, plain)),
        topics_without_partial=_score(_pairs(cases, plain, partial=False)),
        per_topic={
            topic: _score(_pairs(cases, plain, only=topic))
            for topic in Topic
            if any(topic in c.topics for c in cases)
        },
        topic_states_exact=_share(
            reading.topics[topic].state is state
            for case, reading in zip(cases, plain, strict=True)
            for topic, state in case.topics.items()
        )
        or 0.0,
        quotes=quotes,
        quotes_verbatim=right / quotes if quotes else 1.0,
        names={
            "below_title_and_company": _named(
                cases, [read(f"{c.title}\n{c.company}\n{c.text}", "ad") for c in cases]
            ),
            "below_title": _named(cases, [read(f"{c.title}\n{c.text}", "ad") for c in cases]),
            "text_alone": _named(cases, plain),
        },
        misses=tuple(
            Miss(
                ad=c.id,
                title=c.title,
                wanted=c.track,
                or_else=c.second_choice,
                said=r.track,
                with_title=shown,
            )
            for readings, shown in ((plain, False), (titled, True))
            for c, r in zip(cases, readings, strict=True)
            if not c.accepts(r.track)
        ),
    )


def load(path: Path) -> list[LabelledAd]:
    """The labelled ads of a .jsonl file."""
    try:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        return [
            LabelledAd(
                id=row["id"],
                title=row["title"],
                company=row["company"],
                text=row["text"],
                track=row["track"],
                second_choice=row["track_second_choice"],
                borderline=row["borderline"],
                mismatch=row["title_duty_mismatch"],
                topics=row["topic_status"],
            )
            for row in rows
        ]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadInput(
            f"The labelled ads {str(path)!r} cannot be read ({error}); name their folder with --data."
        ) from error


def agreement(cases: Sequence[LabelledAd], said: Sequence[str]) -> Agreement:
    """How often the answers are right."""
    pairs = list(zip(cases, said, strict=True))
    counts = Counter(case.company for case in cases)
    largest = max(counts, key=lambda company: counts[company]) if counts else ""
    return Agreement(
        ads=len(cases),
        agreement=_share(case.accepts(one) for case, one in pairs),
        on_clear=_share(case.accepts(one) for case, one in pairs if not case.borderline),
        exact=_share(case.track == one for case, one in pairs),
        macro_f1=_macro_f1([(case.track, one) for case, one in pairs], list(Track)) if pairs else None,
        where_title_and_duties_differ=_share(case.accepts(one) for case, one in pairs if case.mismatch),
        without_largest_company=_share(case.accepts(one) for case, one in pairs if case.company != largest),
    )


def cross_validated(cases: Sequence[LabelledAd], settings: Mapping[str, Read]) -> Agreement:
    """How good a choice among settings is on ads it has not seen."""
    answers = {name: [_titled(read, case).track for case in cases] for name, read in settings.items()}
    said: list[str] = [""] * len(cases)
    for fold in range(FOLDS):
        kept = [n for n in range(len(cases)) if n % FOLDS != fold]
        best = max(answers, key=lambda name: sum(cases[n].accepts(answers[name][n]) for n in kept))
        for n in range(fold, len(cases), FOLDS):
            said[n] = answers[best][n]
    return agreement(cases, said)


def _named(cases: Sequence[LabelledAd], readings: Sequence[RoleReading]) -> NamesScore:
    return names_score(
        [(case.title, one.title) for case, one in zip(cases, readings, strict=True)],
        [(case.company, one.company) for case, one in zip(cases, readings, strict=True)],
    )


def by_keywords(text: str) -> str:
    """The baseline: the track whose words come most often."""
    lower = text.lower()
    counts = {track: sum(lower.count(word) for word in words) for track, words in KEYWORDS.items()}
    return max(counts, key=lambda track: counts[track])


def _titled(read: Read, case: LabelledAd) -> RoleReading:
    return read(f"{case.title}\n\n{case.text}", "ad")


def _pairs(
    cases: Sequence[LabelledAd],
    readings: Sequence[RoleReading],
    *,
    partial: bool = True,
    only: Topic | None = None,
) -> list[tuple[bool, bool]]:
    """(missing by label, missing by reading) for each topic of each ad."""
    return [
        (state is TopicState.MISSING, reading.topics[topic].state is TopicState.MISSING)
        for case, reading in zip(cases, readings, strict=True)
        for topic, state in case.topics.items()
        if (partial or state is not TopicState.PARTIAL) and only in (None, topic)
    ]


def _score(pairs: Sequence[tuple[bool, bool]]) -> TopicScore:
    counts = Counter(pairs)
    return TopicScore(
        said_right=counts[False, False],
        said_wrong=counts[True, False],
        missing_right=counts[True, True],
        missing_wrong=counts[False, True],
        macro_f1=_macro_f1(pairs, [True, False]),
    )


def _macro_f1(pairs: Sequence[tuple[object, object]], classes: Sequence[object]) -> float:
    """Mean of the classes' F1; a class that neither occurs nor is answered is left out."""
    scores = []
    for one in classes:
        both = sum(wanted == one == said for wanted, said in pairs)
        either = sum(wanted == one for wanted, _ in pairs) + sum(said == one for _, said in pairs)
        if either:
            scores.append(2 * both / either)
    return sum(scores) / len(scores) if scores else 0.0


def _share(held: Iterable[bool]) -> float | None:
    marks = list(held)
    return sum(marks) / len(marks) if marks else None


def _quotes(reading: RoleReading) -> list[tuple[str, int, int]]:
    found = [(one.quote, one.start, one.end) for one in reading.signals]
    for finding in reading.topics.values():
        if finding.quote is not None and finding.start is not None and finding.end is not None:
            found.append((finding.quote, finding.start, finding.end))
    return found


def _stands(text: str, quote: str, start: int, end: int) -> bool:
    return bool(quote) and text[start:end] == quote
