"""What an ad and its loop show side by side: observations with their numbers and quotes, no verdict."""

from collections.abc import Iterator, Sequence

from rolecall.domain.audits.counting import counted, further_in_words, rounds_in_words, work_in_words
from rolecall.domain.audits.matrix import FAR_BEYOND, weighed
from rolecall.domain.audits.rules import AuditRules
from rolecall.domain.audits.values import (
    Counts,
    Duty,
    DutyState,
    Finding,
    FindingKind,
    Loop,
    LoopProfile,
    TeamRubric,
    Unsaid,
)
from rolecall.domain.interviews import RubricFamily
from rolecall.domain.roles import Confidence, RoleReading, Shares, Topic, TopicState, Track

_PART_LEFT = 0.35
"""Of the ad's main track, below which the loop no longer reflects it."""
FEW = 0.15
"""Part of an ad's sentences that a loop may leave untested and still fit: no loop tests everything."""
_BARELY = 0.15
"""Part of the loop on the title's track from which the title is borne out."""
_OF_NOTE = 0.25
"""Part of research in an ad from which a candidate looks for a publication note."""
UNSAID = {
    "kind": "what it is about",
    "minutes": "its length",
    "interviewers": "who interviews",
    "scored": "what is scored",
}
SILENT = {
    Topic.INTERVIEW_COMPOSITION: "how the interviews are made up",
    Topic.OUTPUTS_SPLIT: "how the work divides between research, product and engineering",
    Topic.PUBLICATION_IP_POLICY: "whether and how one publishes",
    Topic.COMPUTE_DATA: "which compute and data there are",
}
"""Topics a text of the team's can settle."""


def per_cent(share: float) -> str:
    return f"{round(share * 100)}%"


def of_tracks(shares: Shares | LoopProfile) -> dict[Track, float]:
    """Parts of the three tracks alone, summing to 1 where anything belongs to one."""
    parts = {
        Track.RESEARCH: shares.research,
        Track.APPLIED: shares.applied,
        Track.ENGINEERING: shares.engineering,
    }
    total = sum(parts.values())
    return {track: part / total if total else 0.0 for track, part in parts.items()}


def in_words(reading: RoleReading, profile: LoopProfile, counts: Counts) -> Iterator[str]:
    """The loop's time by kind beside the ad's profile, then title, duties and loop; only what is known."""
    of = "time" if profile.measure == "minutes" else "rounds"
    kinds = [f"{share.label} {per_cent(share.share)}" for share in profile.kinds]
    ad, loop = of_tracks(reading.shares), of_tracks(profile)
    if kinds:
        yield f"The loop's {of}: {', '.join(kinds)}."
    left_out = rounds_in_words(counts)
    if left_out:
        yield left_out
    if any(ad.values()) and any(loop.values()):
        yield f"The ad speaks of {_tracks(ad)}; the loop tests {_tracks(loop)}."
    if reading.title_suggests != "unclear" and any(loop.values()):
        lead = max(Track, key=lambda track: loop[track])
        mixed = "are mixed" if reading.track == "mixed" else f"read as {reading.track}"
        yield f"The title suggests {reading.title_suggests}, the duties {mixed}, most of the loop is {lead}."


def _tracks(parts: dict[Track, float]) -> str:
    some = sorted((track for track in Track if round(parts[track], 2)), key=lambda track: -parts[track])
    return ", ".join(f"{track} ({per_cent(parts[track])})" for track in some)


