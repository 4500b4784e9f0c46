"""What a debrief says: states, levels and shares, with digits or, where numbers are hidden, without."""

import re

from rolecall.domain.debriefs import CriterionShown, Debrief, QuestionShown
from rolecall.domain.interviews import LEVELS, RoundKind
from rolecall.domain.judgements import JudgedAs, Judgement, Scorecard
from rolecall.domain.mocks import EndReason, Interviewer, Line, MockState, Mode, Said

ROUND_TITLES = {
    RoundKind.RESEARCH_DEEP_DIVE: "Research deep dive",
    RoundKind.PROBLEM_FRAMING: "Problem framing",
    RoundKind.REPRODUCIBILITY: "Reproducibility",
    RoundKind.CODING: "Coding",
    RoundKind.ML_SYSTEMS: "ML systems",
    RoundKind.QUICKFIRE: "Quick-fire",
    RoundKind.BEHAVIOURAL: "Behavioural",
}
LEVEL_NAMES = {1: "not there yet", 2: "a beginning", 3: "solid", 4: "strong"}
"""The levels where numbers are hidden."""
_ENDINGS = {
    EndReason.FINISHED: "finished",
    EndReason.TIME: "ended when the time was up",
    EndReason.EARLY: "ended early",
    EndReason.ABORTED: "ended without a score",
}
_INTERVIEWERS = {
    Interviewer.WARM: "warm interviewer",
    Interviewer.NEUTRAL: "neutral interviewer",
    Interviewer.SCEPTICAL: "sceptical interviewer",
    Interviewer.HURRIED: "hurried interviewer",
}
_STATES = {
    JudgedAs.COVERED: "heard",
    JudgedAs.NOT_COVERED: "asked for, not heard",
    JudgedAs.UNSCORED: "could not be scored",
    JudgedAs.NOT_ASKED: "not asked",
}
_SHARES = (
    (0.005, "none of it"),
    (0.2, "little of it"),
    (0.45, "some of it"),
    (0.56, "about half of it"),
    (0.8, "most of it"),
    (0.995, "nearly all of it"),
)
_SCORES = ((30, "not there yet"), (55, "a beginning"), (80, "solid"))
_TOUCHED = 0.05
"""Coverage from which an answer came near a criterion."""
_NEAR, _FAR = 0.35, 1.0
"""Levels between one's own rating and the judged one: from here on a difference, a large one."""
_NEAR_SHARE, _FAR_SHARE = 0.15, 0.4
"""The same as shares of the scale."""
_SHARE_ASIDE = re.compile(r"\s\([^()]*\d\s?%[^()]*\)")
_MEASURED = re.compile(r"(gives no levels here): .*?(\. Coverage)", re.DOTALL)


def share_words(share: float) -> str:
    """A share from 0 to 1 without digits."""
    return next((words for below, words in _SHARES if share < below), "all of it")


def share_shown(share: float, *, hide: bool) -> str:
    """Coverage as a person reads it."""
    return share_words(share) if hide else f"{round(100 * share)}\u00a0%"


def level_shown(level: float, *, hide: bool) -> str:
    """A level, or a mean of levels."""
    if hide:
        return LEVEL_NAMES[min(4, max(1, round(level)))]
    return f"level {level:g} of 4" if level == round(level) else f"level {level:.1f} of 4"


def score_shown(score: float, *, hide: bool) -> str:
    """A score from 0 to 100."""
    if hide:
        return next((words for below, words in _SCORES if score < below), "strong")
    return f"{score:.0f} of 100"


def state_shown(judgement: Judgement, *, hide: bool) -> str:
    """How a criterion was judged. What is missing is named as missing, never as a zero."""
    if judgement.state is JudgedAs.SCORED and judgement.level is not None:
        return level_shown(judgement.level, hide=hide)
    if judgement.state is JudgedAs.NOT_COVERED and judgement.coverage > _TOUCHED:
        return "asked for, not enough heard"
    return _STATES.get(judgement.state, _STATES[JudgedAs.UNSCORED])


def quote_words(judgement: Judgement) -> str:
    """What a quote is: the words that show it, or the nearest ones; '' where none belongs to it."""
    if not judgement.evidence or judgement.state is JudgedAs.NOT_ASKED:
        return ""
    if judgement.state is JudgedAs.NOT_COVERED:
        return "the nearest you came" if judgement.coverage > _TOUCHED else ""
    return "your answer"


def coverage_counts(criterion: CriterionShown) -> bool:
    """True where a coverage says something: of what was not asked there is none."""
    return criterion.judgement.state is not JudgedAs.NOT_ASKED


def stronger(criterion: CriterionShown) -> str:
    """What a stronger answer has; '' where there is no higher level to reach."""
    if criterion.judgement.level == LEVELS[-1]:
        return ""
    return criterion.judgement.advice or criterion.stronger


