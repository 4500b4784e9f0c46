"""A mock under way as HTML: the clock, the question now, the conversation so far; and where it ended."""

from collections.abc import Mapping

from rolecall.domain.clock import WARNINGS, Clock, current_round
from rolecall.domain.debrief_words import ROUND_TITLES, note_shown, why_shown
from rolecall.domain.interviewing import hints_given, last_question
from rolecall.domain.interviews import InterviewQuestion, RoundKind
from rolecall.domain.judging.scoring import PRICE
from rolecall.domain.mocks import Answer, EndReason, InterviewerMove, Line, MockState, Mode
from rolecall.domain.speech import told
from rolecall.domain.trials import Trial
from rolecall.web import trials_view, voice_row
from rolecall.web.code_text import listing
from rolecall.web.words import as_it_is, one_line, plain

ASIDE = (InterviewerMove.HINT, InterviewerMove.NO_HINT)
"""Said beside the question, which stays."""
AWAY = "The clock stood while you were away."
WARNED = {WARNINGS[0]: "Two minutes left.", WARNINGS[1]: "Thirty seconds left."}
_ROUNDS = {
    RoundKind.RESEARCH_DEEP_DIVE: "research deep dive",
    RoundKind.ML_SYSTEMS: "ML systems",
    RoundKind.QUICKFIRE: "quick-fire",
}
_ENDED = {
    EndReason.FINISHED: "It came to its end: everything that was planned was asked.",
    EndReason.TIME: "Time was up; what you had written counted.",
    EndReason.EARLY: "You ended it early; what you said counts.",
    EndReason.ABORTED: "You left without a score; what was said is kept.",
}
BOX = (
    f'{voice_row.READ}<form class="answer" data-room="send">'
    '<label for="mock-answer" class="hidden-words">Your answer</label>'
    '<textarea id="mock-answer" rows="6" spellcheck="true" '
    'placeholder="Answer as you would say it" aria-keyshortcuts="Control+Enter Meta+Enter"></textarea>'
    '<div class="answer-row"><button type="submit" class="act" data-needs="run">Send</button>'
    '<button type="button" class="quiet" data-room="hint" data-needs="run" hidden>Hint</button>'
    f'{voice_row.SPEAK}<span class="soft keys">Ctrl or Cmd with Enter sends</span>'
    '<span class="soft" id="mock-kept"></span></div>'
    f'{voice_row.TOLD}</form><p id="mock-live" class="hidden-words" role="status" aria-live="polite"></p>'
)
"""Never drawn anew while a mock is on, so that nothing that is being typed is lost."""


def mark(
    state: MockState,
    at: Clock,
    questions: Mapping[str, InterviewQuestion],
    *,
    beat: str,
    draft: str = "",
    took: bool = False,
    warning: int | None = None,
    answers: str = "",
    problem: str = "",
    code: str | None = None,
) -> str:
    """What the page's script goes by. `beat` differs each time, so that an answer always arrives.

    `answers` names the act it answers; `problem` is what the editor is for; `code` what the server has of it.
    """
    view = "debrief" if state.ended is not None else "room"
    facts = {
        "view": view,
        "mock": state.id,
        "said": len(state.said),
        "left": f"{at.left:.1f}",
        "paused": "yes" if at.paused else "",
        "hint": next_hint(state, questions),
        "took": "yes" if took else "",
        "draft": draft,
        "warning": WARNED.get(warning or 0, ""),
        "beat": beat,
        "answers": answers,
        "problem": problem,
        "coding": "yes" if problem and view == "room" else "",
    }
    written = " ".join(f'data-{name}="{plain(str(value))}"' for name, value in facts.items())
    held = "" if code is None else f' data-code="{as_it_is(code)}"'
    return f"<i {written}{held}></i>"


def nowhere(beat: str = "") -> str:
    """The mark where no mock is in view."""
    return f'<i data-view="pick" data-mock="" data-beat="{plain(beat)}"></i>'


def next_hint(state: MockState, questions: Mapping[str, InterviewQuestion]) -> str:
    """What the hint button says, or nothing where there is none to be had."""
    question = questions.get(last_question(state.lines))
    if state.request.mode is not Mode.COACHED or question is None or state.ended is not None:
        return ""
    given = hints_given(state, question.id)
    if given >= len(question.hints):
        return ""
    total = PRICE * (given + 1)
    return f"Hint, {PRICE:.0f} points" if not given else f"Another hint, {total:.0f} points in all"


