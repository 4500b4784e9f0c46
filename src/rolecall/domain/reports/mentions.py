"""Finds in the pieces of a report what was named: rounds, things asked, and what there was none of."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from rolecall.domain.reading.phrases import Hit, Word
from rolecall.domain.reports.amounts import count_in, minutes_in, share_in
from rolecall.domain.reports.book import ReportBook
from rolecall.domain.reports.pieces import Mood, Piece, Told, Voice
from rolecall.domain.reports.wording import KindWords

_JOINING = frozenset(["and", "then", "plus", "or", "nor", "followed", "while", "also", "next", "after"])
_FORWARD = frozenset(["no", "without", "zero", "nothing", "instead", "rather", "lack"])
"""Denials of what follows: `coding with no compiler` is coding."""
_ADDING = frozenset(["and", "then", "plus", "followed", "&"])
_ALTERNATIVES = frozenset(["or", "nor"])
_BARE = 3
_FRAGMENT = 5
_BRIEF = 6
"""Words of a sentence that is no story: `Then LeetCode.`"""
_LISTED = 3
"""Fragments that make a list of rounds."""
_COLONS = (":", "-", "\u2013", "\u2014")
QUOTES = ('"', "'", "\u201c", "\u2018")
_DEFINITE = frozenset(["the", "that", "this", "these", "those"])


@dataclass(frozen=True)
class Mention:
    """One kind of round, or of question, named in a piece; offsets are of the words that tell it."""

    words: KindWords
    start: int
    end: int
    at: int
    """Where the words for the kind begin."""
    sentence: int
    line: int
    mood: Mood
    voice: Voice
    denied: bool
    faint: bool
    count: int | None
    minutes: float | None
    share: float | None
    noun: bool
    """A word for a round stands with it."""
    item: bool
    asked: bool
    definite: bool
    framed: bool
    """Its sentence, or the one before, speaks of an interview; else it may be about anything."""
    under: bool
    """It only says what the mention before it in the same piece was about."""

    @property
    def open(self) -> bool:
        return self.words.round == "open"


def mentions(text: str, told: Sequence[Told], book: ReportBook, *, job: bool = False) -> list[Mention]:
    """Every mention in order; lengths of time that stand in a piece of their own go to the one before.

    In the account of a `job` only sentences that speak of an interview count.
    """
    found: list[Mention] = []
    framed = before = False
    for n, sentence in enumerate(told):
        if sentence.voice is Voice.ANSWERER or (job and not _of_interview(sentence, book)):
            continue
        short = len(sentence.words) <= _BRIEF
        framed, before = short or sentence.item or book.has("frame", sentence.words), framed
        spoken_of = framed or before or sentence.voice is Voice.ASKER
        listed = _lists(sentence, book)
        for piece in sentence.pieces:
            some = list(_of_piece(text, n, sentence, piece, book, framed=spoken_of or listed, listed=listed))
            if some:
                found += some
                continue
            if found and found[-1].sentence == n and book.has("faint", piece.words):
                found[-1] = replace(found[-1], faint=True)
            _add(text, piece, sentence.line, found, book)
    return found


def _of_interview(sentence: Told, book: ReportBook) -> bool:
    return book.has("asks", sentence.words) or (
        book.has("process", sentence.words) and not book.has("job", sentence.words)
    )


def _lists(sentence: Told, book: ReportBook) -> bool:
    """`coding screen; coding 1; coding 2; behavioural`: a sentence of fragments, each a round."""
    short = [piece for piece in sentence.pieces if len(piece.words) <= _FRAGMENT]
    named = [
        piece
        for piece in short
        if any(
            book.words.kinds[hit.entry].round in ("named", "always") for hit in book.kinds.apart(piece.words)
        )
    ]
    return len(named) >= _LISTED and not book.has("asked", sentence.words)


def _of_line(line: int, found: Sequence[Mention]) -> list[int]:
    first = len(found)
    while first and found[first - 1].line == line:
        first -= 1
    return list(range(first, len(found)))


def _add(text: str, piece: Piece, line: int, found: list[Mention], book: ReportBook) -> None:
    """What a piece without a name adds to those before it on its line: a length of time, or a denial."""
    before = _of_line(line, found)
    if not before:
        return
    last = before[-1]
    if (
        len(piece.words) <= _BARE
        and book.denials(piece.words)
        and text[max(0, piece.start - 4) : piece.start].rstrip()[-1:] in _COLONS
    ):
        found[last] = replace(found[last], denied=True)
        return
    times = minutes_in(text, piece.start, _stretch(text, piece))
    timeless = [
        k for k in before if found[k].minutes is None and found[k].sentence >= found[last].sentence - 1
    ]
    if not times or not timeless:
        return
    if found[last].item:
        chosen = timeless[:1] if timeless[0] == before[0] else []
    elif "each" in (word.text for word in piece.words):
        chosen = timeless
    else:
        proper = [k for k in timeless if found[k].words.round != "content" and not found[k].under]
        chosen = [(proper or timeless)[-1]]
    for k in chosen:
        count = found[k].count or count_in(text, piece.start, piece.end, -1)
        found[k] = replace(found[k], minutes=times[0].value, count=count)


def _stretch(text: str, piece: Piece) -> int:
    """The end of a piece with the mark that may close a length of time: 45'."""
    return min(len(text), piece.end + 1)


