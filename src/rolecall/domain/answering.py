"""The built-in engine's answers: the best sentences of the best passages, ordered, each with its citation."""

import re

from rolecall.domain.passages import Evidence, Passage
from rolecall.domain.roles import RoleReading, Topic, TopicFinding, TopicState
from rolecall.domain.values import Value

_SENTENCE = re.compile(r"(?<=[.!?:])[\"”’)]*\s+(?=[A-Z\"“‘(])|\n+")
_WORD = re.compile(r"[^\W\d_]{3,}", re.UNICODE)
_COMMON = frozenset(
    re.findall(
        r"\w+",
        "the and for are but not you your with that this from they them their have has had was were will would "
        "should could can what when which who how why does did about into than then there here more most some "
        "any all one two also just like get its out our too very much many",
    )
)
_MOST_PASSAGES = 3
_NEAR = 0.55
"""A further passage is quoted where its score is at least this share of the best one's."""
_PER_PASSAGE = (3, 2, 1)
"""Sentences taken from the first, second and third passage."""
_LONGEST = 320
"""Characters of one sentence; a longer one is left out rather than cut."""


class Answer(Value):
    """A finished answer and the passages its `[n]` stand for."""

    text: str
    passages: tuple[Passage, ...] = ()


def answer(
    question: str,
    evidence: Evidence,
    reading: RoleReading | None,
    about: tuple[Topic, ...],
    labels: dict[Topic, str],
) -> Answer:
    """What the built-in engine says to a question, with the role's own words first where they bear on it."""
    parts = []
    if reading is not None and about:
        parts.append(role_facts(reading, about, labels))
    if evidence.weak or not evidence.passages:
        parts.append(unknown(evidence))
        return Answer(text="\n\n".join(parts), passages=evidence.passages[:1])
    chosen = near(evidence)
    for number, passage in enumerate(chosen, start=1):
        quoted = best_sentences(question, passage.text, _PER_PASSAGE[number - 1])
        parts.append(f"{' '.join(quoted)} [{number}]")
    return Answer(text="\n\n".join(parts), passages=chosen)


def near(evidence: Evidence) -> tuple[Passage, ...]:
    """The best passage and those close behind it."""
    best = evidence.passages[0].score
    return tuple(p for p in evidence.passages[:_MOST_PASSAGES] if p.score >= _NEAR * best)


def unknown(evidence: Evidence) -> str:
    """Says plainly that the library does not answer, and names the nearest thing."""
    if not evidence.passages:
        return (
            "I have nothing on that in my guides or your library. You could add a document in the Library "
            "and ask again."
        )
    nearest = evidence.passages[0]
    return (
        "I have nothing on that in my guides or your library. The nearest thing I know is "
        f"“{nearest.heading}” in {nearest.source} [1]; it may not fit your question."
    )


def role_facts(reading: RoleReading, about: tuple[Topic, ...], labels: dict[Topic, str]) -> str:
    """What the role's own sources say on the topics a question names."""
    lines = []
    if Topic.INTERVIEW_COMPOSITION in about:
        lines.append(_preparation(reading))
    for topic in about:
        finding = reading.topics[topic]
        if finding.state is TopicState.MISSING:
            lines.append(
                f"On “{_lower(labels[topic])}”, what you pasted says nothing, so it is worth asking."
            )
        else:
            touched = "says" if finding.state is TopicState.ANSWERED else "only touches it"
            lines.append(f"On “{_lower(labels[topic])}”, your source {touched}:\n\n> {quoted(finding)}")
    return "\n\n".join(lines)


def quoted(finding: TopicFinding) -> str:
    """A finding's quote on one line, in quotation marks."""
    return f"“{' '.join((finding.quote or '').split())}”"


def best_sentences(question: str, text: str, most: int) -> list[str]:
    """Up to `most` sentences in the text's order: the opening one, and those that share the question's words."""
    sentences = [s.strip(" -*\t") for s in _SENTENCE.split(text) if len(s.split()) >= 4]
    sentences = [s for s in sentences if len(s) <= _LONGEST] or [text[:_LONGEST].rsplit(" ", 1)[0] + "…"]
    wanted = _stems(question)
    ranked = sorted(range(1, len(sentences)), key=lambda i: (-len(wanted & _stems(sentences[i])), i))
    kept = sorted([0, *ranked[: most - 1]])
    return [_closed(sentences[i]) for i in kept]


def _preparation(reading: RoleReading) -> str:
    shares = reading.shares
    ordered = sorted(
        (
            ("research", shares.research),
            ("applied work", shares.applied),
            ("engineering", shares.engineering),
        ),
        key=lambda pair: -pair[1],
    )
    listed = ", ".join(f"{round(share * 100)}\u00a0% {name}" for name, share in ordered if share >= 0.05)
    if not listed:
        return "What you pasted does not show yet where the work lies."
    return f"From what you pasted, the work reads as {listed} ({reading.confidence} confidence)."


def _stems(text: str) -> set[str]:
    """Rough stems, enough to let `interviews` meet `interviewing`."""
    words = (w for w in _WORD.findall(text.lower()) if w not in _COMMON)
    return {re.sub(r"(ing|ers?|ed|ies|es|s|ly)$", "", word) if len(word) > 4 else word for word in words}


def _closed(sentence: str) -> str:
    return sentence if sentence[-1] in '.!?…:"”' else sentence + "."


def _lower(label: str) -> str:
    return label[0].lower() + label[1:]
