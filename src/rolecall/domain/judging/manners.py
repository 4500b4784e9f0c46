"""What manner of answer one is: a real one, or something that gets what it deserves."""

import re
from collections.abc import Callable, Sequence

from rolecall.domain.interviews import Criterion
from rolecall.domain.judgements import Manner
from rolecall.domain.judging.parts import Part, parts
from rolecall.domain.judging.pasted import held_in, held_of
from rolecall.domain.judging.relevance import Alike, off_topic, topic
from rolecall.domain.judging.rules import JudgingRules
from rolecall.domain.judging.speech import foreign, gibberish
from rolecall.domain.reading.phrases import Word, words
from rolecall.domain.texts import visible

SILENT = frozenset(Manner) - {Manner.SUBSTANTIVE, Manner.TOO_SHORT, Manner.REPEATED, Manner.STEERS}
"""Manners that hold no evidence. One or two words are weighed; a repeated answer was weighed before; how a
drift is steered back is what a rehearsal judges."""

_ASKING = (
    Manner.ASKS_FOR_ANSWER,
    Manner.ASKS_FOR_HINT,
    Manner.ASKS_TO_REPEAT,
    Manner.STEERS,
    Manner.HOSTILE,
    Manner.SKIPS,
)
"""In the order in which they win: "I don't know, can you give me a hint" asks for a hint."""
_BESIDE = {Manner.STEERS: 30, Manner.HOSTILE: 5, Manner.SKIPS: 1}
"""Words of weight that may stand beside such wording; with more the answer is a real one. Steering takes
sentences; "next, I tuned the baseline" skips nothing."""
_ASIDE = 6
_LONG = 6
"""Words from which a part that stands in another text was copied and is no accident."""
_FEW = 3
"""Words of an answer that is too short."""
_NOTHING_ELSE = frozenset(Manner) - {Manner.SUBSTANTIVE, Manner.OFF_TOPIC, *_ASKING}
"""What is left of an answer beside an order where nothing is."""
_TAGGED = re.compile(
    r"</?\s*(?:answer|question)\s*>"
    r"|<\s*(system|assistant|developer|instructions?|prompt)\b[^>]*>.*?(?:<\s*/\s*\1\s*>|\Z)"
    r"|\{[^{}]{0,400}[\"']?(?:level|score|grade)[\"']?\s*:[^{}]{0,400}\}"
    r"|\[/?INST\].*?(?:\[/INST\]|\Z)|<\|[a-z_]+\|>.*?(?:<\|[a-z_]+\|>|\Z)",
    re.IGNORECASE | re.DOTALL,
)
_REPORTING = frozenset({"i", "i'd", "i'll", "we", "we'd", "we'll", "they", "he", "she", "it"})
_COPIED = 0.7
_PASTED = 0.6
_REPEATED = 0.8


def manner(
    question: str,
    answer: str,
    earlier: Sequence[str] = (),
    samples: Sequence[str] = (),
    *,
    rules: JudgingRules,
    criteria: Sequence[Criterion] = (),
    alike: Alike | None = None,
) -> Manner:
    """What an answer is, given the candidate's earlier answers and the bank's samples for the question.

    Being off topic is only seen with `criteria` and `alike`.
    """
    if not words(visible(answer)):
        return Manner.EMPTY
    own = set_aside(answer, rules)
    kind = _of_own(question, own, earlier, samples, rules=rules, criteria=criteria, alike=alike)
    return Manner.COMMANDS_JUDGE if own != answer and kind in _NOTHING_ELSE else kind


def _of_own(
    question: str,
    answer: str,
    earlier: Sequence[str],
    samples: Sequence[str],
    *,
    rules: JudgingRules,
    criteria: Sequence[Criterion],
    alike: Alike | None,
) -> Manner:
    """The manner of an answer without orders to the judge."""
    said = words(visible(answer))
    if not said:
        return Manner.EMPTY
    all_parts = parts(answer)
    asked = _asking(all_parts, rules)
    if asked:
        return asked
    checks: tuple[tuple[Manner, Callable[[], bool]], ...] = (
        (Manner.COPIED_QUESTION, lambda: held_in(answer, [question]) >= _COPIED),
        (Manner.PASTED_SAMPLE, lambda: max(held_in(answer, samples), held_of(samples, answer)) >= _PASTED),
        (Manner.REPEATED, lambda: held_in(answer, earlier) >= _REPEATED),
        (Manner.OTHER_LANGUAGE, lambda: foreign(answer, rules.small)),
        (Manner.GIBBERISH, lambda: gibberish(said, rules.small)),
        (Manner.TOO_SHORT, lambda: len(said) <= _FEW),
    )
    for kind, holds in checks:
        if holds():
            return kind
    if alike and criteria:
        near = topic(question, criteria, answer, all_parts, alike=alike, rules=rules)
        if off_topic(near, rules.weights):
            return Manner.OFF_TOPIC
    return Manner.SUBSTANTIVE


def set_aside(answer: str, rules: JudgingRules) -> str:
    """The answer with empty lines where it orders the judge: an order changes nothing, and offsets hold."""
    orders = _orders(answer, rules)
    for start, end in orders:
        blank = "\n" * (end - start)
        answer = answer[:start] + blank + answer[end:]
    return answer


def commands(answer: str, rules: JudgingRules) -> tuple[str, ...]:
    """The orders to the judge that stand in an answer, verbatim: set aside, and worth a note."""
    return tuple(answer[start:end].strip() for start, end in _orders(answer, rules))


def own_parts(
    question: str,
    answer: str,
    rules: JudgingRules,
    earlier: Sequence[str] = (),
    samples: Sequence[str] = (),
) -> tuple[Part, ...]:
    """The parts that are the candidate's own words: no orders, nothing copied or said before."""
    sources = [question, *earlier, *samples]
    kept = []
    for part in parts(answer):
        copied = len(part.words) >= _LONG and held_in(answer[part.start : part.end], sources) >= _REPEATED
        if not copied:
            kept.append(part)
    return tuple(kept)


def _orders(answer: str, rules: JudgingRules) -> list[tuple[int, int]]:
    """Where an answer orders the judge, or speaks in the tags of a made-up role."""
    found = [(tag.start(), tag.end()) for tag in _TAGGED.finditer(answer)]
    for part in parts(answer):
        if _is_order(part.words, rules):
            # With the marks around it, which would else stand between what comes before and after.
            end = part.end
            while end < len(answer) and answer[end] in ".!?;:,)\"'":
                end += 1
            found.append((part.start, end))
    return sorted(found)


def _asking(some: Sequence[Part], rules: JudgingRules) -> Manner | None:
    """The manner whose wording fills the answer but for a few words beside it."""
    names = list(rules.manners)
    said: dict[str, set[int]] = {}
    for part in some:
        for hit in rules.manner_book.find(part.words):
            starts = {word.start for word in part.words[hit.first : hit.last]}
            said.setdefault(names[hit.entry], set()).update(starts)
    weighty = {word.start for part in some for word in part.words if word.text not in rules.light}
    for kind in _ASKING:
        if kind in said and len(weighty - said[kind]) <= _BESIDE.get(kind, _ASIDE):
            return kind
    return None


def _is_order(some: Sequence[Word], rules: JudgingRules) -> bool:
    """Whether somebody is told to do it; "we ignored the rules" and "the grader gave level 4" are reports."""
    at = list(rules.manners).index(Manner.COMMANDS_JUDGE)
    hits = [hit for hit in rules.manner_book.find(some) if hit.entry == at]
    return any(not hit.first or some[hit.first - 1].text not in _REPORTING for hit in hits)