def top(state: MockState, at: Clock, interviewer: str) -> str:
    """Title, who asks, the round, the clock, and what can be done with the mock."""
    mode = "coached" if state.request.mode is Mode.COACHED else "realistic"
    here = [f"{plain(interviewer)} interviewer, {mode}"]
    rounds = state.planned.rounds
    if len(rounds) > 1:
        number = current_round(state)
        here.append(f"Round {number + 1} of {len(rounds)}: {round_name(rounds[number].kind)}")
    pause = (
        '<button type="button" class="act" data-room="resume">Resume</button>'
        if at.paused
        else '<button type="button" class="quiet" data-room="pause">Pause</button>'
    )
    minutes = round(at.total / 60)
    return (
        f'<header class="room-head"><div class="room-title"><h1>{plain(one_line(state.planned.title, 100))}'
        f'</h1><p class="soft">{". ".join(here)}</p></div><div class="clock" role="timer" '
        f'aria-label="Time left"><b>{clock_face(at.left)}</b> '
        f'<span class="soft">of {minutes} min</span></div>'
        f'<div class="row room-tools">{pause}<button type="button" class="quiet" popovertarget="mock-ending">'
        f"End now</button></div>{_ending()}</header>"
    )


def _ending() -> str:
    return (
        '<section popover id="mock-ending" class="sheet small" role="dialog" aria-label="End this mock">'
        '<header><h2>End this mock?</h2><button type="button" class="close" popovertarget="mock-ending" '
        'popovertargetaction="hide">Go on</button></header><p>What is in the box counts as your last answer. '
        'The debrief is next.</p><p class="row sheet-row"><button type="button" class="act" data-room="end">'
        'End now</button></p><details class="danger"><summary>Leave without a score</summary><p>What was '
        'said is kept, but nothing of it is judged.</p><button type="button" '
        'class="quiet" data-room="leave">Yes, leave without a score</button></details></section>'
    )


def question_now(
    state: MockState,
    at: Clock,
    questions: Mapping[str, InterviewQuestion],
    *,
    away: bool = False,
    hide: bool = False,
) -> str:
    """What the interviewer wants to know now, large; hints and the question it belongs to beside it.

    `hide` leaves percentages out of why a round is held.
    """
    current = _current(state)
    asking = next((line for line in reversed(state.lines) if line.move not in ASIDE), None)
    if asking is None:
        return ""
    lead, asked = _parted(asking, questions)
    parts = [f'<p class="lead">{plain(lead)}</p>'] if lead else []
    parts.append(f'<p class="asking" id="mock-question">{plain(asked)}</p>')
    parts += [_aside(line) for line in current if line.move in ASIDE]
    whole = questions.get(asking.question)
    if whole is not None and whole.text not in asking.text and asking.move is not InterviewerMove.INVITE:
        parts.append(
            f'<details class="whole"><summary>The question this belongs to</summary>'
            f"<p>{plain(whole.text)}</p></details>"
        )
    parts += [f'<p class="note">{plain(line.note)}</p>' for line in current if line.note]
    if state.waiting:
        parts.append(
            '<p class="note">What you said is kept; the reply to it is missing. '
            '<button type="button" class="tool" data-room="visited">Get the reply</button></p>'
        )
    if why := _why(state, asking, hide):
        parts.insert(0, f'<p class="why">{plain(why)}</p>')
    if at.paused:
        words = f"{AWAY} Resume when you are ready." if away else "Paused; the clock stands."
        parts.insert(0, f'<p class="standing" role="status">{words}</p>')
    return f'<section class="now" aria-label="The question now">{"".join(parts)}</section>'


def _why(state: MockState, asking: Line, hide: bool) -> str:
    """Why a loop holds the round that begins here, told at its first question."""
    planned = state.planned.rounds
    first = not any(answer.round == asking.round for answer in state.answers)
    if len(planned) < 2 or not first or not planned[asking.round].why:
        return ""
    told = why_shown(planned[asking.round].why, hide=hide)
    return f"{ROUND_TITLES[planned[asking.round].kind]}. {told}" if told else ""


def _parted(line: Line, questions: Mapping[str, InterviewQuestion]) -> tuple[str, str]:
    """What leads to a question, and the question, where the bank's own words end the line."""
    question = questions.get(line.question)
    if question is None:
        return "", line.text
    follow_ups = [one.follow_up for one in question.criteria if one.id == line.criterion]
    for asked in (*follow_ups, question.text):
        if asked and line.text.endswith(asked):
            return line.text.removesuffix(asked).strip(), asked
    return "", line.text


def _aside(line: Line) -> str:
    kind = "hint" if line.move is InterviewerMove.HINT else "note"
    return f'<p class="{kind}">{plain(line.text)}</p>'


