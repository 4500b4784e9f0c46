"""The built-in engine's answers: the role's own facts, then what the best passages say, each cited."""

import re

from rolecall.domain.excerpts import excerpt, sentences, stems
from rolecall.domain.passages import Evidence, Passage
from rolecall.domain.quoting import quoted, repeats, shortened
from rolecall.domain.roles import RoleReading, Topic, TopicState
from rolecall.domain.telling import percents
from rolecall.domain.values import Value

QUERY_WORDS = 120
"""Of a long turn that are looked up."""
_STORY_WORDS = 60
"""Words from which a turn is a story with a question in it."""
_TELLING_WORDS = 6
"""Words from which a question can be looked up without the story around it."""
_MOST_PASSAGES = 3
_NEAR = 0.8
"""A further passage is used where its score is at least this share of the best one's."""
_ALONE = (100,)
_WORDS = (75, 40)
"""About so many words are quoted of the first and of the second passage; the third is only named."""
_AFTER_FACTS = (60,)
"""The same where the role's own facts came first."""
_TRACKS = {"research": "research", "applied": "applied work", "engineering": "engineering"}
_YES = re.compile(r"(Yes|No), (?=\w)")
_YES_OR_NO = re.compile(
    r"\W*(so |and |but )*(is|are|am|can|could|do|does|did|may|should|will|would|must|have|has)\b",
    re.IGNORECASE,
)
_MOST_FACTS = 2
_SHOWN_SHARE = 5
"""Per cent from which a track's share is worth naming."""


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
    facts = role_facts(reading, about, labels) if reading is not None else ""
    if evidence.weak or not evidence.passages:
        text = "\n\n".join(part for part in (facts, unknown(evidence, told=bool(facts))) if part)
        return Answer(text=text, passages=evidence.passages[:1])
    chosen = near(question, evidence)
    words = _AFTER_FACTS if facts else _WORDS if len(chosen) > 1 else _ALONE
    guided = from_guides(question, chosen, words)
    text = "\n\n".join(part for part in (facts, guided.text) if part)
    return guided.model_copy(update={"text": text})


def asked(text: str) -> str:
    """What a turn asks: its questions where a story surrounds them, else its beginning."""
    words = text.split()
    questions = [s.strip() for s in re.split(r"(?<=[.!?])\s+|\n+", text) if s.strip().endswith("?")]
    if len(words) > _STORY_WORDS and len(" ".join(questions).split()) >= _TELLING_WORDS:
        words = " ".join(questions).split()
    return " ".join(words[:QUERY_WORDS])


def near(question: str, evidence: Evidence) -> tuple[Passage, ...]:
    """The best passage and those close behind it that speak of what was asked."""
    best = evidence.passages[0]
    wanted = stems(question)
    close = [
        passage
        for passage in evidence.passages[1:]
        if passage.score >= _NEAR * best.score and wanted & stems(f"{passage.heading} {passage.text}")
    ]
    return (best, *close[: _MOST_PASSAGES - 1])


def from_guides(question: str, passages: tuple[Passage, ...], words: tuple[int, ...]) -> Answer:
    """Quotes the first passages, most from the first, and names what else bears on the question."""
    parts: list[str] = []
    used: list[Passage] = []
    also: list[str] = []
    for passage in passages:
        number = len(used) + 1
        if number > len(words):
            also.append(f"“{passage.heading or passage.source}” [{number}]")
        else:
            own = passage.id.startswith("doc:")
            quotes = list(excerpt(question, passage.text, words[number - 1], opens=not own))
            fresh = [text for text in quotes if not any(repeats(text, said) for said in parts)]
            if not fresh:
                continue
            fresh[0] = _without_yes(fresh[0], question)
            parts += [*fresh[:-1], _cited(fresh[-1], number)]
        used.append(passage)
    if also:
        parts.append(f"There is more under {' and '.join(also)}.")
    return Answer(text="\n\n".join(parts), passages=tuple(used))


def unknown(evidence: Evidence, *, told: bool = False) -> str:
    """Says plainly that the library does not answer, and names the nearest thing."""
    lacking = "I have nothing more on that" if told else "I have nothing on that"
    if not evidence.passages:
        return (
            f"{lacking} in my guides or your library. You could add a document in the Library and ask again."
        )
    nearest = evidence.passages[0]
    name = f"“{nearest.heading}” in {nearest.source}" if nearest.heading else nearest.source
    said = (
        f"{lacking} in my guides or your library. The nearest thing I know is {name} [1]; it may not fit "
        "your question."
    )
    # Where the heading speaks of what was asked, its first sentence lets the reader judge.
    if not told and stems(evidence.query) & stems(nearest.heading):
        opening = sentences(nearest.text)[:1]
        said += "".join(f" It begins: {shortened(sentence)} [1]" for sentence in opening)
    return said


def role_facts(reading: RoleReading, about: tuple[Topic, ...], labels: dict[Topic, str]) -> str:
    """What the role's own sources say on the topics a question names; empty where they do not bear on it."""
    if reading.track == "not_ml" or not about:
        return ""
    # What is said interests more than what is not, and two facts are enough before the guides speak.
    known = [topic for topic in about if reading.topics[topic].quote]
    lines = [_fact(reading, topic, labels) for topic in (known or about)[:_MOST_FACTS]]
    interview = reading.topics[Topic.INTERVIEW_COMPOSITION]
    if Topic.INTERVIEW_COMPOSITION in about and interview.state is not TopicState.ANSWERED:
        lines.append(work(reading))
    return "\n\n".join(lines)


def work(reading: RoleReading) -> str:
    """Where the duties lie, as the best hint at what may be tested while nobody has said it."""
    whole = percents(reading)
    ordered = sorted(_TRACKS, key=lambda track: -whole[track])
    listed = _listed([f"{whole[t]}\u00a0% {_TRACKS[t]}" for t in ordered if whole[t] >= _SHOWN_SHARE])
    if not listed:
        return "It does not show where the work lies either, so I would not guess at the rounds from it."
    return (
        f"The work itself reads as {listed} ({reading.confidence} confidence). What is tested may differ, so "
        "treat that as a hint, not as the plan."
    )


def _fact(reading: RoleReading, topic: Topic, labels: dict[Topic, str]) -> str:
    finding = reading.topics[topic]
    label = _lower(labels[topic])
    ask = next((f" You could ask: “{q.text}”" for q in reading.questions if q.topic is topic), "")
    if finding.quote is None:
        return f"What you pasted says nothing on {label}.{ask}"
    if finding.state is TopicState.PARTIAL:
        return f"What you pasted only touches on {label}:\n\n> {quoted(finding.quote)}" + (
            f"\n\n{ask.strip()}" if ask else ""
        )
    return f"On {label}, what you pasted says:\n\n> {quoted(finding.quote)}"


def _without_yes(paragraph: str, question: str) -> str:
    """A guide's "Yes, " answers its own heading; to a question that asks no such thing it would puzzle."""
    found = _YES.match(paragraph)
    if not found or _YES_OR_NO.match(question):
        return paragraph
    return paragraph[found.end()].upper() + paragraph[found.end() + 1 :]


def _cited(paragraph: str, number: int) -> str:
    return f"{paragraph} [{number}]"


def _listed(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + f" and {parts[-1]}" if parts else ""


def _lower(label: str) -> str:
    return label[0].lower() + label[1:]
