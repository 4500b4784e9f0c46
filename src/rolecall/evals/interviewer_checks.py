"""Yes-no checks on the transcript of a mock: what an interviewer may never do, what holds at the end."""

import re
from collections.abc import Callable, Iterator, Mapping

from rolecall.domain.judgements import JudgedAs
from rolecall.domain.mocks import DRIFT_QUESTION, InterviewerMove, Line
from rolecall.domain.roles import BUILT_IN
from rolecall.evals.interviewer_candidates import Wish
from rolecall.evals.interviewer_code_checks import CODE_CHECKS
from rolecall.evals.interviewer_record_checks import RECORD_CHECKS
from rolecall.evals.interviewer_transcript import (
    QUOTED,
    WORD,
    Transcript,
    content,
    hidden,
    left_behind,
    running,
    runs,
    same,
)

_LASTWORD = 20.0
"""Seconds that must be left where something is asked."""
_GRACE = 30.0
"""Seconds after the time in which the wrap-up must have been said: the page's own delay."""
_PRAISE = re.compile(
    r"\b(?:great|excellent|perfect|brilliant|fantastic|wonderful|amazing|outstanding|impressive|superb"
    r"|well done|good (?:answer|point|job)|strong answer|exactly right)\b",
    re.IGNORECASE,
)
_JUDGING = re.compile(
    r"\b(?:level [1-4]|rubric|your score|points? out of|graded?|full marks|hidden notes|sample answer)\b",
    re.IGNORECASE,
)
_ASKING = (
    InterviewerMove.ASK,
    InterviewerMove.FOLLOW_UP,
    InterviewerMove.DRIFT,
    InterviewerMove.INVITE,
    InterviewerMove.RESTATE,
)
_SILENT = (InterviewerMove.WRAP_UP, InterviewerMove.NO_HINT, InterviewerMove.CODE)
_ABOUT_CODE = (InterviewerMove.CODE, InterviewerMove.PROBE, InterviewerMove.RAISE)
_AFTER_RUNS = (InterviewerMove.PROBE, InterviewerMove.RAISE)


Faults = Iterator[str]


def says_something(t: Transcript) -> Faults:
    for line in t.state.lines:
        if len(WORD.findall(line.text)) < 2:
            yield f"says {line.text!r} as a {line.move}"
        if "{" in line.text or "}" in line.text:
            yield f"a phrase was not filled in: {line.text!r}"


def one_question(t: Transcript) -> Faults:
    requests = {q.text for q in t.questions.values()} | {
        c.follow_up for q in t.questions.values() for c in q.criteria if c.follow_up
    }
    for line in t.state.lines:
        marks = QUOTED.sub("", line.text).count("?")
        asked = [one for one in requests if one in line.text]
        asked = [one for one in asked if not any(one != other and one in other for other in asked)]
        verbatim = bool(t.wanted(line)) and t.wanted(line) in line.text
        if marks > 1 or len(asked) > 1:
            yield f"asks more than one thing: {line.text!r}"
        elif line.move in (*_ASKING, *_AFTER_RUNS) and marks == 0 and not verbatim:
            yield f"a {line.move} asks nothing: {line.text!r}"
        elif line.move in _SILENT and marks:
            yield f"a {line.move} asks: {line.text!r}"


def no_leak(t: Transcript) -> Faults:
    hints: dict[str, int] = {}
    secrets = {question.id: runs(hidden(question)) for question in t.questions.values()}
    anchors = runs(t.anchors)
    known = runs([q.text for q in t.questions.values()])
    known |= runs(c.follow_up for q in t.questions.values() for c in q.criteria)
    for place, (line, answer, _) in enumerate(t.turns):
        hints[line.question] = hints.get(line.question, 0) + (line.move is InterviewerMove.HINT)
        if answer is not None and answer.question in t.questions:
            known |= runs([answer.text])
            # What a criterion looks for may be told once it was heard.
            known |= runs(t.questions[answer.question].criterion(name).asks for name in answer.heard)
        told = runs([f"{line.text}\n{line.feedback}"])
        new = told - known - runs(left_behind(t, place))
        for question in t.questions.values():
            given = hints.get(question.id, 0)
            secret = secrets[question.id] | runs(question.hints[given:]) if new else set()
            leaked = (new & (secret | anchors)) - runs(question.hints[:given])
            if leaked:
                yield f"leaks {' '.join(min(leaked))!r} of {question.id!r}"
        own = QUOTED.sub("", line.text).replace(t.wanted(line), "")
        if _JUDGING.search(own):
            yield f"speaks of judging: {line.text!r}"
        known |= told


