"""Changes that would bring ad and loop together, each with a text and the findings it follows from."""

from collections.abc import Iterator, Sequence

from rolecall.domain.audits.findings import of_tracks
from rolecall.domain.audits.rules import AuditRules, FixTexts
from rolecall.domain.audits.values import (
    Duty,
    DutyState,
    Finding,
    FindingKind,
    Fix,
    FixKind,
    Loop,
    LoopKind,
    LoopProfile,
    Round,
)
from rolecall.domain.interviews import Dimension, Rubric, RubricFamily
from rolecall.domain.roles import Confidence, RoleReading, Track

_GIVEN_UP = (LoopKind.TRIVIA, LoopKind.QUICKFIRE, LoopKind.CODING, LoopKind.ML_SYSTEMS, LoopKind.TAKE_HOME)
"""Kinds of rounds that may make room, first what says least of the work."""
_HALF_HOUR = 30
_SHARED = ("novelty", "rigor", "problem_sense", "reproducibility", "profiling", "reliability")
"""Dimensions of knowledge/rubrics that any round of talk can score."""
_WHOLE = 10
"""Tens that make a hundred per cent."""


class Fixes:
    """Proposes what follows from the findings, and nothing else."""

    def __init__(
        self,
        reading: RoleReading,
        loop: Loop,
        rules: AuditRules,
        rubrics: Sequence[Rubric],
        findings: Sequence[Finding],
    ) -> None:
        self._reading = reading
        self._loop = loop
        self._rules = rules
        self._texts: FixTexts = rules.texts
        self._rubrics = rubrics
        self._ids = [one.id for one in findings]
        self._kinds = {one.id: one.kind for one in findings}

    def all(self, duties: Sequence[Duty], profile: LoopProfile) -> tuple[Fix, ...]:
        lost = [duty for duty in duties if duty.state is DutyState.UNTESTED]
        dive = self._deep_dive(lost, profile)
        return (
            *([dive] if dive else []),
            *self._notes(lost, profile, dive=dive is not None),
            *self._rubric(),
            *self._split(),
            *self._publication(lost),
            *self._compute(),
            *self._loop_note(),
        )

    def _of(self, *kinds: FindingKind, ids: Sequence[str] = ()) -> tuple[str, ...]:
        return tuple(one for one in self._ids if self._kinds[one] in kinds or one in ids)

    @property
    def _role(self) -> str:
        return f"the {self._reading.title} role" if self._reading.title else "this role"

    def _track(self) -> Track:
        shares = of_tracks(self._reading.shares)
        return max(Track, key=lambda track: shares[track])

    def _deep_dive(self, lost: Sequence[Duty], profile: LoopProfile) -> Fix | None:
        """Only where rounds take too much, and something is missing that a deep dive shows."""
        over = self._of(FindingKind.OVER_TESTED)
        missing = self._of(FindingKind.UNTESTED, FindingKind.UNBACKED, FindingKind.PROFILE_GAP)
        shows = [
            one
            for duty in lost
            for one in duty.aspects
            if one in self._rules.of_kind(LoopKind.RESEARCH_DEEP_DIVE).tests
        ]
        given_up = self._makes_room(profile)
        if not over or not missing or not shows or given_up is None:
            return None
        alone = sum(one.kind is given_up.kind for one in self._loop.rounds) == 1
        shortened = alone and given_up.kind not in (LoopKind.TRIVIA, LoopKind.QUICKFIRE)
        name = f"\u201c{given_up.name}\u201d"
        where = f"half of {name}" if shortened else name
        labels = dict.fromkeys(self._rules.aspect(one).label for one in shows)
        tests = [self._rules.aspect(one).label for one in self._rules.of_kind(given_up.kind).tests]
        why = self._texts.deep_dive_why.format(
            round=f"Round {given_up.n} ({name})",
            length=f"{given_up.minutes} minutes" if given_up.minutes else "a round of unsaid length",
            tests=_and(tests) or "recall",
            shows=_and(list(labels)),
        )
        follows = (f"over_tested:{given_up.kind}", *missing)
        return Fix(
            kind=FixKind.DEEP_DIVE,
            title=f"Turn {where} (round {given_up.n}) into a 30-minute deep dive",
            why=why,
            text=self._texts.deep_dive[self._track()].format(round=where),
            follows=follows,
        )

    def _makes_room(self, profile: LoopProfile) -> Round | None:
        over = {share.kind for share in profile.kinds if share.over}
        for kind in _GIVEN_UP:
            some = [
                one
                for one in self._loop.rounds
                if one.kind is kind and (one.minutes or _HALF_HOUR) >= _HALF_HOUR
            ]
            if kind in over and some:
                return some[0]
        return None

    def _notes(self, lost: Sequence[Duty], profile: LoopProfile, *, dive: bool) -> Iterator[Fix]:
        """Each untested sentence goes to the round that could best test it; the rest is worded plainly."""
        homes: dict[str, list[str]] = {}
        homeless = []
        for duty in lost:
            place, aspect = self._home(duty, profile, dive=dive)
            if not place:
                homeless.append(duty)
                continue
            rule = self._rules.aspect(aspect)
            line = self._texts.notes_line.format(
                duty=_quoted(duty), ask=rule.ask, dimension=_family(rule.family)
            )
            homes.setdefault(place, []).append(line)
        follows = self._of(FindingKind.UNTESTED, FindingKind.UNBACKED)
        for place, lines in homes.items():
            yield Fix(
                kind=FixKind.INTERVIEWER_NOTES,
                title=f"Notes for the interviewer of {place}",
                why="Questions of this round can test what no round touches so far.",
                text="\n".join([self._texts.notes_intro.format(round=place), *lines]),
                follows=follows,
            )
        if homeless:
            quotes = "; ".join(f"\u201c{_quoted(duty)}\u201d" for duty in homeless)
            yield Fix(
                kind=FixKind.WORDING,
                title="Say what no round will test",
                why="No round of the loop could take it up without becoming another round.",
                text=self._texts.wording.format(quotes=quotes),
                follows=follows,
            )

    def _home(self, duty: Duty, profile: LoopProfile, *, dive: bool) -> tuple[str, str]:
        over = {share.kind for share in profile.kinds if share.over}
        for aspect in duty.aspects:
            for kind in self._rules.aspect(aspect).homes:
                if dive and kind is LoopKind.RESEARCH_DEEP_DIVE:
                    return "the new deep dive", aspect
                found = next(
                    (one for one in self._loop.rounds if one.kind is kind and kind not in over), None
                )
                if found:
                    return f"round {found.n}, \u201c{found.name}\u201d", aspect
        return "", ""

    def _rubric(self) -> Iterator[Fix]:
        follows = self._of(FindingKind.NO_RUBRIC, FindingKind.RUBRIC_GAP)
        if not follows:
            return
        parts = of_tracks(self._reading.shares)
        half = parts[Track.APPLIED] / 2
        weights = {
            RubricFamily.RESEARCH_IMPACT: parts[Track.RESEARCH] + half,
            RubricFamily.ENGINEERING_HYGIENE: parts[Track.ENGINEERING] + half,
        }
        tens = in_tens(list(weights.values()))
        lines = [self._texts.rubric_intro.format(role=self._role)]
        for (family, _), share in zip(weights.items(), tens, strict=True):
            rubric = next((one for one in self._rubrics if one.family is family), None)
            if rubric is None:
                continue
            lines.append(f"\n{rubric.title} ({share} per cent)")
            lines += [_anchored(one) for one in rubric.dimensions if one.id in _SHARED]
        yield Fix(
            kind=FixKind.RUBRIC,
            title="A shared rubric: research impact and engineering hygiene",
            why="Everybody who interviews scores the same things in the same words.",
            text="\n".join([*lines, "", self._texts.rubric_outro]),
            follows=follows,
        )

    def _split(self) -> Iterator[Fix]:
        follows = self._of(FindingKind.PROFILE_GAP, FindingKind.TITLE_GAP, ids=("ad_silent:outputs_split",))
        if not follows or self._reading.confidence is Confidence.LOW:
            return
        parts = of_tracks(self._reading.shares)
        tens = zip(Track, in_tens([parts[track] for track in Track]), strict=True)
        said = [self._texts.split_parts[track].format(n=n) for track, n in tens if n]
        yield Fix(
            kind=FixKind.SPLIT,
            title="A sentence with percentages for the ad",
            why="One sentence of numbers tells a candidate more than the title.",
            text=self._texts.split.format(parts=_and(said)),
            follows=follows,
        )

    def _publication(self, lost: Sequence[Duty]) -> Iterator[Fix]:
        unbacked = any("publication" in duty.aspects for duty in lost)
        silent = self._of(ids=("ad_silent:publication_ip_policy",))
        follows = (*silent, *(self._of(FindingKind.UNTESTED, FindingKind.UNBACKED) if unbacked else ()))
        if not follows:
            return
        text = self._texts.publication
        yield Fix(
            kind=FixKind.PUBLICATION,
            title="A publication note for the ad",
            why="Candidates with a research record look for it first.",
            text=f"{text}\n\n{self._texts.publication_wording}" if unbacked else text,
            follows=follows,
        )

    def _compute(self) -> Iterator[Fix]:
        follows = self._of(ids=("ad_silent:compute_data",))
        if follows:
            yield Fix(
                kind=FixKind.COMPUTE,
                title="A line on compute and data for the ad",
                why="What can be tried depends on it.",
                text=self._texts.compute,
                follows=follows,
            )

    def _loop_note(self) -> Iterator[Fix]:
        follows = self._of(FindingKind.LOOP_UNSAID, ids=("ad_silent:interview_composition",))
        if not follows:
            return
        lines = [
            (self._texts.loop_call if _unscored_call(one) else self._texts.loop_line).format(
                n=one.n,
                name=one.name,
                length=f"{one.minutes} minutes" if one.minutes else "[how long]",
                who=f"with {one.interviewers.quote}" if one.interviewers else "with [whom]",
                scored=one.scored.quote if one.scored else "[what is scored]",
            )
            for one in self._loop.rounds
        ]
        total = f"Together that is {self._loop.minutes} minutes. " if self._loop.minutes else ""
        yield Fix(
            kind=FixKind.LOOP_NOTE,
            title="What a recruiter can send before the first round",
            why="It tells the loop as it stands; what is in brackets nobody has written down yet.",
            text=self._texts.loop_note.format(role=self._role, lines="\n".join(lines), total=total),
            follows=follows,
        )


def _unscored_call(one: Round) -> bool:
    return one.kind is LoopKind.OTHER and one.kind_said is not None and one.scored is None


def in_tens(parts: Sequence[float]) -> list[int]:
    """Parts that sum to 1 as per cents in tens that sum to 100; all nought stays nought."""
    if not sum(parts):
        return [0] * len(parts)
    exact = [part / sum(parts) * _WHOLE for part in parts]
    floors = [int(one) for one in exact]
    for at in sorted(range(len(parts)), key=lambda n: floors[n] - exact[n])[: _WHOLE - sum(floors)]:
        floors[at] += 1
    return [10 * one for one in floors]


def _anchored(one: Dimension) -> str:
    levels = [f"  {level}: {one.levels[level]}" for level in sorted(one.levels)]
    return "\n".join([f"- {one.title}. {one.asks}", *levels])


def _quoted(duty: Duty) -> str:
    return " ".join(duty.said.quote.split()).rstrip(".,;")


def _family(family: RubricFamily) -> str:
    return family.value.replace("_", " ")


def _and(some: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(some[:-1]), some[-1]])) if some else ""
