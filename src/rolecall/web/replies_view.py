"""What came back, as HTML: each question with a mark, a word and the quote; what they ask; the next step."""

from collections import Counter
from collections.abc import Mapping, Sequence

from rolecall.domain.came_back import ReplyHeard
from rolecall.domain.plans.telling import ended
from rolecall.domain.replies.again import NextStep
from rolecall.domain.replies.values import AnswerState, QuestionState
from rolecall.web.words import one_line, plain

STATE_WORDS = {
    AnswerState.ANSWERED: "answered",
    AnswerState.PARTLY: "partly answered",
    AnswerState.DEFERRED: "put off, honestly",
    AnswerState.DODGED: "talked around",
    AnswerState.LEFT: "left open",
}
_QUOTE = 400


def came_back(replies: Sequence[ReplyHeard], names: Mapping[str, str]) -> str:
    """Every reply, newest first, the newest with its next step; `names` are told by source."""
    if not replies:
        return ""
    newest, *earlier = reversed(replies)
    counted = Counter(one.state for one in newest.reading.states)
    told = f"{counted[AnswerState.ANSWERED]} of {len(newest.reading.states)} answered"
    older = "".join(
        f'<details class="fold"><summary>{_name(one, names)}</summary>{_reply(one)}</details>'
        for one in earlier
    )
    return (
        f'<section class="card-part"><h2>What came back <span class="count">{told}</span></h2>'
        f"{_title(newest, names) if earlier else ''}{_reply(newest)}{_next(newest.steps)}"
        f"{older}</section>"
    )


def _title(heard: ReplyHeard, names: Mapping[str, str]) -> str:
    return f"<h3>{_name(heard, names)}</h3>"


def _name(heard: ReplyHeard, names: Mapping[str, str]) -> str:
    return plain(one_line(names.get(heard.source, ""), 60)) or "A reply"


def _reply(heard: ReplyHeard) -> str:
    unasked = "" if heard.draft else '<p class="soft">Read against the questions that matter most here.</p>'
    rows = "".join(_question(one) for one in heard.reading.states)
    back = "".join(
        f"<blockquote>“{plain(one_line(one.quote, _QUOTE))}”</blockquote>" for one in heard.reading.asks_back
    )
    asked = f"<h3>They ask you</h3>{back}" if back else ""
    notes = "".join(f'<p class="note">{plain(note)}</p>' for note in heard.reading.notes)
    return f'{unasked}<ul class="topics answers">{rows}</ul>{asked}{notes}'


def _question(one: QuestionState) -> str:
    quote = f"<q>{plain(one_line(one.quote, _QUOTE))}</q>" if one.quote else ""
    missing = f'<p class="soft missing">{_missing(one)}</p>' if one.missing else ""
    return (
        f'<li class="topic {one.state.value}"><span class="mark" aria-hidden="true"></span>'
        f"<span>{plain(one.text)} <b>{STATE_WORDS[one.state]}</b></span>{quote}{missing}</li>"
    )


def _missing(one: QuestionState) -> str:
    words = ended(one_line(one.missing, _QUOTE))
    told = f"still open: {words}" if one.state is AnswerState.PARTLY else words
    return plain(told[:1].upper() + told[1:])


def _next(steps: Sequence[NextStep]) -> str:
    """One next step: a re-ask before what was left open twice, that before what is waited for."""
    again = [step for step in steps if step.step == "re_ask"]
    if again:
        topics = ",".join(dict.fromkeys(step.topic.value for step in again if step.topic is not None))
        first = again[0]
        more = len(again) - 1
        rest = f' <span class="soft">and {more} more</span>' if more else ""
        return (
            f'<div class="next-step"><h3>Next</h3><p>You could ask once more, kindly: '
            f"{plain(first.text)}{rest}</p>"
            f'<p class="soft">{plain(first.note)}</p><p class="row"><button type="button" class="quiet" '
            f'data-do="re_ask" data-topics="{plain(topics)}">Draft the re-ask</button></p></div>'
        )
    told = next((step for step in steps if step.step == "avoided_twice"), None)
    if told is not None:
        words = f"<p>{plain(told.text)}</p><p class='soft'>{plain(told.note)}</p>"
    elif steps:
        words = f'<p>{plain(steps[0].text)}</p><p class="soft">{plain(steps[0].note)}</p>'
    else:
        words = "<p>Everything that was asked is answered.</p>"
    return f'<div class="next-step"><h3>Next</h3>{words}</div>'
