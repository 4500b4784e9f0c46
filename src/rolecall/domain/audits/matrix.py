"""Duty by round: which rounds tell anything about a duty, and which take more time than the work does."""

from collections.abc import Mapping, Sequence

from rolecall.domain.audits.rules import AuditRules
from rolecall.domain.audits.values import (
    Duty,
    DutyState,
    Evidence,
    KindShare,
    Loop,
    LoopKind,
    LoopProfile,
    Round,
)
from rolecall.domain.audits.vocabulary import Vocabulary, vocabulary
from rolecall.domain.reading.phrases import words
from rolecall.domain.roles import Track

FAR_BEYOND = 0.25
"""By how much a kind's part of the loop exceeds its part of the duties before that is said."""
_NOTABLE = 0.3
"""Part of the loop below which a kind is not called over-tested."""
_ALONE = 0.4
"""The same where it is a single round."""
_RECALL = {LoopKind.TRIVIA: 0.08, LoopKind.QUICKFIRE: 0.2}
"""The same for kinds that show no duty: a short knowledge check is usual, a quiz rarely."""
_DRILLS = (LoopKind.CODING, LoopKind.ML_SYSTEMS)
"""Kinds that are also judged together: two sorts of drill share the time that neither would take alone."""
_DRILLED = 0.5
"""By how much drills together exceed the duties that any could show before each is called over-tested."""
_AT_HOME = 60.0
"""Minutes that a take-home counts at most: hours at home are not hours of interviews."""
_RARE = 6
"""Letters of a word that may be rare."""
_TOUCHED = 0.5
"""What a duty counts for a kind that shows it in part."""


class Matrix:
    """The rounds of one loop, ready to be held against duties."""

    def __init__(self, loop: Loop, rules: AuditRules) -> None:
        self._known: Vocabulary = vocabulary(rules)
        self._rules = rules
        self._rounds = [one for one in loop.rounds if weighed(one) or one.scored]
        self._generic = frozenset(rules.loop.generic)
        self._rare = {one.n: self._rare_words(one.said.quote) for one in self._rounds}
        self._named = {one.n: self._words_of(one) for one in self._rounds}

    def _words_of(self, one: Round) -> Mapping[str, str]:
        """Aspects that a round's own words name, with these words."""
        quote = one.said.quote
        named = self._known.aspects(self._known.rounds, words(quote))
        return {aspect: " ".join(quote[start:end].split()) for aspect, (start, end) in named.items()}

    def _rare_words(self, text: str) -> dict[str, str]:
        """Long words that are not generic, without an ending, and as they stand."""
        found = {}
        for word in words(text):
            stem = word.text.removesuffix("s")
            if len(stem) >= _RARE and not {stem, word.text} & self._generic and stem.isalpha():
                found[stem] = word.text
        return found

    def tested(self, duty: Duty) -> tuple[Evidence, ...]:
        """Why each round tells something about a duty; a duty's manners count only where it names no work."""
        soft = {aspect.id for aspect in self._rules.aspects if aspect.soft}
        deciding = [aspect for aspect in duty.aspects if aspect not in soft] or list(duty.aspects)
        return tuple(
            evidence
            for one in self._rounds
            if (evidence := self._evidence(one, deciding) or self._shared(one, duty)) is not None
        )

    def _evidence(self, one: Round, aspects: Sequence[str]) -> Evidence | None:
        rule = self._rules.of_kind(one.kind)
        # A quiz on a subject shows what somebody remembers of it, not the work.
        if one.kind in _RECALL:
            return None
        for aspect in aspects:
            if aspect in rule.tests:
                why = f"{_a(rule.label)} round shows {self._rules.aspect(aspect).label}"
                return Evidence(round=one.n, how="kind", aspect=aspect, why=why)
        for aspect in aspects:
            if aspect in self._named[one.n]:
                why = f"it speaks of \u201c{self._named[one.n][aspect]}\u201d"
                return Evidence(round=one.n, how="words", aspect=aspect, why=why)
        return None

    def _shared(self, one: Round, duty: Duty) -> Evidence | None:
        """The same rare word in both: the round is near the duty."""
        if one.kind in _RECALL or not duty.aspects:
            return None
        both = self._rare_words(duty.said.quote).keys() & self._rare[one.n].keys()
        if not both:
            return None
        word = self._rare[one.n][min(both)]
        return Evidence(
            round=one.n, how="words", aspect=duty.aspects[0], why=f"both speak of \u201c{word}\u201d"
        )

    def kind(self, n: int) -> LoopKind:
        return next(one.kind for one in self._rounds if one.n == n)

    def part(self, duty: Duty, kind: LoopKind) -> float:
        """How much of a duty rounds of a kind could show, 0 to 1."""
        rule = self._rules.of_kind(kind)
        spoken = {
            aspect
            for one in self._rounds
            if one.kind is kind and kind not in _RECALL
            for aspect in self._named[one.n]
        }
        worth = [
            1.0 if aspect in rule.tests or aspect in spoken else _TOUCHED if aspect in rule.touches else 0.0
            for aspect in duty.aspects
        ]
        return sum(worth) / len(worth) if worth else 0.0