def so_far(state: MockState, *, whole: bool = False, hide: bool = False) -> str:
    """The conversation up to the last answer, with what was heard in the margin; `whole` adds the end."""
    said = state.said if whole else state.said[: _last_word(state) + 1]
    notes = "".join(
        f'<p class="note">{plain(note_shown(note, hide=hide))}</p>' for note in state.planned.notes
    )
    items = []
    runs = 0
    for index, one in enumerate(said):
        if isinstance(one.by, Trial) and not one.by.submitted:
            runs += 1
            continue
        if runs:
            items.append(_runs(runs))
            runs = 0
        following = state.said[index + 1].by if index + 1 < len(state.said) else None
        if isinstance(one.by, Answer):
            items.append(_answer(one.by, following.feedback if isinstance(following, Line) else ""))
        elif isinstance(one.by, Trial):
            items.append(_submitted(state, one.by))
        else:
            items.append(_line(one.by, state))
    if runs:
        items.append(_runs(runs))
    if not items:
        return notes
    return f'{notes}<ol class="talked" aria-label="The conversation so far">{"".join(items)}</ol>'


def _line(line: Line, state: MockState) -> str:
    rounds = state.planned.rounds
    name = ROUND_TITLES[rounds[line.round].kind] if len(rounds) > 1 else ""
    first = next(one for one in state.lines if one.round == line.round) is line
    head = f'<h2 class="round-name">{name}</h2>' if name and first else ""
    kind = " hint" if line.move is InterviewerMove.HINT else ""
    return (
        f'<li class="asked">{head}<span class="hidden-words">Interviewer: </span>'
        f'<p class="typed{kind}">{plain(line.text)}</p></li>'
    )


def _answer(answer: Answer, feedback: str) -> str:
    margin = f'<aside class="margin" aria-label="Feedback">{plain(feedback)}</aside>' if feedback else ""
    words = plain(answer.text) if answer.text.strip() else '<span class="soft">Nothing.</span>'
    late = '<p class="soft late">Not sent yet when the mock ended; it counts.</p>' if answer.unsent else ""
    spoken = f'<p class="soft spoken">{plain(told(answer.speech))}.</p>' if answer.speech else ""
    return (
        f'<li class="mine"><div class="bubble"><span class="hidden-words">You: </span>'
        f'<div class="typed">{words}</div>{spoken}{late}</div>{margin}</li>'
    )


def _submitted(state: MockState, trial: Trial) -> str:
    """A version of the code, said in a sentence, its text in a fold."""
    trials = state.submissions(trial.question)
    at = next(at for at, one in enumerate(trials) if one is trial)
    late = '<p class="soft late">Not submitted when the mock ended; it counts.</p>' if trial.unsent else ""
    return (
        f'<li class="mine"><div class="bubble coded"><span class="hidden-words">You: </span>'
        f"{trials_view.headline(trials, at)}<details><summary>The code</summary>"
        f"{listing(trial.source, name=f'Version {at + 1}')}</details>{late}</div></li>"
    )


def _runs(count: int) -> str:
    words = "You ran your code once." if count == 1 else f"You ran your code {count} times."
    return f'<li class="mine ran soft">{words}</li>'


def ended(state: MockState) -> str:
    """The head of what comes after a mock."""
    reason = _ENDED[state.ended or EndReason.FINISHED]
    return (
        f'<header class="intro"><p><a href="?view=practise" data-page="practise">All mocks</a></p>'
        f"<h1>{plain(one_line(state.planned.title, 100))}</h1><p>{reason}</p></header>"
    )


def transcript(state: MockState) -> str:
    """Everything that was said, folded."""
    count = len(state.answers)
    return (
        f'<details class="fold transcript"><summary>The whole conversation <span class="count">{count} '
        f"answer{'' if count == 1 else 's'}</span></summary>{so_far(state, whole=True)}</details>"
    )


def round_name(kind: RoundKind) -> str:
    """A round inside a sentence."""
    return _ROUNDS.get(kind, kind.replace("_", " "))


def clock_face(seconds: float) -> str:
    """`12:05`; the page's script counts on from it."""
    whole = max(0, int(seconds + 0.5))
    return f"{whole // 60}:{whole % 60:02}"


def _current(state: MockState) -> tuple[Line, ...]:
    """Lines since the last answer or submission."""
    since = state.said[_last_word(state) + 1 :]
    return tuple(said.by for said in since if isinstance(said.by, Line))


def _last_word(state: MockState) -> int:
    """Where the candidate's last answer or submission stands among what was said; -1 before the first."""
    return max((at for at, said in enumerate(state.said) if _is_word(said.by)), default=-1)


def _is_word(by: Line | Answer | Trial) -> bool:
    return isinstance(by, Answer) or (isinstance(by, Trial) and by.submitted)