def _of_piece(
    text: str, n: int, sentence: Told, piece: Piece, book: ReportBook, *, framed: bool, listed: bool
) -> Iterator[Mention]:
    kinds = book.words.kinds
    hits = book.kinds.apart(piece.words)
    named = [hit for hit in hits if kinds[hit.entry].round != "open"]
    nouns = [hit for hit in hits if kinds[hit.entry].round == "open"]
    if not named and nouns:
        named, nouns = nouns[:1], nouns[1:]
    inherited = told_only = False
    before: KindWords | None = None
    bounds = _bounds(piece.words, named) if named else []
    for hit, (first, last) in zip(named, bounds, strict=True):
        some = piece.words[first:last]
        start, end = some[0].start, min(_stretch(text, piece), some[-1].end + 1)
        times = minutes_in(text, start, end)
        said = kinds[hit.entry]
        under = first > 0 and not told_only and some[0].text not in _JOINING
        # "Nobody asked about my thesis and papers": one denial holds for both.
        goes_on = under or some[0].text in _ALTERNATIVES or (before is not None and before.kind is said.kind)
        denied = is_denied(piece.words, hit, first, last, book) or (inherited and goes_on)
        denied = denied or (piece.denied and first == 0)
        inherited, before = denied, said
        # What stands in quote marks is what others called it.
        quoted = any(text[max(0, word.start - 1)] in QUOTES for word in piece.words[hit.first : hit.last])
        told_only = quoted and not sentence.asks
        yield Mention(
            words=said,
            start=some[0].start,
            end=some[-1].end,
            at=piece.words[hit.first].start,
            sentence=n,
            line=sentence.line,
            mood=Mood.SUPPOSED if told_only and piece.mood is Mood.HAPPENED else piece.mood,
            voice=sentence.voice,
            denied=denied,
            faint=book.has("faint", some) or (len(named) == 1 and book.has("faint", piece.words)),
            count=count_in(text, start, some[-1].end, piece.words[hit.first].start),
            minutes=times[0].value if times else None,
            share=share_in(text, start, end),
            noun=said.round == "open"
            or any(first <= one.first < last for one in nouns)
            or (listed and said.round == "named" and len(piece.words) <= _FRAGMENT),
            item=sentence.item,
            asked=book.has("asked", some) or sentence.asks,
            definite=_definite(piece.words, hit),
            framed=framed,
            under=under,
        )


def is_denied(spoken: Sequence[Word], hit: Hit, first: int, last: int, book: ReportBook) -> bool:
    """Whether the words around a hit deny it, and not something that `and` joins to it."""
    for denial in book.denials(spoken[first:last]):
        at = first + denial.first
        if at >= hit.last and spoken[at].text in _FORWARD:
            continue
        between = spoken[at : hit.first] if at < hit.first else spoken[hit.last : at]
        if not any(word.text in _ADDING for word in between):
            return True
    return False


def _bounds(spoken: Sequence[Word], hits: Sequence[Hit]) -> list[tuple[int, int]]:
    """The words that belong to each hit: cut at the last joining word between two, else after the first."""
    cuts = [0]
    for one, other in pairwise(hits):
        joints = [k for k in range(one.last, other.first) if spoken[k].text in _JOINING]
        cuts.append(joints[-1] if joints else one.last)
    return list(zip(cuts, [*cuts[1:], len(spoken)], strict=True))


def _definite(spoken: Sequence[Word], hit: Hit) -> bool:
    return any(spoken[k].text in _DEFINITE for k in range(max(0, hit.first - 2), hit.first + 1))
