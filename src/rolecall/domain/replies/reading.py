"""Reads a reply, or a whole thread, against the questions that were put."""

import hashlib
from collections.abc import Sequence
from typing import NamedTuple

from rolecall.domain.judging.relevance import Alike
from rolecall.domain.reading.language import language
from rolecall.domain.replies.anatomy import Anatomy, taken_apart
from rolecall.domain.replies.asking import asks_back
from rolecall.domain.replies.clauses import clauses
from rolecall.domain.replies.fitted import Fitted, sensed, told
from rolecall.domain.replies.hearing import heard
from rolecall.domain.replies.matching import matched
from rolecall.domain.replies.rules import ReplyRules
from rolecall.domain.replies.scoring import Aim, aims, scores, sentence_scores
from rolecall.domain.replies.states import Reply, states
from rolecall.domain.replies.values import AskedBack, PutQuestion, QuestionState, ReplyReading


class Heeded(NamedTuple):
    """A reply heard by the rules alone."""

    anatomy: Anatomy
    back: tuple[AskedBack, ...]
    reply: Reply
    aims: tuple[Aim, ...]
    wide: dict[int, tuple[float, ...]]
    """Scores of its sentences, a column for each question."""
    ruled: tuple[QuestionState, ...]


def heed(text: str, asked: Sequence[PutQuestion], rules: ReplyRules, alike: Alike) -> Heeded:
    """What the rules hear, before anything fitted is asked."""
    anatomy = taken_apart(text, asked, rules)
    back = asks_back(text, anatomy.sentences, rules)
    # A statement that sounds like a request may answer something; a question does not.
    asking = {one.start for one in back if "?" in one.quote}
    found = clauses(text, [one for one in anatomy.sentences if one.words[0].start not in asking])
    wanted = aims(asked, rules)
    narrow = scores(text, found, wanted, rules, alike)
    wide = sentence_scores(text, found, wanted, rules, alike)
    match = matched(found, wanted, anatomy.marks, narrow, wide)
    said = Reply(text, found, heard(text, found, rules, alike), match)
    return Heeded(anatomy, tuple(back), said, wanted, wide, states(said, wanted, rules))


def read_reply(
    text: str,
    asked: Sequence[PutQuestion],
    rules: ReplyRules,
    alike: Alike,
    fitted: Fitted | None = None,
) -> ReplyReading:
    """What the new words of the other side say to each question; quotes are text[start:end].

    Without `fitted`, or where it has no vectors, the rules alone decide.
    """
    one = heed(text, asked, rules, alike)
    found = one.ruled
    seen = sensed(one.reply, one.aims, one.wide, fitted.senses) if fitted else None
    if fitted and seen:
        found = told(one.reply, one.aims, one.ruled, seen, fitted)
    anatomy = one.anatomy
    spoken = language(text, [sentence.words for sentence in anatomy.sentences])
    return ReplyReading(
        states=found,
        asks_back=one.back,
        parts=anatomy.parts,
        language=spoken.name,
        notes=tuple(_notes(spoken.english, spoken.name, anatomy.commanded, bool(anatomy.sentences))),
        text_sha256=hashlib.sha256(text.encode("utf-8", "replace")).hexdigest(),
    )


def _notes(english: bool, name: str, commanded: bool, some: bool) -> list[str]:
    notes = []
    if not some:
        notes.append("There are no new words in it: nothing was answered yet.")
    if not english:
        notes.append(f"The reply is in {name}; the rules are English, so read it yourself as well.")
    if commanded:
        notes.append("It holds orders to a program; they were set aside.")
    return notes