def weighed(one: Round) -> bool:
    """Whether a round is part of what tests: all but calls, lunches and the like."""
    return one.kind is not LoopKind.OTHER or one.kind_said is None


def filled(found: Sequence[Duty], profile: LoopProfile, matrix: Matrix) -> tuple[Duty, ...]:
    """The duties with the rounds that test them, and what that makes of them."""
    over = {share.kind for share in profile.kinds if share.over}
    done = []
    for duty in found:
        tested = matrix.tested(duty)
        state = DutyState.COVERED if tested else DutyState.UNTESTED
        if not duty.aspects:
            state = DutyState.UNREAD
        elif tested and all(matrix.kind(evidence.round) in over for evidence in tested):
            state = DutyState.OVER_TESTED
        done.append(duty.model_copy(update={"state": state, "tested_by": tested}))
    return tuple(done)


def profile(loop: Loop, found: Sequence[Duty], rules: AuditRules, matrix: Matrix) -> LoopProfile:
    """The loop's time by kind and track; by the number of rounds where not all say their length."""
    rounds = [one for one in loop.rounds if weighed(one)]
    timed = bool(rounds) and all(one.minutes for one in rounds)
    sizes = {one.n: _size(one) if timed else 1.0 for one in rounds}
    total = sum(sizes.values()) or 1.0
    tracks = dict.fromkeys(Track, 0.0)
    for one in rounds:
        for track, part in rules.of_kind(one.kind).tracks.items():
            tracks[track] += part * sizes[one.n] / total
    research, applied, engineering = (round(tracks[track], 4) for track in Track)
    duties = [duty for duty in found if duty.aspects and not duty.promise]
    drilled = _drilled(rounds, sizes, duties, matrix)
    kinds = []
    for kind in LoopKind:
        some = [one for one in rounds if one.kind is kind]
        if not some:
            continue
        share = sum(sizes[one.n] for one in some) / total
        shown = sum(matrix.part(duty, kind) for duty in duties) / len(duties) if duties else 0.0
        minutes = [one.minutes for one in some if one.minutes is not None]
        kinds.append(
            KindShare(
                kind=kind,
                label=rules.of_kind(kind).label,
                rounds=len(some),
                minutes=sum(minutes) if len(minutes) == len(some) else None,
                share=round(share, 4),
                duties=round(shown, 4),
                over=bool(duties) and _over(kind, len(some), share, shown, drilled=drilled),
            )
        )
    return LoopProfile(
        measure="minutes" if timed else "rounds",
        research=research,
        applied=applied,
        engineering=engineering,
        neither=max(0.0, round(1 - research - applied - engineering, 4)) if rounds else 1.0,
        kinds=tuple(sorted(kinds, key=lambda one: -one.share)),
    )


def _size(one: Round) -> float:
    minutes = float(one.minutes or 1)
    return min(minutes, _AT_HOME) if one.kind is LoopKind.TAKE_HOME else minutes


def _drilled(
    rounds: Sequence[Round], sizes: Mapping[int, float], duties: Sequence[Duty], matrix: Matrix
) -> bool:
    """Whether all drills together take far more of the loop than the work that any of them could show."""
    some = [one for one in rounds if one.kind in _DRILLS]
    if not some or not duties:
        return False
    total = sum(sizes[one.n] for one in rounds) or 1.0
    share = sum(sizes[one.n] for one in some) / total
    kinds = {one.kind for one in some}
    shown = sum(max(matrix.part(duty, kind) for kind in kinds) for duty in duties) / len(duties)
    return share - shown >= _DRILLED


def _over(kind: LoopKind, rounds: int, share: float, shown: float, *, drilled: bool) -> bool:
    if kind is LoopKind.OTHER or (kind is LoopKind.BEHAVIOURAL and rounds == 1):
        return False
    if kind in _RECALL:
        return share >= _RECALL[kind]
    if kind in _DRILLS and drilled and share >= _NOTABLE and share > shown:
        return True
    return share >= (_ALONE if rounds == 1 else _NOTABLE) and share - shown >= FAR_BEYOND


def _a(label: str) -> str:
    return f"{'an' if label[0] in 'aeiou' else 'a'} {label}"
