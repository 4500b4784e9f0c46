"""Tells the states of the questions by the fitted weights, and the words that show them."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from rolecall.domain.replies.deciding import Chances, beside, signs, weights_of
from rolecall.domain.replies.passages import Near, Passage, nearness, passages
from rolecall.domain.replies.scoring import Aim
from rolecall.domain.replies.speaking import Look, centred, likeness, look, said_to, speaks, topical
from rolecall.domain.replies.states import QUOTE, Reply
from rolecall.domain.replies.values import AnswerState, QuestionState
from rolecall.domain.replies.weights import Reads, ReplyWeights, Senses, Vectors, chances, shares
from rolecall.domain.roles import Confidence

_SURE, _LIKELY = 0.75, 0.5
"""Chances from which confidence is high, and medium."""
_BESIDE = 0.4
"""Share of the nearest passage's chance from which another may be quoted in its place."""
_MOST = 120
"""Passages that are looked at, those first that the rules give to a question: nobody writes more."""
_LONGEST = 800
"""Characters of a passage or question that are looked at: longer ones are not sentences."""
_OPEN = {
    AnswerState.ANSWERED: "",
    AnswerState.PARTLY: "part of it is still open",
    AnswerState.DEFERRED: "an answer was promised, or somebody was named who can give it",
    AnswerState.DODGED: "it was spoken of, but nothing was told",
    AnswerState.LEFT: "it was not touched",
}


class Fitted(NamedTuple):
    """The weights, and the vectors they fit."""

    weights: ReplyWeights
    senses: Senses
    reads: Reads


class Sensed(NamedTuple):
    """The passages of a reply beside the questions, as the weights see them."""

    cut: tuple[Passage, ...]
    texts: tuple[str, ...]
    asked: Vectors
    vectors: Vectors
    near: list[list[Near]]
    """A row for each passage, a column for each question."""


def sensed(
    reply: Reply, aims: Sequence[Aim], wide: Mapping[int, Sequence[float]], senses: Senses
) -> Sensed | None:
    """None where there are no vectors."""
    cut = passages(reply.clauses, reply.matched)[:_MOST]
    said = [" ".join(reply.text[one.start : one.end].split())[:_LONGEST] for one in cut]
    vectors = senses(_questions(aims), said)
    if vectors is None:
        return None
    asked, told = vectors
    cosines = [[sum(x * y for x, y in zip(one, other, strict=True)) for other in asked] for one in told]
    return Sensed(cut, tuple(said), asked, told, nearness(cut, reply.clauses, reply.matched, wide, cosines))


def told(
    reply: Reply, aims: Sequence[Aim], ruled: Sequence[QuestionState], seen: Sensed, fitted: Fitted
) -> tuple[QuestionState, ...]:
    """One state for each question; `ruled` is what the rules say of them."""
    if not seen.cut:
        return tuple(ruled)
    weights = fitted.weights
    spoken = speaks(_looked(reply, aims, seen, weights), weights.speaking)
    acts = [chances(weights.acts, vector) for vector in seen.vectors]
    nears = [[row[column] for row in spoken] for column in range(len(aims))]
    said = [said_to(seen.texts, near) for near in nears]
    read = fitted.reads(list(zip(_questions(aims), said, strict=True)))
    rows = beside(
        [
            signs(
                reply,
                seen.cut,
                near,
                acts,
                gist=_gist(near, seen.vectors, weights),
                read=shares(dict(zip(AnswerState, odds, strict=True))),
                aim=aim,
                rule=rule.state,
                asked=len(aims),
                column=column,
            )
            for column, (near, odds, aim, rule) in enumerate(zip(nears, read, aims, ruled, strict=True))
        ]
    )
    found = []
    for features, near, rule in zip(rows, nears, ruled, strict=True):
        likely = chances(weights.states, features)
        state = max(likely, key=lambda one: likely[one])
        found.append(_state(reply, rule, state, likely[state], _shown(seen.cut, near, acts, state)))
    return tuple(found)


def _questions(aims: Sequence[Aim]) -> list[str]:
    return [" ".join(aim.asked.text.split())[:_LONGEST] for aim in aims]


def _looked(reply: Reply, aims: Sequence[Aim], seen: Sensed, weights: ReplyWeights) -> Look:
    """The reply beside its questions."""
    return look(
        seen.cut,
        reply.clauses,
        seen.near,
        topical=topical(seen.vectors, [aim.topic for aim in aims], weights.speaking),
        like=[likeness(one, seen.asked, weights.speaking) for one in seen.vectors],
        apart=[weights.speaking.apart.of(centred(one, weights.speaking.told_mean)) for one in seen.vectors],
        texts=seen.texts,
    )


def _gist(near: Sequence[float], vectors: Vectors, weights: ReplyWeights) -> Chances:
    counts = weights_of(near)
    mean = [
        sum(count * one for count, one in zip(counts, row, strict=True)) for row in zip(*vectors, strict=True)
    ]
    return chances(weights.gists, centred(mean, weights.speaking.told_mean))


def _shown(
    cut: Sequence[Passage],
    near: Sequence[float],
    acts: Sequence[Mapping[AnswerState, float]],
    state: AnswerState,
) -> Passage:
    """The passage that speaks to the question and does what the state says."""
    least = _BESIDE * max(near)
    does = (
        (AnswerState.ANSWERED, AnswerState.PARTLY)
        if state in {AnswerState.ANSWERED, AnswerState.PARTLY}
        else (state,)
    )
    best = max(
        (n for n in range(len(cut)) if near[n] >= least),
        key=lambda n: near[n] * (0.2 + sum(acts[n][one] for one in does)),
    )
    return cut[best]


def _state(
    reply: Reply, rule: QuestionState, state: AnswerState, likely: float, shown: Passage
) -> QuestionState:
    sure = Confidence.HIGH if likely >= _SURE else Confidence.MEDIUM if likely >= _LIKELY else Confidence.LOW
    if state is rule.state:
        return rule.model_copy(update={"confidence": rule.confidence if rule.quote is None else sure})
    changed: dict[str, object] = {"state": state, "missing": _OPEN[state], "confidence": sure}
    if state is AnswerState.LEFT:
        changed |= {"quote": None, "start": None, "end": None, "confidence": Confidence.LOW}
    else:
        start, end = _quoted(reply, shown)
        changed |= {"quote": reply.text[start:end], "start": start, "end": end}
    return QuestionState.model_validate({**dict(rule), **changed})


def _quoted(reply: Reply, shown: Passage) -> tuple[int, int]:
    """As many of its clauses as a quote may hold."""
    end = reply.clauses[shown.clauses[0]].end
    for n in shown.clauses[1:]:
        if reply.clauses[n].end - shown.start > QUOTE:
            break
        end = reply.clauses[n].end
    return shown.start, end