class Findings:
    """Holds what was read against each other."""

    def __init__(self, reading: RoleReading, loop: Loop, rules: AuditRules) -> None:
        self._reading = reading
        self._loop = loop
        self._rules = rules

    def all(
        self, duties: Sequence[Duty], profile: LoopProfile, rubric: TeamRubric | None
    ) -> tuple[Finding, ...]:
        """In the order of FindingKind."""
        return (
            *self._untested(duties),
            *self._over(profile),
            *self._gap(profile, duties),
            *self._title(profile),
            *self._rubric(rubric),
            *self._unsaid(rubric),
            *self._silent(duties),
        )

    def _finding(self, finding_id: str, kind: FindingKind, text: str, **more: object) -> Finding:
        view = self._rules.texts.candidate.get(kind, "")
        return Finding.model_validate(
            {"id": finding_id, "kind": kind, "text": text, "candidate": view, **more}
        )

    def _untested(self, duties: Sequence[Duty]) -> Iterator[Finding]:
        counts = counted(duties, self._loop)
        lost = [duty for duty in duties if not duty.promise and duty.state is DutyState.UNTESTED]
        if lost:
            n, whole = len(lost), work_in_words(counts)
            some = f"{n} of the ad's {whole}" if counts.work > 1 else f"The ad's {whole}"
            text = f"{some} {'is' if n == 1 else 'are'} not tested by any round."
            yield self._finding(
                "untested", FindingKind.UNTESTED, text, quotes=tuple(one.said for one in lost)
            )
        promised = [duty for duty in duties if duty.promise and duty.state is DutyState.UNTESTED]
        if promised:
            told = further_in_words(counts)
            text = f"{told[:1].upper()}{told[1:]}."
            yield self._finding(
                "unbacked", FindingKind.UNBACKED, text, quotes=tuple(one.said for one in promised)
            )

    def _over(self, profile: LoopProfile) -> Iterator[Finding]:
        of = "interview time" if profile.measure == "minutes" else "rounds"
        for share in profile.kinds:
            if not share.over:
                continue
            numbers = tuple(one.n for one in self._loop.rounds if one.kind is share.kind)
            long = f", {share.minutes} minutes" if share.minutes else ""
            shown = (
                f"such rounds could show {per_cent(share.duties)} of the work the ad describes"
                if share.duties
                else "no sentence of the ad is about it"
            )
            text = (
                f"{share.label.capitalize()} rounds take {per_cent(share.share)} of the {of} "
                f"({_count(share.rounds, 'round')}{long}); {shown}."
            )
            yield self._finding(f"over_tested:{share.kind}", FindingKind.OVER_TESTED, text, rounds=numbers)

    def _gap(self, profile: LoopProfile, duties: Sequence[Duty]) -> Iterator[Finding]:
        # Tracks are a rough measure: they count where sentences or times say the same.
        lost = any(duty.state is DutyState.UNTESTED for duty in duties)
        if not lost and not any(share.over for share in profile.kinds):
            return
        if self._reading.confidence is Confidence.LOW or self._reading.track not in set(Track):
            return
        track = Track(self._reading.track)
        ad, loop = of_tracks(self._reading.shares)[track], of_tracks(profile)[track]
        if ad - loop >= FAR_BEYOND and loop < _PART_LEFT * ad:
            text = (
                f"{per_cent(ad)} of what the ad says of the work is {track}; of the loop's time that belongs "
                f"to a track it is {per_cent(loop)}."
            )
            yield self._finding("profile_gap", FindingKind.PROFILE_GAP, text)

    def _title(self, profile: LoopProfile) -> Iterator[Finding]:
        suggests = self._reading.title_suggests
        if suggests == "unclear" or not self._reading.title:
            return
        loop = of_tracks(profile)
        mismatch = self._reading.title_duty_mismatch
        lead = max(Track, key=lambda track: loop[track])
        absent = loop[Track(suggests)] < _BARELY and any(loop.values()) and self._reading.track == suggests
        if not (mismatch or absent):
            return
        duties = (
            "the duties are mixed"
            if self._reading.track == "mixed"
            else f"the duties read as {self._reading.track}"
        )
        text = (
            f"The title \u201c{self._reading.title}\u201d suggests {suggests}, {duties}, "
            f"and most of the loop's time is {lead} ({per_cent(loop[lead])})."
        )
        yield self._finding("title_gap", FindingKind.TITLE_GAP, text)

    def _rubric(self, rubric: TeamRubric | None) -> Iterator[Finding]:
        if rubric is None or not rubric.lines or self._reading.confidence is Confidence.LOW:
            return
        ad = of_tracks(self._reading.shares)
        half = ad[Track.APPLIED] / 2
        for family, wanted, says in (
            (RubricFamily.RESEARCH_IMPACT, ad[Track.RESEARCH] + half, "what was found out, and how firmly"),
            (RubricFamily.ENGINEERING_HYGIENE, ad[Track.ENGINEERING] + half, "how well it was built"),
        ):
            given = rubric.shares.get(family, 0.0)
            if wanted - given >= FAR_BEYOND and given < wanted / 2:
                text = (
                    f"The rubric gives {per_cent(given)} to {says}; by the ad's own profile that is about "
                    f"{per_cent(wanted)} of the work."
                )
                yield self._finding(f"rubric_gap:{family}", FindingKind.RUBRIC_GAP, text)

    def _unsaid(self, rubric: TeamRubric | None) -> Iterator[Finding]:
        rounds = [one for one in self._loop.rounds if weighed(one)]
        unscored = [one.n for one in rounds if one.scored is None]
        if (rubric is None or not rubric.lines) and len(unscored) * 2 > len(rounds):
            few = "no round says" if len(unscored) == len(rounds) else "most rounds do not say"
            text = f"No rubric was given, and {few} what is scored."
            yield self._finding("no_rubric", FindingKind.NO_RUBRIC, text, rounds=tuple(unscored))
        wants: tuple[Unsaid, ...] = ("kind", "minutes", "interviewers", "scored")
        told = [(want, [one.n for one in rounds if want in one.not_said]) for want in wants]
        absent = [f"{UNSAID[want]} ({_rounds(numbers)})" for want, numbers in told if numbers]
        if absent:
            numbers = tuple(sorted({n for _, some in told for n in some}))
            text = f"Not said: {'; '.join(absent)}."
            yield self._finding("loop_unsaid", FindingKind.LOOP_UNSAID, text, rounds=numbers)

    def _silent(self, duties: Sequence[Duty]) -> Iterator[Finding]:
        researches = of_tracks(self._reading.shares)[Track.RESEARCH] >= _OF_NOTE
        published = any("publication" in duty.aspects for duty in duties)
        for topic, what in SILENT.items():
            finding = self._reading.topics[topic]
            if finding.state is TopicState.ANSWERED:
                continue
            if topic is Topic.PUBLICATION_IP_POLICY and not (researches or published):
                continue
            how = "says nothing of" if finding.state is TopicState.MISSING else "only touches on"
            yield self._finding(f"ad_silent:{topic}", FindingKind.AD_SILENT, f"The ad {how} {what}.")


def _count(n: int, what: str) -> str:
    return f"{n} {what}{'' if n == 1 else 's'}"


def _rounds(numbers: Sequence[int]) -> str:
    return f"round{'' if len(numbers) == 1 else 's'} {', '.join(map(str, numbers))}"
