"""Sums up what the passages of a reply do to a question: the features its state is told by."""

import re
from collections.abc import Callable, Mapping, Sequence
from math import exp, log
from typing import NamedTuple

from rolecall.domain.replies.hearing import Act, Heard
from rolecall.domain.replies.passages import Passage
from rolecall.domain.replies.rules import Sign
from rolecall.domain.replies.scoring import Aim
from rolecall.domain.replies.states import Reply
from rolecall.domain.replies.values import AnswerState

Chances = Mapping[AnswerState, float]
_CLEAR = 2.0
"""Power of the chances by which passages count against each other: the clear ones count most."""
_LEAST = 1e-3
_OTHERS = ("others_tell", "others_part", "others_defer", "others_dodge", "others_left")
_DIGIT = re.compile(r"\d")
_NAMED = re.compile(r"(?<=[a-z,;:] )[A-Z][a-z]{2,}")
_SHORT = re.compile(r"\b(?:[A-Z]{2,}\w*|[A-Z]\d+)\b")
_LIST = re.compile(r",| and | plus | then | \+ |/")
_PARTS = re.compile(
    r", and|\band (?:who|what|how|which|where|when|is|are|do|does|will|may|can|with|by)\b|[?].+[?]"
)


class Signs(NamedTuple):
    """Of a question: what the reply does to it. Chances and shares are 0 to 1."""

    nearest: float
    """Log-odds that some passage speaks to it."""
    second: float
    any: float
    top_answered: float
    top_partly: float
    top_deferred: float
    top_dodged: float
    top_other: float
    mean_answered: float
    mean_partly: float
    mean_deferred: float
    mean_dodged: float
    mean_other: float
    some_tells: float
    """That at least one passage that speaks to it tells something; so for the others."""
    some_defers: float
    some_dodges: float
    some_partly: float
    tells_and_defers: float
    tells_and_dodges: float
    rule_answered: float
    rule_partly: float
    rule_deferred: float
    rule_dodged: float
    rule_left: float
    act_tells: float
    act_defers: float
    act_refuses: float
    act_empty: float
    act_attaches: float
    act_courtesy: float
    digits: float
    names: float
    shorts: float
    listed: float
    hedges: float
    denies: float
    affirms: float
    concrete: float
    vague: float
    unknown: float
    points: float
    further: float
    length: float
    bound: float
    """Place or number say which passage answers it."""
    parts: float
    """The question asks more than one thing."""
    parts_short: float
    """It does, and what is said to it is short."""
    who: float
    how_many: float
    which: float
    yes_no: float
    digits_asked: float
    names_asked: float
    questions: float
    passages: float
    asked_length: float
    """Words of the question."""
    share: float
    """Of all that speaks to it, what its nearest passage does."""
    held: float
    """Passages that more likely than not speak to it."""
    idle: float
    """How much of what speaks to it does nothing for any question."""
    ahead: float
    """Of the nearest passage: telling over telling in part."""
    most_answered: float
    most_partly: float
    most_deferred: float
    most_dodged: float
    most_other: float
    top_length: float
    top_place: float
    gist_answered: float
    """Log-chances by the mean of the vectors of all that speaks to it."""
    gist_partly: float
    gist_deferred: float
    gist_dodged: float
    gist_left: float
    read_answered: float
    """Log-chances by the reader of pairs, of all that speaks to it; so for those below."""
    read_partly: float
    read_deferred: float
    read_dodged: float
    read_left: float
    others_tell: float = 0.0
    """Mean over the other questions of what their passages most likely do; so for those below."""
    others_part: float = 0.0
    others_defer: float = 0.0
    others_dodge: float = 0.0
    others_left: float = 0.0


def weights_of(near: Sequence[float]) -> list[float]:
    """How much each passage counts for a question, sum 1."""
    raised = [one**_CLEAR for one in near]
    total = sum(raised)
    return [one / total for one in raised] if total > 0 else raised


