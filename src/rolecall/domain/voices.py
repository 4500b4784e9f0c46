"""How the built-in interviewer says a step: phrases of knowledge/voices.yaml around the bank's own words."""

import re
from collections.abc import Callable, Iterable
from typing import Self

from pydantic import Field, model_validator

from rolecall.domain.acknowledging import Acknowledging
from rolecall.domain.interviewing import REDIRECTED
from rolecall.domain.interviews import InterviewQuestion, RoundKind
from rolecall.domain.judgements import Manner
from rolecall.domain.mocks import EndReason, Interviewer, InterviewerMove, MockState
from rolecall.domain.steps import Step
from rolecall.domain.values import Value

_LONGEST_ECHO = 14
"""Words of the candidate's that are said back at most."""
_SHORTEST_ECHO = 3

_FIELD = re.compile(r"\{\w+\}")

Phrases = dict[str, tuple[str, ...]]

_SITUATIONS = {
    *("opening", "heard", "nothing", "next", "new_round", "returning"),
    *("hint", "no_hint", "restate", "pointer", "drift", "drift_more", "drift_push"),
    *("invite", "wrap_finished", "wrap_time", "wrap_early"),
}
"""Every situation a step is said in; a voice without words for one would fail in the middle of a mock."""
_FILLED = {"{subject}", "{minutes}", "{round}"}


class Voice(Value):
    """One interviewer: how the page names them, and their own phrases by situation."""

    title: str
    about: str
    phrases: Phrases


class Voices(Value):
    """knowledge/voices.yaml."""

    shared: Phrases
    redirects: dict[Manner, tuple[str, ...]]
    voices: dict[Interviewer, Voice]
    rounds: dict[RoundKind, str] = Field(min_length=len(RoundKind))
    """A round's name inside a sentence."""
    acknowledging: Acknowledging

    @model_validator(mode="after")
    def _nobody_lacks_words(self) -> Self:
        absent = set(Interviewer) - set(self.voices)
        if absent:
            raise ValueError(f"voices lack {sorted(map(str, absent))}")
        if set(self.shared) != _SITUATIONS or not all(self.shared.values()):
            lacking = sorted(name for name in _SITUATIONS if not self.shared.get(name))
            unknown = sorted(set(self.shared) - _SITUATIONS)
            raise ValueError(f"shared lacks {lacking}" if lacking else f"shared has unknown {unknown}")
        wordless = REDIRECTED - set(self.redirects)
        if wordless:
            raise ValueError(f"redirects lack {sorted(map(str, wordless))}")
        for voice in self.voices.values():
            strange = sorted(set(voice.phrases) - _SITUATIONS)
            if strange:
                raise ValueError(f"situation {strange[0]!r} is not one of 'shared'")
        unfilled = [phrase for phrase in self._all() if not _FILLED.issuperset(_FIELD.findall(phrase))]
        if unfilled:
            raise ValueError(f"phrase {unfilled[0]!r} has a field that is none of {sorted(_FILLED)}")
        invitation = self.shared["invite"]
        asking = [phrase for phrase in self._all() if "?" in phrase and phrase not in invitation]
        if asking:
            raise ValueError(f"phrase {asking[0]!r} asks: only the bank's questions may ask")
        return self

    def _all(self) -> Iterable[str]:
        groups = [self.shared, *(voice.phrases for voice in self.voices.values())]
        for group in groups:
            for phrases in group.values():
                yield from phrases
        for phrases in self.redirects.values():
            yield from phrases


def say(step: Step, state: MockState, question: InterviewQuestion | None, voices: Voices) -> str:
    """The built-in words of a step; the same state gives the same words."""
    speaker = _Speaker(step, state, question, voices)
    words: dict[InterviewerMove, Callable[[], str]] = {
        InterviewerMove.ASK: speaker.asking,
        InterviewerMove.FOLLOW_UP: speaker.following_up,
        InterviewerMove.HINT: speaker.hinting,
        InterviewerMove.NO_HINT: lambda: speaker.phrase("no_hint"),
        InterviewerMove.REDIRECT: speaker.redirecting,
        InterviewerMove.RESTATE: lambda: _joined(speaker.phrase("restate"), _the(question).text),
        InterviewerMove.DRIFT: speaker.drifting,
        InterviewerMove.INVITE: lambda: speaker.phrase("invite"),
        InterviewerMove.WRAP_UP: lambda: speaker.phrase(_ENDINGS[step.ending or EndReason.FINISHED]),
    }
    return words[step.move]()


def say_after(
    taken_up: str, step: Step, state: MockState, question: InterviewQuestion, voices: Voices
) -> str:
    """What a follow-up or a redirect asks, in the bank's words, after a model's words for the answer."""
    if step.criterion:
        return _joined(taken_up, question.criterion(step.criterion).follow_up)
    return _joined(taken_up, _Speaker(step, state, question, voices).phrase("pointer"))


