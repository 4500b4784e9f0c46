"""Decides how far each question was answered, and which words show it."""

from collections.abc import Sequence
from typing import NamedTuple

from rolecall.domain.replies.clauses import Clause
from rolecall.domain.replies.hearing import Act, Heard
from rolecall.domain.replies.matching import TOUCHES, Matched
from rolecall.domain.replies.rules import ReplyRules, Sign
from rolecall.domain.replies.scoring import Aim, told
from rolecall.domain.replies.values import AnswerState, QuestionState
from rolecall.domain.roles import Confidence, Topic

QUOTE = 320
"""Characters of a quote at most, at the end of a clause."""

Found = tuple[AnswerState, tuple[int, ...], str]
"""A state, the clauses that show it, and what is missing."""


class Reply(NamedTuple):
    """The clauses of a reply with everything that was heard of them."""

    text: str
    clauses: tuple[Clause, ...]
    heard: tuple[Heard, ...]
    matched: Matched
    spoken: tuple[frozenset[int], ...] = ()
    """For each clause the positions of the aspects it speaks of."""


def states(reply: Reply, aims: Sequence[Aim], rules: ReplyRules) -> tuple[QuestionState, ...]:
    """One state for each question, in their order."""
    match = reply.matched
    spoken = tuple(told(clause, rules) for clause in reply.clauses)
    reply = reply._replace(spoken=spoken)
    wide = _wide(reply)
    found: list[Found | None] = []
    for column, aim in enumerate(aims):
        own = [n for n, owners in enumerate(match.owners) if column in owners and n not in wide]
        own += [n for n in wide if _names(match.scores[n], column) and _meant(reply, n)]
        found.append(_found(reply, sorted(own), aim, rules, column) if own else None)
    found = _widely(reply, wide, found)
    found = _airs(reply, aims, found, rules)
    return tuple(
        _state(reply, aim, one, match.firm, column)
        for column, (aim, one) in enumerate(zip(aims, found, strict=True))
    )


def _names(row: Sequence[float], column: int) -> bool:
    return row[column] >= TOUCHES and row[column] >= 0.8 * max(row)


def _meant(reply: Reply, n: int) -> bool:
    """A sentence about questions that names their subjects speaks of these alone."""
    return reply.heard[n].act in {Act.DEFERS, Act.REFUSES, Act.EMPTY, Act.ATTACHES}


def _wide(reply: Reply) -> frozenset[int]:
    """The clauses of sentences about the questions themselves: all of them, or the rest."""
    sentences = {
        reply.clauses[n].sentence
        for n, one in enumerate(reply.heard)
        if one.signs & {"whole", "rest"} and not reply.matched.firm[n]
    }
    told = {
        reply.clauses[n].sentence
        for n, one in enumerate(reply.heard)
        if one.act is Act.TELLS and one.specific and max(reply.matched.scores[n]) >= TOUCHES
    }
    put_off = {
        reply.clauses[n].sentence
        for n, one in enumerate(reply.heard)
        if one.act in {Act.DEFERS, Act.REFUSES, Act.ATTACHES} or "shrugs" in one.signs
    }
    # A refusal that is about nothing in particular is about all that was asked.
    general = {
        reply.clauses[n].sentence
        for n, one in enumerate(reply.heard)
        if one.act is Act.REFUSES and not reply.matched.owners[n]
    }
    sentences = ((sentences - told) & put_off) | general
    return frozenset(n for n, clause in enumerate(reply.clauses) if clause.sentence in sentences)


def _widely(reply: Reply, wide: frozenset[int], found: list[Found | None]) -> list[Found | None]:
    """What was said of all questions, or of the rest, holds for those that got nothing else."""
    for n in sorted(wide):
        clause = reply.clauses[n]
        mates = tuple(m for m in wide if reply.clauses[m].sentence == clause.sentence)
        named = any(max(reply.matched.scores[m]) >= TOUCHES for m in mates)
        rest = any("rest" in reply.heard[m].signs for m in mates)
        every = any("every" in reply.heard[m].signs for m in mates)
        if named and not rest and not every:
            continue
        for act, state in _SPEAKS.items():
            shown = tuple(m for m in mates if reply.heard[m].act is act)
            if shown:
                found = [one or (state, shown, _OPEN[state]) for one in found]
                break
    return found


def _airs(
    reply: Reply, aims: Sequence[Aim], found: list[Found | None], rules: ReplyRules
) -> list[Found | None]:
    """Empty sentences that belong to no question by their words may still be what one of them got."""
    for n, owners in enumerate(reply.matched.owners):
        near = max(reply.matched.scores[n], default=0.0) >= TOUCHES
        if reply.heard[n].act is not Act.EMPTY or (near and any(found[column] for column in owners)):
            continue
        topics = {rules.air_topics[hit.entry] for hit in rules.air_book.find(reply.clauses[n].words)}
        for column, aim in enumerate(aims):
            if found[column] is None and aim.topic in topics:
                found[column] = (AnswerState.DODGED, (n,), _OPEN[AnswerState.DODGED])
    return found