def signs(
    reply: Reply,
    cut: Sequence[Passage],
    near: Sequence[float],
    acts: Sequence[Chances],
    *,
    gist: Chances,
    read: Chances,
    aim: Aim,
    rule: AnswerState,
    asked: int,
    column: int,
) -> Signs:
    """`near` and `acts` have one entry for each passage, at least one; `asked` is the number of questions.

    `gist` and `read` are what all that speaks to the question does, by two readers.
    """
    counts = weights_of(near)
    ranked = sorted(range(len(cut)), key=lambda n: -near[n])
    first = near[ranked[0]]
    second = near[ranked[1]] if len(ranked) > 1 else 0.0
    top = acts[ranked[0]]
    own = [n for n in range(len(cut)) if near[n] >= 0.5 * first]
    words = [reply.text[cut[n].start : cut[n].end] for n in own]
    heard = [[reply.heard[m] for m in cut[n].clauses] for n in range(len(cut))]

    def mean(state: AnswerState) -> float:
        return sum(count * one[state] for count, one in zip(counts, acts, strict=True))

    def some(*states: AnswerState) -> float:
        none = 1.0
        for chance, one in zip(near, acts, strict=True):
            none *= 1 - chance * sum(one[state] for state in states)
        return 1 - none

    def said(fits: Callable[[Heard], bool]) -> float:
        return sum(count for count, each in zip(counts, heard, strict=True) if any(map(fits, each)))

    def signed(sign: Sign) -> float:
        return said(lambda one: sign in one.signs)

    def most(state: AnswerState) -> float:
        return max(chance * one[state] for chance, one in zip(near, acts, strict=True))

    tells = some(AnswerState.ANSWERED, AnswerState.PARTLY)
    defers, dodges = some(AnswerState.DEFERRED), some(AnswerState.DODGED)
    question = aim.asked.text.lower()
    parts = float(bool(_PARTS.search(question)))
    size = log(1 + sum(len(one.split()) for one in words))
    digits = float(any(_DIGIT.search(one) for one in words))
    names = min(2.0, sum(len(_NAMED.findall(one)) for one in words))
    who = float(bool(re.search(r"\bwho", question)))
    many = float(
        bool(re.search(r"how (?:many|much|long|large|big|often)|share|percent|ratio|fraction", question))
    )
    return Signs(
        nearest=_odds(first),
        second=_odds(second),
        any=1 - _none(near),
        top_answered=top[AnswerState.ANSWERED],
        top_partly=top[AnswerState.PARTLY],
        top_deferred=top[AnswerState.DEFERRED],
        top_dodged=top[AnswerState.DODGED],
        top_other=top[AnswerState.LEFT],
        mean_answered=mean(AnswerState.ANSWERED),
        mean_partly=mean(AnswerState.PARTLY),
        mean_deferred=mean(AnswerState.DEFERRED),
        mean_dodged=mean(AnswerState.DODGED),
        mean_other=mean(AnswerState.LEFT),
        some_tells=tells,
        some_defers=defers,
        some_dodges=dodges,
        some_partly=some(AnswerState.PARTLY),
        tells_and_defers=min(tells, defers),
        tells_and_dodges=min(tells, dodges),
        rule_answered=float(rule is AnswerState.ANSWERED),
        rule_partly=float(rule is AnswerState.PARTLY),
        rule_deferred=float(rule is AnswerState.DEFERRED),
        rule_dodged=float(rule is AnswerState.DODGED),
        rule_left=float(rule is AnswerState.LEFT),
        act_tells=said(lambda one: one.act is Act.TELLS),
        act_defers=said(lambda one: one.act is Act.DEFERS),
        act_refuses=said(lambda one: one.act is Act.REFUSES),
        act_empty=said(lambda one: one.act is Act.EMPTY),
        act_attaches=said(lambda one: one.act is Act.ATTACHES),
        act_courtesy=said(lambda one: one.act is Act.COURTESY),
        digits=digits,
        names=names,
        shorts=min(2.0, sum(len(_SHORT.findall(one)) for one in words)),
        listed=min(3.0, sum(len(_LIST.findall(one)) for one in words)),
        hedges=signed("hedges"),
        denies=signed("denies"),
        affirms=signed("affirms"),
        concrete=signed("concrete"),
        vague=signed("vague"),
        unknown=signed("unknown"),
        points=signed("points"),
        further=signed("further"),
        length=size,
        bound=float(
            any(
                reply.matched.firm[m] and column in reply.matched.owners[m]
                for n in own
                for m in cut[n].clauses
            )
        ),
        parts=parts,
        parts_short=parts * max(0.0, 3.2 - size),
        who=who,
        how_many=many,
        which=float(bool(re.search(r"which|what", question))),
        yes_no=float(
            bool(re.match(r"(?:and )?(?:is|are|do|does|will|would|can|could|may|has|have|am)\b", question))
        ),
        digits_asked=many * digits,
        names_asked=who * names,
        questions=float(asked),
        passages=float(len(cut)),
        asked_length=float(len(question.split())),
        share=first / max(_LEAST, sum(near)),
        held=float(sum(one > 0.5 for one in near)),
        idle=sum(chance * one[AnswerState.LEFT] for chance, one in zip(near, acts, strict=True)),
        ahead=top[AnswerState.ANSWERED] - top[AnswerState.PARTLY],
        most_answered=most(AnswerState.ANSWERED),
        most_partly=most(AnswerState.PARTLY),
        most_deferred=most(AnswerState.DEFERRED),
        most_dodged=most(AnswerState.DODGED),
        most_other=most(AnswerState.LEFT),
        top_length=log(1 + len(reply.text[cut[ranked[0]].start : cut[ranked[0]].end].split())),
        top_place=ranked[0] / max(1, len(cut) - 1),
        gist_answered=log(max(_LEAST, gist[AnswerState.ANSWERED])),
        gist_partly=log(max(_LEAST, gist[AnswerState.PARTLY])),
        gist_deferred=log(max(_LEAST, gist[AnswerState.DEFERRED])),
        gist_dodged=log(max(_LEAST, gist[AnswerState.DODGED])),
        gist_left=log(max(_LEAST, gist[AnswerState.LEFT])),
        read_answered=log(max(_LEAST, read[AnswerState.ANSWERED])),
        read_partly=log(max(_LEAST, read[AnswerState.PARTLY])),
        read_deferred=log(max(_LEAST, read[AnswerState.DEFERRED])),
        read_dodged=log(max(_LEAST, read[AnswerState.DODGED])),
        read_left=log(max(_LEAST, read[AnswerState.LEFT])),
    )


def beside(rows: Sequence[Signs]) -> list[Signs]:
    """The same with what the reply does to the other questions; a single one stays in the usual company."""
    if len(rows) == 1:
        return [rows[0]._replace(**dict.fromkeys(_OTHERS, 1 / len(_OTHERS)))]
    found = []
    for n, one in enumerate(rows):
        others = [*rows[:n], *rows[n + 1 :]]
        count = len(others)
        found.append(
            one._replace(
                others_tell=sum(exp(other.gist_answered) for other in others) / count,
                others_part=sum(exp(other.gist_partly) for other in others) / count,
                others_defer=sum(exp(other.gist_deferred) for other in others) / count,
                others_dodge=sum(exp(other.gist_dodged) for other in others) / count,
                others_left=sum(1 - other.any for other in others) / count,
            )
        )
    return found


def _none(near: Sequence[float]) -> float:
    none = 1.0
    for one in near:
        none *= 1 - one
    return none


def _odds(chance: float) -> float:
    held = max(0.01, min(0.99, chance))
    return log(held / (1 - held))
