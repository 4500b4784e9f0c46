"""How a reading is told in the chat: what was seen, where, what is not known, and one next step."""

from rolecall.domain.answering import quoted
from rolecall.domain.roles import Question, RoleReading, Signal, Topic, TopicState, Track

_NAMES = {
    Track.RESEARCH: "research",
    Track.APPLIED: "applied",
    Track.ENGINEERING: "engineering",
}
_QUOTES_SHOWN = 3


def tell_reading(reading: RoleReading, labels: dict[Topic, str]) -> str:
    """The coach's words on a role that was just read, as Markdown."""
    parts = [_verdict(reading), *_notes(reading)]
    if reading.track == "not_ml":
        return "\n\n".join(parts)
    if reading.title_duty_mismatch:
        parts.append(
            f"The title suggests {reading.title_suggests}; the duties point at {reading.track}. "
            "That is common and says nothing bad about anyone, but it changes what to prepare."
        )
    parts += [f"> “{' '.join(signal.quote.split())}”" for signal in telling_signals(reading)]
    if reading.flattery:
        parts.append(
            f"It courts you with “{_one_line(reading.flattery[0])}”. That is pleasant and promises nothing "
            "about the interview yet."
        )
    parts.append(_unsaid(reading, labels))
    return "\n\n".join(part for part in parts if part)


def explain_reading(reading: RoleReading, labels: dict[Topic, str]) -> str:
    """Why the gauge stands where it stands: counts and quotes per track, and what is known per topic."""
    parts = [_verdict(reading)]
    for track in Track:
        signals = [s for s in reading.signals if s.track is track]
        if signals:
            parts.append(f"For **{_NAMES[track]}** I counted {_count(len(signals), 'quote')}, among them:")
            parts += [f"> “{_one_line(s.quote)}”" for s in _weighty(signals)[:2]]
    known = [t for t in Topic if reading.topics[t].state is not TopicState.MISSING]
    if known:
        parts.append("What the sources do say:")
        parts += [f"- {labels[t]}: {quoted(reading.topics[t])}" for t in known]
    parts.append(_unsaid(reading, labels))
    return "\n\n".join(part for part in parts if part)


def tell_questions(reading: RoleReading) -> str:
    """What to ask, most useful first, sorted by who can answer."""
    groups: dict[str, list[Question]] = {}
    for question in reading.questions:
        groups.setdefault(str(question.to).replace("_", " "), []).append(question)
    if not groups:
        return (
            "Every topic I look for is answered by what you pasted. There is nothing left that you must ask."
        )
    parts = []
    for who, questions in groups.items():
        parts.append(f"For the {who}:")
        parts.append("\n".join(f"{n}. {q.text} {_why(q)}" for n, q in enumerate(questions, start=1)))
    return "\n\n".join(parts)


def suggestions(reading: RoleReading | None, *, drafted: bool) -> tuple[str, ...]:
    """What the user may want to do next, as words they could have typed."""
    if reading is None:
        return (
            "How can I tell a research interview from a coding one?",
            "What should I ask a recruiter before I invest time?",
        )
    if reading.track == "not_ml":
        return ()
    first = "More direct" if drafted else "Write the email"
    follow = (
        "Should I prepare for coding?"
        if reading.shares.engineering >= reading.shares.research
        else ("How do I prepare for a paper deep-dive?")
    )
    return (first, "What should I ask?", "Why do you read it this way?", follow)


def telling_signals(reading: RoleReading) -> list[Signal]:
    """The few quotes that show most: two of the leading track, one of the next."""
    by_share = sorted(Track, key=lambda t: -getattr(reading.shares, t.value))
    chosen: list[Signal] = []
    for track, most in zip(by_share, (2, 1, 0), strict=True):
        said = {signal.quote for signal in chosen}
        fresh = [s for s in reading.signals if s.track is track and s.quote not in said]
        chosen += _weighty(fresh)[:most]
    return chosen[:_QUOTES_SHOWN]


def percents(reading: RoleReading) -> dict[str, int]:
    """The shares as whole per cents that sum to 100 (largest remainder)."""
    shares = reading.shares.model_dump()
    whole = {name: int(share * 100) for name, share in shares.items()}
    by_rest = sorted(shares, key=lambda name: whole[name] - shares[name] * 100)
    for name in by_rest[: 100 - sum(whole.values())]:
        whole[name] += 1
    return whole


def _verdict(reading: RoleReading) -> str:
    if reading.track == "not_ml":
        return (
            "This does not read as a machine-learning role, so I will not draw a profile of it. "
            "If it is one, paste the part that lists the duties."
        )
    whole = percents(reading)
    listed = ", ".join(
        f"{whole[name]}\u00a0% {name}"
        for name in sorted(("research", "applied", "engineering"), key=lambda n: -whole[n])
        if whole[name]
    )
    if not listed:
        return "I cannot see yet where the work lies: the text lists almost no duties. Low confidence."
    rest = f", {whole['unknown']}\u00a0% unknown" if whole["unknown"] else ""
    name = "a mix" if reading.track == "mixed" else f"mostly **{reading.track}** work"
    return f"I read this as {name}: {listed}{rest}, with {reading.confidence} confidence."


def _notes(reading: RoleReading) -> list[str]:
    return [f"Please note: {note}" for note in reading.notes]


def _unsaid(reading: RoleReading, labels: dict[Topic, str]) -> str:
    missing = [labels[t] for t in Topic if reading.topics[t].state is TopicState.MISSING]
    if not missing:
        return ""
    listed = "; ".join(_lower(label) for label in missing)
    text = f"Left unsaid: {listed}."
    if reading.questions:
        text += f" If you ask one thing, ask this: {reading.questions[0].text}"
    return text


def _weighty(signals: list[Signal]) -> list[Signal]:
    """Duties before other sections; readable lengths before fragments and walls."""
    return sorted(signals, key=lambda s: (s.section != "duties", not 30 <= len(s.quote) <= 180, s.start))


def _why(question: Question) -> str:
    return f"*{question.why}*"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _lower(label: str) -> str:
    return label[0].lower() + label[1:]
