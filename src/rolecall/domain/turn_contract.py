"""The contract of an interviewer's turn: what must hold before a candidate reads it, whoever worded it."""

import re
from collections.abc import Iterable, Sequence

from rolecall.domain.acknowledging import Acknowledging
from rolecall.domain.interviewing import hints_given
from rolecall.domain.interviews import InterviewQuestion
from rolecall.domain.mail import Check
from rolecall.domain.mocks import InterviewerMove, MockState
from rolecall.domain.steps import Step
from rolecall.domain.texts import find_near, find_verbatim
from rolecall.domain.voices import echo
from rolecall.domain.words import content_words

LONGEST = 90
"""Words an interviewer may add in one turn."""
_LEAK = 6
"""Running words shared with what is hidden that make a leak."""
_ALIKE = 0.8
"""Share of words two turns have in common from which one repeats the other."""
_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)?")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_LATIN = 0x24F
"""The last letter of the scripts a turn is written in."""
_SENTENCE = re.compile(r"(?<=[.!?:])\s+")
_CONTENT = 5
"""Letters of a word that carries content, roughly: shorter ones are mostly grammar."""
_LONG_STEM = 4
"""Letters from which a stem in common tells something: "way" is in every sentence."""
_MANY = 3
"""Words of content from which one in common with a question is an accident."""
_PRAISE = re.compile(
    r"\b(?:great|excellent|perfect|brilliant|fantastic|wonderful|amazing|outstanding|superb|awesome"
    r"|impressive|impressed|terrific|exactly right|spot on"
    r"|good (?:answer|point|job|work)|well (?:done|said|put)|nice(?:ly)? (?:answer|done|work|put)"
    r"|strong answer|love (?:that|it|this))\b",
    re.IGNORECASE,
)
_VERDICT = re.compile(
    r"\b(?:rubric|criteri(?:on|a)|score[sd]?|scoring|grade[sd]?|level [1-4]|reference answer|sample answer"
    r"|model answer|interviewer notes|hidden notes)\b",
    re.IGNORECASE,
)
_MARKUP = re.compile(r"https?://|```|<[a-z/!]|\]\(|^\s*(?:[#*>-]|\d+[.)])\s", re.IGNORECASE | re.MULTILINE)


def turn_checks(text: str, step: Step, state: MockState, question: InterviewQuestion) -> tuple[Check, ...]:
    """Every rule for the words of a follow-up or a redirect, held or not."""
    answer = state.answers[-1].text if state.answers else ""
    wanted = question.criterion(step.criterion).follow_up if step.criterion else question.text
    leaked = leak(text, question, hints_given(state, question.id), said=[answer, *_lines(state)])
    again = repeats(text, [line.text for line in state.lines])
    new = _invented(text, [answer, wanted, question.text, *question.hints, *_lines(state)])
    return (
        _check("one_question", text.count("?") == 1, "ask exactly one question"),
        _check("no_leak", not leaked, f"do not say what is hidden: {leaked!r}"),
        _check("no_repeat", not again, f"do not say again: {again!r}"),
        _check("on_kind", _asks_for(text, wanted), f"ask about this: {wanted!r}"),
        _check(
            "own_words",
            step.move is not InterviewerMove.FOLLOW_UP or not _content(answer) or _own(text, answer, wanted),
            "use a word of the candidate's answer",
        ),
        _check("no_empty_praise", step.heard or not _PRAISE.search(text), "do not praise; nothing was heard"),
        _check(
            "no_verdict", not _VERDICT.search(text), "say nothing of scores, rubrics or reference answers"
        ),
        _check("plain", not _MARKUP.search(text), "plain words: no list, link, heading or markup"),
        _check("no_new_numbers", not new, f"leave out what nobody said: {new!r}"),
        _check("short", 3 <= len(text.split()) <= LONGEST, f"use at most {LONGEST} words"),
    )