_SPEAKS = {
    Act.DEFERS: AnswerState.DEFERRED,
    Act.ATTACHES: AnswerState.PARTLY,
    Act.REFUSES: AnswerState.DODGED,
    Act.EMPTY: AnswerState.DODGED,
}
_OPEN = {
    AnswerState.ANSWERED: "",
    AnswerState.PARTLY: "part of it is still open",
    AnswerState.DEFERRED: "an answer was promised, or somebody was named who can give it",
    AnswerState.DODGED: "it was spoken of, but nothing was told",
    AnswerState.LEFT: "it was not touched",
}


def _found(reply: Reply, own: Sequence[int], aim: Aim, rules: ReplyRules, column: int) -> Found | None:
    done = {n: _act(reply, n, aim, column) for n in own}
    acts = {act: tuple(n for n in own if done[n] is act) for act in Act}
    tells = acts[Act.TELLS]
    if tells:
        if any(_of_this(reply, n) for n in (*acts[Act.DEFERS], *acts[Act.REFUSES])):
            return AnswerState.PARTLY, tells, "the rest was put off"
        lacking = _lacking(reply, own, aim, rules)
        if lacking:
            return AnswerState.PARTLY, tells, lacking
        return AnswerState.ANSWERED, tells, ""
    for act, state in _SPEAKS.items():
        if acts[act]:
            return state, acts[act], _OPEN[state]
    return None


def _of_people(aim: Aim, signs: frozenset[Sign], reply: Reply, n: int) -> bool:
    """Whether naming somebody is the answer: who decides, who interviews."""
    asked = bool(reply.spoken[n].intersection(aim.aspects)) and aim.asked.text.lower().find("who") >= 0
    return asked and "points" in signs and not signs & {"defers", "unknown"}


def _act(reply: Reply, n: int, aim: Aim, column: int) -> Act:
    one, score = reply.heard[n], reply.matched.scores[n][column]
    if one.act is Act.ATTACHES and aim.topic is Topic.ARTIFACTS_PUBLICATIONS:
        return Act.TELLS
    if one.act is Act.DEFERS and _of_people(aim, one.signs, reply, n):
        return Act.TELLS
    if one.act is not Act.TELLS or one.joined is None:
        return one.act
    if one.specific:
        put_off = one.joined in {Act.DEFERS, Act.REFUSES}
        return one.joined if put_off and score < TOUCHES / 2 else one.act
    return one.joined if one.framed or score < TOUCHES else one.act


def _of_this(reply: Reply, n: int) -> bool:
    """Whether what was put off belongs to the question, and is more than the details of what was told."""
    signs = reply.heard[n].signs
    if "further" in signs:
        return False
    if "points" in signs and not signs & {"defers", "unknown"}:
        return "back" in signs
    opens = n == 0 or reply.clauses[n].sentence != reply.clauses[n - 1].sentence
    near = reply.matched.firm[n] or max(reply.matched.scores[n]) >= TOUCHES / 2
    return near or not opens or "back" in signs


def _lacking(reply: Reply, own: Sequence[int], aim: Aim, rules: ReplyRules) -> str:
    """What of a question with several parts nothing was said to."""
    if len(aim.aspects) < 2:
        return ""
    spoken = frozenset[int]().union(*(reply.spoken[n] for n in own))
    missing = [n for n in aim.aspects if rules.aspects[n].apart and n not in spoken]
    if not missing or not spoken.intersection(aim.aspects):
        return ""
    return "nothing on " + " or ".join(rules.aspects[n].id.replace("-", " ") for n in missing)


def _state(reply: Reply, aim: Aim, found: Found | None, firm: Sequence[bool], column: int) -> QuestionState:
    if found is None:
        return QuestionState(
            n=aim.asked.n, topic=aim.topic, text=aim.asked.text, missing=_OPEN[AnswerState.LEFT]
        )
    state, shown, missing = found
    start, end = _quote(reply, shown, column)
    return QuestionState(
        n=aim.asked.n,
        topic=aim.topic,
        text=aim.asked.text,
        state=state,
        quote=reply.text[start:end],
        start=start,
        end=end,
        missing=missing,
        confidence=_confidence(reply, shown, firm, column),
    )


def _quote(reply: Reply, shown: Sequence[int], column: int) -> tuple[int, int]:
    """The clauses that show it, as far as they follow each other; a run with something particular first."""
    runs: list[list[int]] = [[shown[0]]]
    for n in shown[1:]:
        here, last = reply.clauses[n], reply.clauses[runs[-1][-1]]
        if n == runs[-1][-1] + 1 and here.mail == last.mail and here.paragraph == last.paragraph:
            runs[-1].append(n)
        else:
            runs.append([n])
    best = max(
        runs,
        key=lambda run: sum(
            1 + 2 * reply.heard[n].specific + 2 * reply.matched.scores[n][column] for n in run
        ),
    )
    start = reply.clauses[best[0]].start
    end = reply.clauses[best[0]].end
    for n in best[1:]:
        if reply.clauses[n].end - start > QUOTE:
            break
        end = reply.clauses[n].end
    return start, end


def _confidence(reply: Reply, shown: Sequence[int], firm: Sequence[bool], column: int) -> Confidence:
    best = max(reply.matched.scores[n][column] for n in shown)
    if any(firm[n] for n in shown) or best >= 2 * TOUCHES:
        return Confidence.HIGH if any(reply.heard[n].specific for n in shown) else Confidence.MEDIUM
    return Confidence.MEDIUM if best >= TOUCHES else Confidence.LOW