def could_be_judged(judgement: Judgement) -> bool:
    """False where a level was proposed and could not be verified, or the call failed."""
    return judgement.state is not JudgedAs.UNSCORED


def results(debrief: Debrief, *, hide: bool) -> tuple[str, ...]:
    """Coverage, the score where there is one, what it rests on, and one's own rating beside them."""
    judged = any(coverage_counts(one) for shown in debrief.questions for one in shown.criteria)
    if not judged:
        return ("There was no answer to judge, so there is neither coverage nor score.",)
    said = [f"Coverage: {share_shown(debrief.coverage, hide=hide)} of what was looked for was heard."]
    if hide:
        said = [f"Of what was looked for, {share_words(debrief.coverage)} was heard."]
    if debrief.score is not None:
        said.append(f"Score: {score_shown(debrief.score, hide=hide)}. {rests_on(debrief, hide=hide)}")
    if debrief.unfinished:
        count = "Some criteria" if hide else _counted(debrief.unfinished, "criterion", "criteria")
        said.append(f"{count} could not be scored; that is no zero, and running the debrief again may help.")
    own = own_against_judged(debrief)
    return (*said, own) if own else tuple(said)


def rests_on(debrief: Debrief, *, hide: bool) -> str:
    """How many criteria a score rests on."""
    if hide:
        part = share_words(debrief.rests_on / debrief.of) if debrief.of else "none of it"
        return f"It rests on {part.removesuffix(' of it')} of the criteria."
    return f"It rests on {debrief.rests_on} of {debrief.of} criteria."


def own_against_judged(debrief: Debrief) -> str:
    """The self-assessment against levels, else against coverage; '' where nothing was rated."""
    if debrief.own_difference is not None:
        return _compared(debrief.own_difference, _NEAR, _FAR, "the levels given")
    if debrief.own_against_coverage is not None:
        return _compared(debrief.own_against_coverage, _NEAR_SHARE, _FAR_SHARE, "what was heard")
    return ""


def _compared(difference: float, near: float, far: float, judged: str) -> str:
    if abs(difference) < near:
        return f"Your own rating agrees with {judged}."
    much = "well" if abs(difference) >= far else "a little"
    if difference > 0:
        return f"You rated yourself {much} above {judged}; saying the particulars aloud could close the gap."
    return f"You rated yourself {much} below {judged}; it went better than you felt."


def hints_shown(card: Scorecard, *, hide: bool) -> str:
    """The hints used and what they cost; '' where none was."""
    if not card.hints:
        return ""
    used = "Hints were used" if hide else f"{_counted(card.hints, 'hint', 'hints')} used"
    if card.score is None:
        return f"{used}; they cost nothing here, as there is no score."
    return f"{used}; the score is lower for it." if hide else f"{used}; {card.price:g} points off the score."


def note_shown(note: str, *, hide: bool) -> str:
    """A note of a plan or a debrief; where numbers are hidden, without shares and a model's measurement."""
    if not hide:
        return note
    without = _MEASURED.sub(r"\1, as it did not agree well enough with our graded samples\2", note)
    return _SHARE_ASIDE.sub("", without)


def why_shown(why: str, *, hide: bool) -> str:
    """Why a round was planned; where numbers are hidden, nothing that rests on a percentage."""
    return "" if hide and "%" in why else why


def duration(seconds: float) -> str:
    """Minutes and seconds, such as `4 min 10 s`."""
    minutes, rest = divmod(round(seconds), 60)
    if not minutes:
        return f"{rest} s"
    return f"{minutes} min {rest} s" if rest else f"{minutes} min"


def clock_time(seconds: float) -> str:
    """A time of the mock's clock, such as `02:10`."""
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes:02}:{rest:02}"


def timed(state: MockState) -> tuple[tuple[str, Said], ...]:
    """Everything said with the time of the mock's clock; what the clock stood is in no answer's seconds."""
    passed = 0.0
    told = []
    for said in state.said:
        passed += 0.0 if isinstance(said.by, Line) else said.by.seconds
        told.append((clock_time(passed), said))
    return tuple(told)


def about(state: MockState) -> tuple[str, ...]:
    """What kind of mock it was, in a few words each."""
    request = state.request
    words = [f"{request.minutes} minutes", _INTERVIEWERS[request.interviewer]]
    words.append("coached" if request.mode is Mode.COACHED else "realistic")
    if request.drift:
        words.append("with a drift to trivia")
    if state.ended is not None:
        words.append(_ENDINGS[state.ended])
    return tuple(words)


def subject(shown: QuestionShown) -> str:
    """What a question is about, with a capital."""
    words = shown.subject or "Your paper"
    return words[:1].upper() + words[1:]


def _counted(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"
