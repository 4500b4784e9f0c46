"""How a reading is told in the chat: what was seen, where, what is not known, and one next step."""

from collections.abc import Sequence

from rolecall.domain.quoting import quoted, repeats, told_once
from rolecall.domain.roles import (
    Confidence,
    Question,
    RoleReading,
    Shares,
    Signal,
    SourceKind,
    Topic,
    TopicState,
    Track,
)

_NAMES = {
    Track.RESEARCH: "research",
    Track.APPLIED: "applied",
    Track.ENGINEERING: "engineering",
}
_WORK = {"research": "research", "applied": "applied work", "engineering": "engineering"}
_QUOTES_SHOWN = 3
_FEW_SIGNALS = 3
_MANY_MISSING = 5
_NAMED_OF_MANY = 3
_NUMBERS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight")


def tell_reading(reading: RoleReading, labels: dict[Topic, str]) -> str:
    """The coach's words on a role that was just read, as Markdown."""
    parts = [_verdict(reading), *_notes(reading)]
    if reading.track == "not_ml":
        return "\n\n".join(parts)
    parts.append(mismatch(reading))
    shown = telling_signals(reading)
    parts += [f"> {quoted(signal.quote)}" for signal in shown]
    courted = [text for text in reading.flattery if not any(repeats(text, s.quote) for s in shown)]
    if courted:
        parts.append(
            f"It courts you with {quoted(courted[0])}. That is pleasant to read, and it promises nothing "
            "about the interview yet."
        )
    parts += [_unsaid(reading, labels), _next_step(reading)]
    return "\n\n".join(part for part in parts if part)


def explain_reading(reading: RoleReading, labels: dict[Topic, str]) -> str:
    """Why the gauge stands where it stands: counts and quotes per track, and what is known per topic."""
    if reading.track == "not_ml":
        return _verdict(reading)
    parts = [_verdict(reading), mismatch(reading)]
    told: list[str] = []
    for track in Track:
        signals = [s for s in reading.signals if s.track is track]
        fresh = told_once([*told, *(s.quote for s in _weighty(signals))])[len(told) :][:2]
        if signals:
            parts.append(_counted(track, len(told_once(s.quote for s in signals)), len(fresh)))
        parts += [f"> {quoted(quote)}" for quote in fresh]
        told += fresh
    parts.append(_known(reading, labels))
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
    """The few quotes that show most: two of the leading track, one of the next; none says it twice."""
    by_share = sorted(Track, key=lambda t: -getattr(reading.shares, t.value))
    chosen: list[Signal] = []
    for track, most in zip(by_share, (2, 1, 0), strict=True):
        taken = 0
        for signal in _weighty([s for s in reading.signals if s.track is track]):
            if taken < most and not any(repeats(signal.quote, other.quote) for other in chosen):
                chosen.append(signal)
                taken += 1
    return chosen[:_QUOTES_SHOWN]


def percents(reading: RoleReading) -> dict[str, int]:
    """The shares of a reading as whole per cents that sum to 100."""
    return whole_percents(reading.shares)


def whole_percents(told: Shares) -> dict[str, int]:
    """Shares as whole per cents that sum to 100 (largest remainder)."""
    shares = told.model_dump()
    whole = {name: int(share * 100) for name, share in shares.items()}
    by_rest = sorted(shares, key=lambda name: whole[name] - shares[name] * 100)
    for name in by_rest[: 100 - sum(whole.values())]:
        whole[name] += 1
    return whole


def mismatch(reading: RoleReading) -> str:
    """One sentence where the title suggests another kind of work than the duties show; else nothing."""
    suggested = reading.title_suggests
    if not reading.title_duty_mismatch or suggested == "unclear":
        return ""
    if reading.track == suggested:
        return (
            f"The title says {_WORK[suggested]} and counts towards that; the duties by themselves point "
            "elsewhere, so it is worth asking how the weeks are really spent."
        )
    whole = percents(reading)
    leading = max(_WORK, key=lambda name: whole[name])
    if reading.track == "mixed":
        if leading == suggested:
            return ""
        pointed = f"the duties are mixed, with {_WORK[leading]} in front"
    else:
        pointed = f"the duties point at {_WORK[reading.track]}"
    return (
        f"The title suggests {_WORK[suggested]}; {pointed}. That is common and says nothing bad about "
        "anyone, but it changes what to prepare."
    )


