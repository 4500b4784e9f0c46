"""Gathers mentions into rounds: what was a round of its own, what was only asked in one."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from rolecall.domain.reports.mentions import Mention
from rolecall.domain.reports.pieces import Mood, Told
from rolecall.domain.reports.quotes import told_at
from rolecall.domain.reports.values import AskedQuestion, Stretch, TestedKind, ToldRound

_LOOK_AHEAD = 12
"""Mentions after a number of rounds among which they are looked for."""
_LIST = 2
"""Items that make a list of rounds."""
_NEAR = 2
"""Sentences after an unnamed round in which its content may be told."""


@dataclass
class _Gathering:
    """The rounds so far, and the round whose kind is still to be told."""

    text: str
    source: str
    told: Sequence[Told]
    rounds: list[ToldRound] = field(default_factory=list)
    asked: list[AskedQuestion] = field(default_factory=list)
    implied: list[Mention] = field(default_factory=list)
    waiting: Mention | None = None
    header: Mention | None = None
    lines: dict[int, int] = field(default_factory=dict)
    """By line of a list, the round it tells."""

    def quote(self, one: Mention) -> Stretch:
        return told_at(self.text, self.source, self.told[one.sentence], one.start, one.end)


def gather(
    text: str, source: str, told: Sequence[Told], found: Sequence[Mention]
) -> tuple[tuple[ToldRound, ...], tuple[AskedQuestion, ...]]:
    """The rounds that took place, in order, and what was asked in them."""
    so_far = _Gathering(text, source, told)
    for n, one in enumerate(found):
        if one.mood is not Mood.HAPPENED or one.denied:
            continue
        if one.open and _heads(text, one, found[n + 1 : n + 1 + _LOOK_AHEAD]):
            # "Four rounds: coding, systems, ...": a sum, not a round; its minutes hold for each.
            _close(so_far)
            so_far.header = one
        elif one.open:
            _open(so_far, one)
        elif _waits_for(so_far, one) and _adds_up(so_far, found[n : n + _LOOK_AHEAD]):
            # "Three rounds. The first was ..., the second ...": the sum is that of all of them.
            so_far.header, so_far.waiting = so_far.waiting, None
            _round(so_far, one)
        elif _is_round(so_far, one):
            _round(so_far, one)
        else:
            _content(so_far, one)
    _close(so_far)
    kinds = {one.kind for one in so_far.rounds}
    for one in so_far.implied:
        if one.words.kind not in kinds:
            kinds.add(one.words.kind)
            so_far.rounds.append(
                _told_round(so_far, one, one.count or one.words.stands_for, _faint_minutes(one))
            )
    return tuple(sorted(_told_once(so_far), key=lambda one: one.said.start)), tuple(so_far.asked)


def _heads(text: str, one: Mention, following: Sequence[Mention]) -> bool:
    """Whether a colon and several rounds follow on its line, of which it tells the number."""
    if (one.count or 1) < 2:
        return False
    named = [
        other
        for other in following
        if other.line == one.line
        and other.sentence - one.sentence <= 1
        and other.mood is Mood.HAPPENED
        and not (other.denied or other.under or other.open or other.words.round == "content")
    ]
    return len(named) >= 2 and ":" in text[one.end : named[0].start]


def _adds_up(so_far: _Gathering, following: Sequence[Mention]) -> bool:
    """Whether the number of a waiting round is that of several kinds that are told next."""
    waiting = so_far.waiting
    if waiting is None or (waiting.count or 1) < 2:
        return False
    parts = [
        one
        for one in following
        if one.sentence - waiting.sentence <= _NEAR
        and one.mood is Mood.HAPPENED
        and not (one.denied or one.under or one.open or one.faint)
    ]
    several = len({one.words.kind for one in parts}) > 1
    return several and sum(one.count or one.words.stands_for for one in parts) == waiting.count


def _told_once(so_far: _Gathering) -> list[ToldRound]:
    """Where a list tells the rounds, prose about the same kinds tells of the same rounds."""
    listed = set(so_far.lines.values())
    if len(listed) < _LIST:
        return so_far.rounds
    kinds = {so_far.rounds[n].kind for n in listed}
    return [one for n, one in enumerate(so_far.rounds) if n in listed or one.kind not in kinds]


FAINT_MINUTES = 10.0
"""What a passing mention is taken for, where no minutes are said."""


def _faint_minutes(one: Mention) -> float | None:
    return one.minutes if one.minutes is not None else (FAINT_MINUTES if one.faint else None)


def _is_round(so_far: _Gathering, one: Mention) -> bool:
    kind = one.words.kind
    known = any(told.kind is kind for told in so_far.rounds)
    if one.under or (one.item and one.line in so_far.lines):
        return False
    if one.definite and known and one.count is None and one.minutes is None:
        return False
    sized = one.minutes is not None or one.count is not None or one.share is not None
    if one.words.round == "content":
        return (sized and not known) or one.item or (one.noun and not known)
    if one.faint and not sized:
        return False
    if one.words.round == "always" or one.item:
        return True
    return sized or one.noun


def _open(so_far: _Gathering, one: Mention) -> None:
    """A round without a kind: words that follow may tell it."""
    if one.item and one.line in so_far.lines:
        return
    _close(so_far)
    so_far.waiting = one


def _close(so_far: _Gathering) -> None:
    """An unnamed round that nothing tells more of: kept only where its number or length is said."""
    one, so_far.waiting = so_far.waiting, None
    if one is None or (one.minutes is None and not one.item):
        return
    so_far.rounds.append(_told_round(so_far, one, one.count or 1, one.minutes))
    if one.item:
        so_far.lines[one.line] = len(so_far.rounds) - 1


def _waits_for(so_far: _Gathering, one: Mention) -> bool:
    waiting = so_far.waiting
    return waiting is not None and (one.sentence - waiting.sentence <= _NEAR or one.line == waiting.line)


def _round(so_far: _Gathering, one: Mention) -> None:
    count, minutes = one.count, one.minutes
    waiting = so_far.waiting if _waits_for(so_far, one) else None
    if waiting is not None:
        several = (waiting.count or 1) > 1
        if several and count is not None:
            # "Six rounds of 45 minutes: four were ...": the first number is the sum, its minutes are of each.
            so_far.header = waiting
        elif count is None:
            count = waiting.count
        minutes = minutes if minutes is not None else waiting.minutes
        so_far.waiting = None
    elif so_far.waiting is not None:
        _close(so_far)
    header = so_far.header
    if minutes is None and header is not None and one.sentence - header.sentence <= _NEAR:
        minutes = header.minutes
    so_far.rounds.append(_told_round(so_far, one, count or one.words.stands_for, minutes))
    if one.item:
        so_far.lines[one.line] = len(so_far.rounds) - 1


def _content(so_far: _Gathering, one: Mention) -> None:
    so_far.asked.append(AskedQuestion(kind=one.words.kind, said=so_far.quote(one)))
    if _waits_for(so_far, one) and so_far.waiting is not None and not one.faint:
        waiting, so_far.waiting = so_far.waiting, None
        minutes = one.minutes if one.minutes is not None else waiting.minutes
        so_far.rounds.append(_told_round(so_far, one, waiting.count or 1, minutes))
        if one.item:
            so_far.lines[one.line] = len(so_far.rounds) - 1
        return
    if one.under or not one.framed or (one.item and one.line in so_far.lines):
        return
    so_far.implied.append(one)


def _told_round(so_far: _Gathering, one: Mention, count: int, minutes: float | None) -> ToldRound:
    return ToldRound(
        kind=one.words.kind if not one.open else TestedKind.OTHER,
        what=one.words.id,
        tracks=dict(one.words.tracks),
        count=count,
        minutes=minutes,
        share=one.share,
        said=so_far.quote(one),
    )
