"""What coached mode says after an answer: what was heard, in the candidate's words, and what is open."""

from collections.abc import Collection, Sequence

from rolecall.domain.interviews import InterviewQuestion
from rolecall.domain.judgements import Judgement, Manner

_COUNTS = {
    1: "One more point is",
    2: "Two more points are",
    3: "Three more points are",
    4: "Four more points are",
    5: "Five more points are",
    6: "Six points are",
}
"""In words: a setting hides all numbers, and feedback is stored as it was said."""
_LONGEST_QUOTE = 22
"""Words of a quote."""


def feedback(
    question: InterviewQuestion,
    judgements: Sequence[Judgement],
    newly: Collection[str],
    heard: Collection[str],
    manner: Manner,
    *,
    done: bool,
) -> str:
    """A few sentences; `done` where the interviewer leaves the question, which is when gaps may be named."""
    if manner is not Manner.SUBSTANTIVE:
        return ""
    found = [judgement for judgement in judgements if judgement.id in newly and judgement.evidence]
    for_what: dict[str, list[str]] = {}
    for one in found:
        for_what.setdefault(shortened(one.evidence), []).append(_asks(question, one.id))
    parts = [f"Heard: \u201c{quote}\u201d ({'; '.join(asks)})." for quote, asks in for_what.items()]
    if not found:
        parts = [
            "Nothing new heard for this question; a number, a choice with its reason, or a consequence helps."
        ]
    left = [criterion for criterion in question.criteria if criterion.id not in heard]
    if done and left:
        parts.append(f"A stronger answer also does this: {left[0].stronger}")
    elif left:
        parts.append("One more point is open." if len(left) == 1 else f"{_COUNTS[len(left)]} open.")
    else:
        parts.append("All points of this question were heard.")
    return " ".join(parts)


def shortened(quote: str, words: int = _LONGEST_QUOTE) -> str:
    """A quote cut at a word, with an ellipsis where it was cut."""
    kept = quote.split()
    return " ".join(kept) if len(kept) <= words else " ".join(kept[:words]) + " \u2026"


def _asks(question: InterviewQuestion, criterion_id: str) -> str:
    asks = question.criterion(criterion_id).asks.strip().rstrip(".?")
    return asks[0].lower() + asks[1:]