def taken_up(
    text: str, step: Step, state: MockState, question: InterviewQuestion, rules: Acknowledging
) -> str:
    """The first sentences of a turn that may stand before the bank's own question, or ''.

    For a follow-up they hold a word of the candidate's; they say nothing hidden and nothing again.
    """
    answer = state.answers[-1].text if state.answers else ""
    wanted = question.criterion(step.criterion).follow_up if step.criterion else question.text
    heard = answer if step.move is InterviewerMove.FOLLOW_UP else ""
    held = " ".join(rules.taken_up(text, heard))
    if not held or leak(held, question, hints_given(state, question.id), said=[answer, *_lines(state)]):
        return ""
    if repeats(held, [line.text for line in state.lines]) or _said_in(held, state):
        return ""
    follows = step.move is InterviewerMove.FOLLOW_UP and bool(_content(heard))
    return "" if follows and not _own(held, heard, wanted) else held


def picked_up(quote: str, state: MockState, rules: Acknowledging) -> str:
    """The words of the answer that a model picked, said back; or "" where they do not stand in it."""
    answer = state.answers[-1].text if state.answers else ""
    place = find_verbatim(quote, answer) or find_near(quote, answer)
    words = echo(answer[place[0] : place[1]]) if place else ""
    if not words or rules.orders.regex.search(words) or _said_in(words, state):
        return ""
    return f"You said \u201c{words}\u201d."


def _said_in(text: str, state: MockState) -> bool:
    return any(sentence in line.text for line in state.lines for sentence in _SENTENCE.split(text))


def leak(text: str, question: InterviewQuestion, hints: int, said: Iterable[str] = ()) -> str:
    """The first run of words a turn shares with what is hidden, or ''.

    Hidden are notes, samples, meanings, what a stronger answer has, anchors, and hints not given yet; what
    the question itself, its follow-ups or anyone in the conversation said is not.
    """
    runs = _runs([text])
    if not runs:
        return ""
    hidden = [question.notes, *question.hints[hints:]]
    hidden += [sample.answer for sample in question.samples.values()]
    for criterion in question.criteria:
        hidden += [criterion.stronger, *criterion.meanings, *criterion.levels.values()]
    open_words = [
        question.text,
        *question.hints[:hints],
        *said,
        *(one.follow_up for one in question.criteria),
    ]
    shared = (runs & _runs(hidden)) - _runs(open_words)
    return " ".join(min(shared)) if shared else ""


def repeats(text: str, earlier: Sequence[str]) -> str:
    """The earlier turn that this one says again, or whose question it asks again word for word; or ''."""
    words = _content(text)
    asked = [sentence for sentence in _SENTENCE.split(text) if sentence.endswith("?")]
    for line in earlier:
        if any(sentence in line for sentence in asked):
            return line
        other = _content(line)
        if words and other and len(words & other) >= _ALIKE * max(len(words), len(other)):
            return line
    return ""


def _invented(text: str, said: Sequence[str]) -> str:
    """The first number or foreign letter that nobody said, or ''."""
    known = {number for one in said for number in _NUMBER.findall(one)}
    letters = " ".join(said)
    return next(
        (number for number in _NUMBER.findall(text) if number not in known),
        next((char for char in text if char.isalpha() and ord(char) > _LATIN and char not in letters), ""),
    )


def _asks_for(text: str, wanted: str) -> bool:
    """Words of content in common with what is to be asked: one, and two where that has many."""
    words = {word for word in content_words(wanted) if len(word) >= _LONG_STEM}
    if not words:
        return wanted in text
    return len(words & content_words(text)) >= min(len(words), 1 + (len(words) >= _MANY))


def _own(text: str, answer: str, wanted: str) -> bool:
    """A word of content from the answer that the bank's own follow-up does not have."""
    return bool((_content(answer) & _content(text)) - _content(wanted))


def _check(name: str, ok: bool, detail: str) -> Check:
    return Check(name=name, ok=ok, detail="" if ok else detail)


def _lines(state: MockState) -> list[str]:
    return [line.text for line in state.lines] + [answer.text for answer in state.answers]


def _content(text: str) -> set[str]:
    return {word for word in _WORD.findall(text.lower()) if len(word) >= _CONTENT}


def _runs(texts: Iterable[str]) -> set[tuple[str, ...]]:
    runs = set()
    for text in texts:
        words = _WORD.findall(text.lower())
        runs |= {tuple(words[at : at + _LEAK]) for at in range(len(words) - _LEAK + 1)}
    return runs