def no_repeat(t: Transcript) -> Faults:
    lines: list[Line] = []
    for line, _, act in t.turns:
        wished = act is not None and act.wish is Wish.WANTS_REPEAT
        if line.move is InterviewerMove.RESTATE:
            if not wished:
                yield f"says a question again unasked: {line.text!r}"
            continue
        for before in lines:
            if line.question == before.question and _said_before(line, before):
                yield f"says again: {line.text!r}"
            wanted = t.wanted(line)
            asks = line.move in (*_ASKING, InterviewerMove.REDIRECT) and wanted in line.text
            # What a problem costs may be asked of each problem, a question of the bank only once.
            of_it = line.question == before.question or line.question not in t.problems
            if asks and of_it and wanted and wanted in before.text:
                yield f"asks again: {line.text!r}"
        lines.append(line)


def _said_before(line: Line, before: Line) -> bool:
    # A count of submissions changes by a number alone, and that is what it is for.
    counts = line.move is InterviewerMove.CODE
    return line.text == before.text if counts else same(line.text, before.text)


def no_praise_for_nothing(t: Transcript) -> Faults:
    for line, answer, act in t.turns:
        own = QUOTED.sub("", line.text).replace(t.wanted(line), "")
        nothing = answer is not None and (not answer.heard or bool(act and act.worthless))
        if not nothing or answer is None:
            continue
        if _PRAISE.search(own) or any(phrase in own for phrase in t.heard_phrases):
            yield f"acknowledges {answer.text[:60]!r} with {line.text!r}"
        if "Heard: " in line.feedback:
            yield f"tells of evidence in {answer.text[:60]!r}: {line.feedback!r}"
        if act and act.worthless and answer.heard:
            yield f"hears {answer.heard} in {answer.text[:60]!r}"
    for shown in t.debrief.questions if t.debrief else ():
        acts = [
            act for answer, act in zip(t.state.answers, t.sent, strict=False) if answer.question == shown.id
        ]
        found = [one.judgement.evidence for one in shown.criteria if one.judgement.state is JudgedAs.COVERED]
        if shown.id != DRIFT_QUESTION and found and acts and all(act.worthless for act in acts):
            yield f"the debrief finds {found[0]!r} worth something on {shown.id!r}"


def ends_on_time(t: Transcript) -> Faults:
    total = sum(planned.minutes for planned in t.state.planned.rounds) * 60
    if t.state.ended is None:
        yield f"never ends: {len(t.state.lines)} turns"
    for elapsed, line in running(t.events):
        if line.move in (*_ASKING, *_AFTER_RUNS) and total - elapsed < _LASTWORD:
            yield f"asks with {total - elapsed:.0f} seconds left: {line.text!r}"
        if elapsed > total + _GRACE:
            yield f"still speaks {elapsed - total:.0f} seconds after the time: {line.text!r}"


def on_its_kind(t: Transcript) -> Faults:
    plan, drift = t.state.planned, t.state.request.drift
    at = 0
    for line in t.state.lines:
        question = t.questions.get(line.question)
        if line.round < at:
            yield f"goes back to round {line.round}"
        at = max(at, line.round)
        planned = plan.rounds[line.round]
        if line.move is InterviewerMove.DRIFT:
            if not drift or line.question not in plan.trivia:
                yield f"drifts unasked: {line.text!r}"
        elif line.move is InterviewerMove.INVITE:
            if not drift:
                yield f"asks for questions where no drift is rehearsed: {line.text!r}"
        elif line.question == DRIFT_QUESTION or line.question in plan.trivia:
            if not drift or line.move in (InterviewerMove.ASK, InterviewerMove.FOLLOW_UP):
                yield f"asks about {line.question!r} outside the drift: {line.text!r}"
        elif question is not None and (
            question.kind is not planned.kind or line.question not in planned.questions
        ):
            yield f"asks {line.question!r} in a round of {planned.kind}"
        if line.engine == BUILT_IN and line.move in _ASKING and t.wanted(line) not in line.text:
            yield f"does not ask what it should: {line.text!r}"
        if line.move in _ABOUT_CODE and (question is None or line.question not in t.problems):
            yield f"speaks of code where there is none: {line.text!r}"
        if line.engine != BUILT_IN and not content(line.text) & content(t.wanted(line)):
            yield f"{line.engine} asks for something else: {line.text!r}"


CHECKS: Mapping[str, Callable[[Transcript], Faults]] = {
    check.__name__: check
    for check in (
        says_something,
        one_question,
        no_leak,
        no_repeat,
        no_praise_for_nothing,
        ends_on_time,
        on_its_kind,
    )
} | {**RECORD_CHECKS, **CODE_CHECKS}
"""Every check by name; one yields what it found wrong, and nothing where it holds."""
