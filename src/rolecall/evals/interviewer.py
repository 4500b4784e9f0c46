"""Measures the interviewer: simulated candidates play every round, and code checks each transcript."""

import itertools
from collections.abc import Iterator, Sequence

from rolecall.coach.mocks import MockParts
from rolecall.domain.interviews import RoundKind
from rolecall.domain.mocks import LOOP, Interviewer, Mode
from rolecall.domain.values import Value
from rolecall.evals.interviewer_candidates import CANDIDATES
from rolecall.evals.interviewer_checks import CHECKS
from rolecall.evals.interviewer_coders import CODERS
from rolecall.evals.interviewer_scripts import LEAKS_SAMPLE, NAMES
from rolecall.evals.interviewer_stage import MINUTES, Case, Theatre
from rolecall.ports import ProgramRunner, SandboxUnavailable

REALLY = ("wrong, then right", "wrong for ever", "no Python at all", "orders in the code")
"""Coders who also play where code really runs."""
_REALLY_MINUTES = 16


class BrokenTranscript(Value):
    """One transcript that broke a check."""

    case: str
    check: str
    fault: str


class InterviewerReport(Value):
    """What was measured; shares are 0 to 1."""

    mocks: int
    turns: int
    """Lines of the interviewer."""
    held: float
    """Transcripts on which every check held (wanted: 1)."""
    checks: dict[str, float]
    """Per check: the share of transcripts on which it held."""
    speakers: dict[str, float]
    """Per interviewer, built-in or scripted: the share of transcripts on which every check held."""
    worded_by_model: dict[str, float]
    """Per scripted interviewer: of the lines it was asked for, those that held and were used."""
    broken: tuple[BrokenTranscript, ...]
    """The first forty."""

    @property
    def holds(self) -> bool:
        """True where every check held on every transcript."""
        return self.held == 1


def measure(parts: MockParts, cases: Sequence[Case] | None = None) -> InterviewerReport:
    """Plays the cases (None: all of them) and checks every transcript."""
    chosen = tuple(all_cases(really=_stands(parts.runner))) if cases is None else tuple(cases)
    theatre = Theatre(parts)
    held: dict[str, int] = dict.fromkeys(CHECKS, 0)
    speakers: dict[str, list[bool]] = {}
    worded: dict[str, list[bool]] = {}
    broken: list[BrokenTranscript] = []
    turns = 0
    for case in chosen:
        transcript = theatre.transcript(case)
        turns += len(transcript.state.lines)
        faults = {name: next(check(transcript), "") for name, check in CHECKS.items()}
        for name, fault in faults.items():
            held[name] += not fault
            broken += [BrokenTranscript(case=case.name, check=name, fault=fault)] if fault else []
        speakers.setdefault(case.speaker, []).append(not any(faults.values()))
        asked = [line.prompt != "" for line in transcript.state.lines if line.prompt or line.note]
        worded.setdefault(case.speaker, []).extend(asked)
    good = sum(map(sum, speakers.values()))
    return InterviewerReport(
        mocks=len(chosen),
        turns=turns,
        held=good / len(chosen),
        checks={name: times / len(chosen) for name, times in held.items()},
        speakers={name: sum(one) / len(one) for name, one in speakers.items()},
        worded_by_model={name: sum(one) / len(one) for name, one in worded.items() if one},
        broken=tuple(broken[:40]),
    )


def _stands(runner: ProgramRunner) -> bool:
    try:
        return bool(runner.stands())
    except SandboxUnavailable:
        return False


def all_cases(*, really: bool = False) -> Iterator[Case]:
    """Every candidate in every kind of round, every voice and mode; then every scripted interviewer.

    `really` plays some coding rounds once more in the sandbox of this machine.
    """
    sides = itertools.cycle(itertools.product(Interviewer, Mode))
    seeds = itertools.count(1)
    for what in MINUTES:
        for candidate in CANDIDATES:
            voice, mode = next(sides)
            yield Case(candidate=candidate.name, what=what, interviewer=voice, mode=mode, seed=next(seeds))
        # An odd number of candidates would still pair each with the same sides: step on.
        next(sides)
    for what in (RoundKind.CODING, LOOP):
        for candidate in (*CODERS, *CODERS):
            voice, mode = next(sides)
            yield Case(candidate=candidate.name, what=what, interviewer=voice, mode=mode, seed=next(seeds))
        next(sides)
    for name in REALLY if really else ():
        voice, mode = next(sides)
        yield Case(
            candidate=name,
            what=RoundKind.CODING,
            interviewer=voice,
            mode=mode,
            minutes=_REALLY_MINUTES,
            seed=next(seeds),
            really=True,
        )
    talkers = itertools.cycle(
        ("middling", "weak", "injecting", "empty", "strong", "repeating", "steering back")
    )
    for script, what in itertools.product(NAMES, MINUTES):
        voice, mode = next(sides)
        # A sample can only leak where the bank that is played holds it.
        talker = "very long" if script == LEAKS_SAMPLE else next(talkers)
        yield Case(
            candidate=talker, what=what, interviewer=voice, mode=mode, speaker=script, seed=next(seeds)
        )
