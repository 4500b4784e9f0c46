"""Yes-no checks on the coding rounds of a transcript."""

import re
from collections.abc import Callable, Iterator, Mapping

from rolecall.domain.judgements import JudgedAs
from rolecall.domain.mocks import InterviewerMove, Line
from rolecall.domain.problems import ProblemFolder
from rolecall.domain.trials import Trial
from rolecall.evals.interviewer_transcript import QUOTED, Transcript

Faults = Iterator[str]
_TELLING_LINE = 25
"""Characters from which a line of the reference is no line that anybody would write."""
_COUNT = re.compile(r"(\d+) of (\d+)")
_MOST_TALK = 20
"""Lines about a problem without a version of the code: follow-ups, redirects, hints and a few words."""
_OURS = "on our side"
_CORRECTNESS = "correctness"


def reference_kept(t: Transcript) -> Faults:
    """Nothing of a solution of ours is said, but what the candidate wrote or was shown."""
    written = "\n".join(trial.source for trial in t.state.trials)
    for name, folder in t.problems.items():
        shown = f"{written}\n{folder.starter}\n{folder.statement}"
        for line in t.state.lines:
            told = f"{line.text}\n{line.feedback}"
            leaked = next((one for one in _telling(folder) if one in told and one not in shown), "")
            if leaked:
                yield f"tells {leaked!r} of the solution of {name!r}"


def probes_what_failed(t: Transcript) -> Faults:
    """A probe is about the submission just made: one that failed, with its count, and a check of it."""
    for line, trial in t.replies:
        if line.move is not InterviewerMove.PROBE:
            continue
        if trial is None or not trial.counts or trial.accepted:
            yield f"probes where nothing failed: {line.text!r}"
            continue
        failing = {case.name for case in trial.cases if not case.ok}
        named = [name for name in QUOTED.findall(line.text) if name not in failing]
        if named:
            yield f"names {named[0]!r}, which did not fail: {line.text!r}"
        counts = set(_COUNT.findall(line.text)) - {(str(trial.passed), str(len(trial.cases)))}
        if counts:
            yield f"counts wrongly: {line.text!r}, {trial.passed} of {len(trial.cases)} hold"
        if line.text.count("?") != 1:
            yield f"a probe asks not one thing: {line.text!r}"


def raises_after_green(t: Transcript) -> Faults:
    """The bar is raised, and green is said, only where a submission to that problem was accepted."""
    green: set[str] = set()
    raises = {text for question in t.questions.values() for text in question.raises}
    for said in t.state.said:
        by = said.by
        if isinstance(by, Trial):
            green |= {by.question} if by.accepted else set()
            last = by if by.submitted else None
        elif isinstance(by, Line):
            if by.move is InterviewerMove.RAISE and by.question not in green:
                yield f"raises the bar before it was reached: {by.text!r}"
            if by.move is InterviewerMove.RAISE and by.text.count("?") != 1:
                yield f"raises the bar by more than one question: {by.text!r}"
            if by.move is not InterviewerMove.RAISE and any(text in by.text for text in raises):
                yield f"asks a harder question out of turn: {by.text!r}"
            if _is_green(t, by.text) and not (last is not None and last.accepted):
                yield f"says that all holds where it does not: {by.text!r}"
            last = None
        else:
            last = None


def moves_on(t: Transcript) -> Faults:
    """Talk without code comes to an end: the interviewer does not stay on a problem for ever."""
    here, count = "", 0
    for said in t.state.said:
        if isinstance(said.by, Trial):
            count = 0
        elif isinstance(said.by, Line):
            same = said.by.question == here
            here, count = said.by.question, count + 1 if same else 1
            if count > _MOST_TALK and here in t.problems:
                yield f"has said {count} things about {here!r} without any code"


def ours_is_ours(t: Transcript) -> Faults:
    """Where the sandbox failed, nothing is said of a failure of the candidate's."""
    for line, trial in t.replies:
        if trial is None or trial.counts:
            continue
        if line.move in (InterviewerMove.PROBE, InterviewerMove.RAISE):
            yield f"a {line.move} about a run that never was: {line.text!r}"
        if _COUNT.search(line.text) or _is_green(t, line.text):
            yield f"tells a result of a run that never was: {line.text!r}"
        mends = _OURS in line.text or any(text in line.text for text in t.not_run)
        if line.move is InterviewerMove.CODE and not mends:
            yield f"does not say that the failure is ours: {line.text!r}"
    for line, trial in t.replies:
        if (trial is None or trial.counts) and any(text in line.text for text in t.not_run):
            yield f"takes the blame for what is not ours: {line.text!r}"


def code_stored(t: Transcript) -> Faults:
    """Every run and submission is stored with its text; each submission has a reply."""
    # What still stood in the editor when its problem was left was never sent, and comes on top.
    stored = [(one.submitted, one.source) for one in t.state.trials if not one.unsent]
    if stored != list(t.tried):
        yield f"{len(t.tried)} versions were tried, {len(stored)} stored, or not the same"
    open_trial: Trial | None = None
    for said in t.state.said:
        if isinstance(said.by, Line):
            open_trial = None
        elif isinstance(said.by, Trial) and said.by.submitted and not said.by.unsent:
            if open_trial is not None:
                yield "a submission was left without a reply"
            open_trial = said.by
    if open_trial is not None:
        yield "the last submission has no reply"


def code_judged(t: Transcript) -> Faults:
    """The debrief rests on what ran: accepted where it was, nothing scored where nothing could run."""
    shown = {one.id: one for one in t.debrief.questions} if t.debrief else {}
    for name in dict.fromkeys(trial.question for trial in t.state.trials):
        counted = [one for one in t.state.submissions(name) if one.counts]
        question = shown.get(name)
        if question is None or question.code is None:
            yield f"{name!r} was worked on and has no code in the debrief"
            continue
        scored = {one.id: one.judgement for one in question.criteria}
        state = scored[_CORRECTNESS].state if _CORRECTNESS in scored else None
        if (state is JudgedAs.SCORED) is not bool(counted):
            yield f"{name!r}: {len(counted)} submissions count, correctness is {state}"
        green = any(one.accepted for one in counted)
        if counted and (question.code.verdict == "accepted") is not green:
            yield f"{name!r}: the debrief says {question.code.verdict}, accepted is {green}"


def _telling(folder: ProblemFolder) -> Iterator[str]:
    for text in (folder.reference, *folder.right.values()):
        for line in text.splitlines():
            if len(line.strip()) >= _TELLING_LINE:
                yield line.strip()


def _is_green(t: Transcript, text: str) -> bool:
    return any(pattern.search(text) for pattern in map(re.compile, t.green))


CODE_CHECKS: Mapping[str, Callable[[Transcript], Faults]] = {
    check.__name__: check
    for check in (
        reference_kept,
        probes_what_failed,
        raises_after_green,
        moves_on,
        ours_is_ours,
        code_stored,
        code_judged,
    )
}