def _counted(track: Track, number: int, shown: int) -> str:
    if not shown:
        return f"The same words count for **{_NAMES[track]}** too."
    end = ", among them:" if number > shown else ":"
    return f"For **{_NAMES[track]}** I counted {_count(number, 'quote')}{end}"


def _known(reading: RoleReading, labels: dict[Topic, str]) -> str:
    """What the sources say on the topics, each quote once with all the topics it bears on."""
    by_quote: dict[str, list[Topic]] = {}
    for topic in Topic:
        if quote := reading.topics[topic].quote:
            same = next((other for other in by_quote if repeats(quote, other)), quote)
            by_quote.setdefault(same, []).append(topic)
    if not by_quote:
        return ""
    lines = [f"- {_capital(_named(topics, labels))}: {quoted(quote)}" for quote, topics in by_quote.items()]
    return "\n".join(["What the sources do say:\n", *lines])


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
        return "I cannot see yet where the work lies: the text shows almost no duties."
    rest = f", {whole['unknown']}\u00a0% unknown" if whole["unknown"] else ""
    name = "a mix" if reading.track == "mixed" else f"mostly **{_WORK[reading.track]}**"
    sure = f"with {reading.confidence} confidence"
    return f"I read this as {name}: {listed}{rest}, {sure}{_why_unsure(reading)}."


def _why_unsure(reading: RoleReading) -> str:
    """Why the confidence is low, to be read after it."""
    if reading.confidence is not Confidence.LOW:
        return ""
    number = len(told_once(s.quote for s in reading.signals))
    if number <= _FEW_SIGNALS:
        said = "only one sentence of it shows" if number == 1 else f"only {_NUMBERS[number]} sentences show"
        return f", since {said if number else 'nothing in it shows'} the work"
    return ", since its sentences point in different directions or speak of more than the work"


def _notes(reading: RoleReading) -> list[str]:
    return [f"Please note: {note}" for note in reading.notes]


def _unsaid(reading: RoleReading, labels: dict[Topic, str]) -> str:
    """The missing topics: all by name where they are few, the most useful ones where they are many."""
    missing = [t for t in Topic if reading.topics[t].state is TopicState.MISSING]
    if not missing:
        return ""
    if len(missing) <= _MANY_MISSING:
        return f"Left unsaid: {_named(missing, labels)}."
    asked = [q.topic for q in reading.questions if q.topic in missing]
    first = list(dict.fromkeys([*asked, *missing]))[:_NAMED_OF_MANY]
    return (
        f"Left unsaid: {_NUMBERS[len(missing)]} of the eight things worth knowing, among them "
        f"{_named(first, labels)}. Most texts leave much out, so that is only a reason to ask."
    )


def _named(topics: Sequence[Topic], labels: dict[Topic, str]) -> str:
    return "; ".join(_lower(labels[topic]) for topic in topics)


def _next_step(reading: RoleReading) -> str:
    """One thing to do: bring what would make the reading surer, or ask the most useful question."""
    ask = reading.questions[0].text if reading.questions else ""
    if reading.confidence is Confidence.LOW:
        wanted = (
            "the full ad, or the part that lists the duties,"
            if reading.kind is SourceKind.AD
            else "the job ad behind it, or whatever else they wrote,"
        )
        other = f" If there is none, you could ask: {ask}" if ask else ""
        return f"Paste {wanted} and I will read both together.{other}"
    return f"If you ask one thing, ask this: {ask}" if ask else ""


def _weighty(signals: list[Signal]) -> list[Signal]:
    """Duties before other sections; readable lengths before fragments and walls."""
    return sorted(signals, key=lambda s: (s.section != "duties", not 30 <= len(s.quote) <= 180, s.start))


def _why(question: Question) -> str:
    return f"*{question.why}*"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def _lower(label: str) -> str:
    return label[0].lower() + label[1:]