_ENDINGS = {
    EndReason.FINISHED: "wrap_finished",
    EndReason.TIME: "wrap_time",
    EndReason.EARLY: "wrap_early",
    EndReason.ABORTED: "wrap_early",
}


class _Speaker:
    def __init__(
        self, step: Step, state: MockState, question: InterviewQuestion | None, voices: Voices
    ) -> None:
        self._step = step
        self._state = state
        self._question = question
        self._voices = voices
        self._said = "\n".join(line.text for line in state.lines)

    def asking(self) -> str:
        text = _the(self._question).text
        if self._step.opening:
            return f"{self.phrase('opening')} {text}"
        if self._step.new_round:
            return _joined(self.phrase("new_round"), text)
        # Leaving a question says nothing of an answer that brought nothing.
        heard = self.phrase("heard") if self._step.heard else ""
        before = self.phrase("returning") if self._step.returning else heard
        return _joined(before, self.phrase("next"), text)

    def following_up(self) -> str:
        follow_up = _the(self._question).criterion(self._step.criterion).follow_up
        if self._step.returning:
            return _joined(self.phrase("returning"), follow_up)
        return _joined(self._echo() or self._acknowledged(), follow_up)

    def hinting(self) -> str:
        return _joined(self.phrase("hint"), _the(self._question).hints[self._step.hint - 1])

    def redirecting(self) -> str:
        question = _the(self._question)
        reason = self._unused(self._voices.redirects[self._step.manner])
        if self._step.criterion:
            return _joined(reason, question.criterion(self._step.criterion).follow_up)
        return _joined(reason, self.phrase("pointer"))

    def drifting(self) -> str:
        first = not any(line.move is InterviewerMove.DRIFT for line in self._state.lines)
        lead = "drift_push" if self._step.pushing else "drift" if first else "drift_more"
        return _joined(self.phrase(lead), _the(self._question).text)

    def phrase(self, situation: str) -> str:
        """A phrase not used yet in this mock, or '' where all are used up."""
        own = self._voices.voices[self._state.request.interviewer].phrases.get(situation, ())
        shared = self._voices.shared[situation]
        return self._unused(self._turned(own)) or self._unused(self._turned(shared))

    def _acknowledged(self) -> str:
        return self.phrase("heard" if self._step.heard else "nothing")

    def _echo(self) -> str:
        """The candidate's own words, where the last answer brought something worth saying back."""
        quote = self._state.answers[-1].echo if self._step.heard and self._state.answers else ""
        return f"You said \u201c{quote}\u201d." if quote and quote not in self._said else ""

    def _turned(self, phrases: tuple[str, ...]) -> tuple[str, ...]:
        """Begins at another phrase from mock to mock, so that two do not open alike."""
        at = (self._state.request.seed or 0) % len(phrases) if phrases else 0
        return phrases[at:] + phrases[:at]

    def _unused(self, phrases: Iterable[str]) -> str:
        """A phrase that was not said yet; else one that was said of another subject; else ''."""
        filled = [(phrase, self._filled(phrase)) for phrase in phrases]
        fresh = [words for phrase, words in filled if not self._was_said(phrase)]
        fresh += [words for _, words in filled if words not in self._said]
        return fresh[0] if fresh else ""

    def _filled(self, phrase: str) -> str:
        words = phrase.format(
            subject=self._question.subject if self._question else "this",
            minutes=round(self._state.planned.rounds[self._step.round].minutes),
            round=self._voices.rounds[self._state.planned.rounds[self._step.round].kind],
        )
        return words[0].upper() + words[1:]

    def _was_said(self, phrase: str) -> bool:
        return all(part in self._said for part in _FIELD.split(phrase) if len(part) > 2)


def echo(quote: str) -> str:
    """The part of a candidate's words that can be said back inside a sentence, or ''."""
    clause = quote.strip()
    for mark in (". ", "; ", ": ", " - ", " \u2014 ", ", "):
        head = clause.partition(mark)[0]
        if len(head.split()) >= _SHORTEST_ECHO:
            clause = head
    clause = clause.strip(" .,;:!-\u2014\"'\u201c\u201d")
    usable = _SHORTEST_ECHO <= len(clause.split()) <= _LONGEST_ECHO
    plain = not any(mark in clause for mark in '?\n"\u201c\u201d<>[]{}|`*#')
    return clause if usable and plain else ""


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def _the(question: InterviewQuestion | None) -> InterviewQuestion:
    if question is None:
        raise ValueError("a step that asks needs its question")
    return question
