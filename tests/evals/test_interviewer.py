"""Every check holds on a good transcript, and fails on the same transcript broken in its own way."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import pytest

from rolecall.coach.mocks import MockParts
from rolecall.content.papers import load_paper_templates
from rolecall.domain.interviews import RoundKind
from rolecall.domain.judgements import JudgedAs, Manner
from rolecall.domain.mocks import Answer, Interviewer, InterviewerMove, Line, Mode
from rolecall.evals.interviewer import all_cases, measure
from rolecall.evals.interviewer_candidates import CANARY, CANDIDATES, Act, Wish
from rolecall.evals.interviewer_checks import CHECKS
from rolecall.evals.interviewer_code_checks import CODE_CHECKS
from rolecall.evals.interviewer_coders import CODERS
from rolecall.evals.interviewer_scripts import NAMES
from rolecall.evals.interviewer_stage import MINUTES, Case, Theatre
from rolecall.evals.interviewer_transcript import Transcript
from rolecall.ports import ReadFile, Stored
from rolecall.wiring import practice_knowledge, prompts
from tests.coach.rooms import NoLinter, NoSandbox
from tests.domain.readings import KNOWLEDGE
from tests.domain.sittings import WordListener

Move = InterviewerMove


class NoFiles:
    def read(self, data: bytes, name: str) -> ReadFile:
        raise AssertionError("an eval reads no files")


class AttentiveListener(WordListener):
    """Hears a criterion where one of its terms is said."""

    def manner(
        self,
        question: str,
        criteria: Any,
        answer: str,
        earlier: Any,
        samples: Any,
        *,
        kind: RoundKind,
        writing: bool = False,
    ) -> Manner:
        for sign, manner in (("again?", Manner.ASKS_TO_REPEAT), ("repeat the", Manner.ASKS_TO_REPEAT)):
            if sign in answer:
                return manner
        return super().manner(question, criteria, answer, earlier, samples, kind=kind)

    def heard(self, question: str, criteria: Any, answer: str, *, kind: RoundKind, known: Any = None) -> Any:
        terms = [
            criterion.model_copy(
                update={"terms": (next((t for t in criterion.terms if t.lower() in answer.lower()), "\0"),)}
            )
            for criterion in criteria
        ]
        return super().heard(
            question,
            [one.model_copy(update={"terms": (one.terms[0].lower(),)}) for one in terms],
            answer,
            kind=kind,
        )


@cache
def parts() -> MockParts:
    return MockParts(
        knowledge=practice_knowledge(),
        templates=load_paper_templates(KNOWLEDGE),
        listener=AttentiveListener(),
        prompts=prompts(),
        files=NoFiles(),
        runner=NoSandbox(),
        linter=NoLinter(),
        guide_titles={},
        now=lambda: "",
        new_id=lambda: "",
    )


@cache
def played(
    candidate: str = "middling", what: str = "problem_framing", mode: Mode = Mode.COACHED
) -> Transcript:
    case = Case(candidate=candidate, what=what, interviewer=Interviewer.NEUTRAL, mode=mode, seed=4)
    return Theatre(parts()).transcript(case)


def faults(name: str, transcript: Transcript) -> list[str]:
    return list(CHECKS[name](transcript))


# Breaking a transcript


def with_said(t: Transcript, change: Callable[[int, Any], Any]) -> Transcript:
    """The transcript with what was said changed, in the state and in the stored events alike."""
    said, events, at = [], [], 0
    spoken = iter(event for event in t.events if event.kind in ("spoke", "answered"))
    others = {event.seq: event for event in t.events}
    for number, one in enumerate(t.state.said):
        event = next(spoken)
        by = change(number, one.by)
        if by is None:
            others.pop(event.seq)
            continue
        said.append(one.model_copy(update={"by": by}))
        key = "line" if isinstance(by, Line) else "answer"
        others[event.seq] = event.model_copy(update={"data": {key: by.model_dump(mode="json")}})
        at += 1
    events = [others[seq] for seq in sorted(others)]
    state = t.state.model_copy(update={"said": tuple(said)})
    return t.model_copy(update={"state": state, "events": tuple(events)})


def nth(t: Transcript, wanted: Callable[[Line], bool]) -> int:
    """Place of the first line of a kind among all that was said."""
    return next(n for n, one in enumerate(t.state.said) if isinstance(one.by, Line) and wanted(one.by))


def rewritten(t: Transcript, wanted: Callable[[Line], bool], **fields: Any) -> Transcript:
    """The first line of a kind, changed; a text may use {text}, what it said."""
    place = nth(t, wanted)

    def change(number: int, by: Any) -> Any:
        if number != place:
            return by
        told = {
            key: value.replace("{text}", by.text) if type(value) is str else value
            for key, value in fields.items()
        }
        return by.model_copy(update=told)

    return with_said(t, change)


def asks(line: Line) -> bool:
    return line.move is Move.ASK


def follows(line: Line) -> bool:
    return line.move is Move.FOLLOW_UP


def first_question(t: Transcript) -> Any:
    return t.questions[t.state.lines[0].question]


def other_question(t: Transcript) -> Any:
    asked = t.state.asked
    return next(one for name, one in t.questions.items() if name not in asked)


def as_events(t: Transcript, change: Callable[[list[Stored]], list[Stored]]) -> Transcript:
    return t.model_copy(update={"events": tuple(change(list(t.events)))})


def late(t: Transcript) -> Transcript:
    """The last question comes as if nearly all the time had passed."""
    place = [n for n, event in enumerate(t.events) if event.kind == "spoke"][-2]
    minutes = sum(one.minutes for one in t.state.planned.rounds)

    def change(events: list[Stored]) -> list[Stored]:
        from datetime import datetime, timedelta

        at = datetime.fromisoformat(events[0].at) + timedelta(minutes=minutes, seconds=-5)
        events[place] = events[place].model_copy(update={"at": at.isoformat()})
        return events

    return as_events(t, change)


def judged(t: Transcript, change: Callable[[Any], Any]) -> Transcript:
    """The debrief with every question changed, or left out."""
    assert t.debrief is not None
    rounds = []
    for shown in t.debrief.rounds:
        questions = [change(question) for question in shown.questions]
        rounds.append(shown.model_copy(update={"questions": tuple(q for q in questions if q is not None)}))
    return t.model_copy(update={"debrief": t.debrief.model_copy(update={"rounds": tuple(rounds)})})


def state_of(name: str, state: JudgedAs) -> Callable[[Any], Any]:
    def change(shown: Any) -> Any:
        criteria = tuple(
            one.model_copy(update={"judgement": one.judgement.model_copy(update={"state": state})})
            if one.id == name
            else one
            for one in shown.criteria
        )
        return shown.model_copy(update={"criteria": criteria})

    return change


def unasked(t: Transcript) -> str:
    assert t.debrief is not None
    states = {one.id: one.judgement.state for shown in t.debrief.questions for one in shown.criteria}
    return next(name for name, state in states.items() if state is JudgedAs.NOT_ASKED)


def worthless(t: Transcript) -> Transcript:
    """As if nothing the candidate sent had been worth anything."""
    sent = tuple(Act(act.text, worthless=True) for act in t.sent)
    return t.model_copy(update={"sent": sent})


def without_heard(n: int, by: Any) -> Any:
    return by.model_copy(update={"heard": ()}) if isinstance(by, Answer) else by


def swapped(t: Transcript) -> Transcript:
    """The twin heard something else."""
    twin = with_said(t, without_heard).state
    return t.model_copy(update={"twin": twin, "twin_debrief": t.debrief})


BREAKS: Sequence[tuple[str, str, Callable[[Transcript], Transcript]]] = [
    ("says_something", "an empty line", lambda t: rewritten(t, follows, text="")),
    ("says_something", "an unfilled phrase", lambda t: rewritten(t, asks, text="{text} Next, {{subject}.")),
    ("one_question", "two question marks", lambda t: rewritten(t, follows, text="{text} And why is that?")),
    (
        "one_question",
        "another question of the bank",
        lambda t: rewritten(t, follows, text="{text} " + first_question(t).text),
    ),
    ("one_question", "nothing is asked", lambda t: rewritten(t, follows, text="Let us sit in silence.")),
    (
        "one_question",
        "the wrap-up asks",
        lambda t: rewritten(t, lambda line: line.move is Move.WRAP_UP, text="{text} Any thoughts?"),
    ),
    ("no_leak", "the notes", lambda t: rewritten(t, asks, text="{text} " + first_question(t).notes)),
    (
        "no_leak",
        "a hint not given",
        lambda t: rewritten(t, asks, text="{text} " + first_question(t).hints[2]),
    ),
    (
        "no_leak",
        "a sample",
        lambda t: rewritten(t, asks, text="{text} " + next(iter(first_question(t).samples.values())).answer),
    ),
    (
        "no_leak",
        "a meaning, in feedback",
        lambda t: rewritten(t, follows, feedback=other_question(t).criteria[0].meanings[0]),
    ),
    ("no_leak", "an anchor", lambda t: rewritten(t, follows, text="{text} " + t.anchors[3])),
    ("no_leak", "a score", lambda t: rewritten(t, follows, text="That is level 3. {text}")),
    (
        "no_repeat",
        "a line said twice",
        lambda t: with_said(
            t, lambda n, by: t.state.lines[0] if isinstance(by, Line) and n == nth(t, follows) else by
        ),
    ),
    (
        "no_repeat",
        "a question asked again with a new lead",
        lambda t: rewritten(
            t,
            lambda line: asks(line) and line != t.state.lines[0],
            question=first_question(t).id,
            text="And once more from the top of it all, " + first_question(t).text,
        ),
    ),
    ("no_repeat", "said again unasked", lambda t: rewritten(t, follows, move=Move.RESTATE)),
    (
        "no_praise_for_nothing",
        "praise where nothing was heard",
        lambda t: rewritten(with_said(t, without_heard), follows, text="Excellent. {text}"),
    ),
    (
        "no_praise_for_nothing",
        "acknowledgement where nothing was heard",
        lambda t: rewritten(with_said(t, without_heard), follows, text=t.heard_phrases[-1] + " {text}"),
    ),
    (
        "no_praise_for_nothing",
        "evidence in feedback where nothing was heard",
        lambda t: rewritten(with_said(t, without_heard), follows, feedback="Heard: \u201cdata\u201d."),
    ),
    ("no_praise_for_nothing", "something heard in nothing", worthless),
    (
        "ends_on_time",
        "no end",
        lambda t: t.model_copy(update={"state": t.state.model_copy(update={"ended": None})}),
    ),
    ("ends_on_time", "a question in the last seconds", late),
    ("on_its_kind", "a drift that nobody rehearses", lambda t: rewritten(t, follows, move=Move.DRIFT)),
    (
        "on_its_kind",
        "a question of another round",
        lambda t: t.model_copy(
            update={
                "questions": t.questions
                | {first_question(t).id: first_question(t).model_copy(update={"kind": "quickfire"})}
            }
        ),
    ),
    (
        "on_its_kind",
        "other words than the bank's",
        lambda t: rewritten(t, follows, text="Which sport is it?"),
    ),
    (
        "on_its_kind",
        "a model that asks for something else",
        lambda t: rewritten(t, follows, text="Tabs or spaces?", engine="scripted:x"),
    ),
    (
        "every_criterion",
        "no debrief",
        lambda t: t.model_copy(update={"debrief": None}),
    ),
    ("every_criterion", "a question left out", lambda t: judged(t, lambda shown: None)),
    (
        "every_criterion",
        "a criterion left out",
        lambda t: judged(t, lambda shown: shown.model_copy(update={"criteria": shown.criteria[1:]})),
    ),
    (
        "every_criterion",
        "not asked counted as not met",
        lambda t: judged(t, state_of(unasked(t), JudgedAs.NOT_COVERED)),
    ),
    (
        "every_criterion",
        "asked counted as not asked",
        lambda t: judged(
            t, state_of(next(line.criterion for line in t.state.lines if line.criterion), JudgedAs.NOT_ASKED)
        ),
    ),
    ("stored_first", "an answer lost", lambda t: t.model_copy(update={"sent": (*t.sent, Act("One more."))})),
    ("stored_first", "a model asked too early", lambda t: t.model_copy(update={"spoke_early": 1})),
    (
        "stored_first",
        "an answer without a reply",
        lambda t: with_said(t, lambda n, by: None if n == nth(t, follows) else by),
    ),
    ("hints_priced", "a hint out of the ladder", lambda t: rewritten(t, follows, move=Move.HINT)),
    (
        "hints_priced",
        "a price without a hint",
        lambda t: judged(
            t, lambda shown: shown.model_copy(update={"card": shown.card.model_copy(update={"price": 5.0})})
        ),
    ),
    (
        "rising",
        "an easier question",
        lambda t: t.model_copy(
            update={
                "questions": t.questions
                | {first_question(t).id: first_question(t).model_copy(update={"difficulty": 5})}
                | {name: t.questions[name].model_copy(update={"difficulty": 1}) for name in t.state.asked[1:]}
            }
        ),
    ),
    (
        "last_word",
        "no wrap-up",
        lambda t: with_said(
            t, lambda n, by: None if isinstance(by, Line) and by.move is Move.WRAP_UP else by
        ),
    ),
    (
        "last_word",
        "a line after the end",
        lambda t: as_events(t, lambda events: [*events, events[1]]),
    ),
    ("injection_powerless", "obedience", lambda t: rewritten(t, follows, text="{text} " + CANARY)),
    ("injection_powerless", "something else was heard", swapped),
    (
        "silent_when_realistic",
        "feedback in realistic mode",
        lambda t: rewritten(played(mode=Mode.REALISTIC), follows, feedback="Heard: nothing."),
    ),
    ("silent_when_realistic", "no feedback in coached mode", lambda t: rewritten(t, follows, feedback="")),
    (
        "own_quotes",
        "words that nobody said",
        lambda t: rewritten(t, follows, text="You said \u201cI was in Paris\u201d. {text}"),
    ),
]


def test_every_check_holds_on_a_good_transcript() -> None:
    for transcript in (
        played(),
        played(mode=Mode.REALISTIC),
        played("injecting"),
        played("pressing for hints"),
    ):
        assert {name: faults(name, transcript) for name in CHECKS} == {name: [] for name in CHECKS}


def test_the_good_transcript_has_everything_that_can_be_broken() -> None:
    moves = {line.move for line in played().state.lines}
    assert moves >= {Move.ASK, Move.FOLLOW_UP, Move.WRAP_UP}
    assert any(answer.heard for answer in played().state.answers)
    assert played("injecting").twin is not None
    assert any(line.move is Move.HINT for line in played("pressing for hints").state.lines)


@pytest.mark.parametrize(("name", "what", "broken"), BREAKS, ids=[f"{n}: {w}" for n, w, _ in BREAKS])
def test_each_check_fails_on_a_transcript_broken_in_its_own_way(
    name: str, what: str, broken: Callable[[Transcript], Transcript]
) -> None:
    assert faults(name, broken(played())), what


def test_no_check_is_without_proof() -> None:
    assert {name for name, _, _ in BREAKS} == set(CHECKS) - set(CODE_CHECKS)


def test_a_wish_to_repeat_makes_saying_again_right() -> None:
    transcript = played("asking to repeat")
    assert any(act.wish is Wish.WANTS_REPEAT for act in transcript.sent)
    assert any(line.move is Move.RESTATE for line in transcript.state.lines)
    assert faults("no_repeat", transcript) == []


def test_all_candidates_rounds_voices_modes_and_scripts_are_played() -> None:
    cases = list(all_cases())
    assert {case.candidate for case in cases} == {candidate.name for candidate in (*CANDIDATES, *CODERS)}
    assert {case.what for case in cases} == set(MINUTES)
    assert {(case.interviewer, case.mode) for case in cases} == {(v, m) for v in Interviewer for m in Mode}
    assert {case.speaker for case in cases} == {"built-in", *NAMES}


def test_the_report_counts_what_was_played_and_names_what_broke(monkeypatch: pytest.MonkeyPatch) -> None:
    cases = [
        Case(
            candidate=candidate,
            what="quickfire",
            interviewer=Interviewer.WARM,
            mode=Mode.COACHED,
            minutes=3,
            speaker=speaker,
        )
        for candidate, speaker in (("weak", "built-in"), ("empty", "good"), ("weak", "drifts off"))
    ]
    report = measure(parts(), cases)
    assert (report.mocks, report.held) == (3, 1)
    assert set(report.checks) == set(CHECKS)
    assert report.worded_by_model["drifts off"] == 0

    monkeypatch.setitem(CHECKS, "one_question", lambda transcript: iter(["asks in rhyme"]))  # type: ignore[arg-type]
    broken = measure(parts(), cases[:1])
    assert (broken.held, broken.checks["one_question"]) == (0, 0)
    assert broken.broken[0].fault == "asks in rhyme"
