"""What a report says of the whole: what was left out, what was as described, what the work was."""

from collections.abc import Iterator, Sequence

from rolecall.domain.reading.phrases import Hit
from rolecall.domain.reports.book import ReportBook
from rolecall.domain.reports.mentions import QUOTES, Mention, is_denied
from rolecall.domain.reports.pieces import Mood, Piece, Told, Voice
from rolecall.domain.reports.quotes import told_at
from rolecall.domain.reports.values import (
    HeardPromise,
    Remark,
    RemarkKind,
    TestedKind,
    ToldWork,
)
from rolecall.domain.roles import Track

_ABSENT: dict[TestedKind, RemarkKind] = {
    TestedKind.RESEARCH_DISCUSSION: "research_absent",
    TestedKind.PRESENTATION: "research_absent",
    TestedKind.CODING: "coding_absent",
    TestedKind.TRIVIA: "trivia_absent",
    TestedKind.FRAMING: "modelling_absent",
}
_OF_MODELLING = frozenset({"ml-knowledge", "ml-terms", "statistics", "business-case", "ml-coding"})
"""Ids of kinds whose absence says that modelling was left out."""
_RESEARCH = (TestedKind.RESEARCH_DISCUSSION, TestedKind.PRESENTATION)
SHORT_MINUTES = 20.0
"""Minutes of research discussion up to which it is a side note."""


def remarks(
    text: str, source: str, told: Sequence[Told], found: Sequence[Mention], book: ReportBook
) -> tuple[Remark, ...]:
    """Every remark, each kind and sentence once."""
    some = [*_of_mentions(text, source, told, found), *_of_sentences(text, source, told, book)]
    once = {(one.kind, one.said.start): one for one in some}
    return tuple(sorted(once.values(), key=lambda one: one.said.start))


def heard(text: str, source: str, told: Sequence[Told], found: Sequence[Mention]) -> tuple[HeardPromise, ...]:
    """What the report says had been told or announced beforehand."""
    return tuple(
        HeardPromise(
            kind=one.words.kind,
            spared=one.denied and not _undone(one, told, text),
            said=told_at(text, source, told[one.sentence], one.start, one.end),
        )
        for one in found
        if one.mood is Mood.TOLD and not one.open and one.words.kind is not TestedKind.OTHER
    )


def _of_mentions(text: str, source: str, told: Sequence[Told], found: Sequence[Mention]) -> Iterator[Remark]:
    for one in found:
        said = told_at(text, source, told[one.sentence], one.start, one.end)
        happened = one.mood is Mood.HAPPENED or _undone(one, told, text)
        if happened and one.denied:
            kind = _ABSENT.get(one.words.kind)
            if one.words.id in _OF_MODELLING:
                kind = "modelling_absent"
            if kind is not None:
                yield Remark(kind=kind, said=said)
        elif happened and one.words.kind in _RESEARCH:
            short = one.minutes is not None and one.minutes <= SHORT_MINUTES
            if one.faint or short:
                yield Remark(kind="research_faint", said=said)


def _undone(one: Mention, told: Sequence[Told], text: str) -> bool:
    """`the announced talk did not take place`: what was told was also denied, after it was named."""
    after = text[one.at : one.end].lower()
    return (
        one.mood is Mood.TOLD
        and one.denied
        and any(mark in after for mark in (" not ", "n't ", " never", " none", ": no"))
    )


def _of_sentences(text: str, source: str, told: Sequence[Told], book: ReportBook) -> Iterator[Remark]:
    for sentence in told:
        if sentence.voice is not Voice.WRITER:
            continue
        for hit in book.remarks.find(sentence.words):
            piece = _piece_at(sentence, sentence.words[hit.first].start)
            if piece.mood is Mood.ELSEWHERE:
                continue
            said = told_at(
                text, source, sentence, sentence.words[hit.first].start, sentence.words[hit.last - 1].end
            )
            yield Remark(kind=book.words.remarks[hit.entry].says, said=said)
        for kind in ("cut_short", "exclusive"):
            hits = book.cue(kind, sentence.words)
            if hits and _piece_at(sentence, sentence.words[hits[0].first].start).mood is Mood.HAPPENED:
                first, last = sentence.words[hits[0].first], sentence.words[hits[0].last - 1]
                yield Remark(
                    kind="cut_short" if kind == "cut_short" else "exclusive",
                    said=told_at(text, source, sentence, first.start, last.end),
                )


def _piece_at(sentence: Told, start: int) -> Piece:
    return next((one for one in reversed(sentence.pieces) if one.start <= start), sentence.pieces[0])


def work(
    text: str, source: str, told: Sequence[Told], book: ReportBook, *, job: bool
) -> tuple[ToldWork, ...]:
    """What the job turned out to be; in the account of an interview only sentences that speak of the work."""
    found: list[ToldWork] = []
    speaking = False
    for sentence in told:
        before, speaking = speaking, book.has("job", sentence.words)
        if sentence.voice is not Voice.WRITER or not (speaking or before or job):
            continue
        if not job and book.has("asks", sentence.words):
            continue
        if job and book.has("asks", sentence.words) and not speaking:
            continue
        for piece in sentence.pieces:
            if piece.mood is not Mood.HAPPENED:
                continue
            for track, first, last in _of_work(text, piece, book, job=job):
                hit, whole = Hit(0, first, last), len(piece.words)
                denied = piece.denied or is_denied(piece.words, hit, 0, whole, book)
                said = told_at(text, source, sentence, piece.words[first].start, piece.words[last - 1].end)
                found.append(ToldWork(track=track, done=not denied, said=said))
    return tuple(found)


def _of_work(text: str, piece: Piece, book: ReportBook, *, job: bool) -> Iterator[tuple[Track, int, int]]:
    """Each track once, with the words that tell it; in the account of a job also by the words of ads."""
    told: set[Track] = set()
    for hit in book.work.apart(piece.words):
        tracks = book.words.work[hit.entry].tracks
        track = max(tracks, key=lambda one: tracks[one])
        named = text[max(0, piece.words[hit.first].start - 1)] in QUOTES
        if track not in told and not named:
            told.add(track)
            yield track, hit.first, hit.last
    if job and not told:
        for found in book.tracks.find(text, piece.words):
            if found.track not in told:
                told.add(found.track)
                yield found.track, found.first, found.last
