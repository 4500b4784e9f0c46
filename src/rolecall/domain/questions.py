"""The bank of clarifying questions, which of them a reading calls for, and in which order.

Ranking: a topic weighs what its file says for the role's verdict, plus `courted` where the sources flatter
the candidate's own work, plus `mismatch` where title and duties differ. A topic answered in part weighs half:
less can still change. Ties: missing before partial, then the order of the topics.
"""

import re
from collections.abc import Iterator, Sequence

from pydantic import Field

from rolecall.domain.mail import Tone
from rolecall.domain.roles import Addressee, Question, RoleReading, Topic, TopicState, Verdict
from rolecall.domain.values import Value

MAX_QUESTIONS = 4
"""More than four in one email are rarely all answered."""

ENOUGH_MISSING = 3
"""From this many missing topics on, an email leaves the partly answered ones for the conversation."""

_OWN_WORK = re.compile(r"\byours?\b|\b(papers?|preprints?|publications?|thesis)\b", re.IGNORECASE)


class Wording(Value):
    """One question in each tone."""

    warm: str
    neutral: str
    direct: str

    def in_tone(self, tone: Tone) -> str:
        return {Tone.WARM: self.warm, Tone.NEUTRAL: self.neutral, Tone.DIRECT: self.direct}[tone]


class BankQuestion(Value):
    """One entry of knowledge/questions."""

    id: str
    """`<topic>.<what it asks>`."""
    to: tuple[Addressee, ...] = Field(min_length=1)
    """Who can answer it."""
    why: str
    """One sentence: what the answer changes for the candidate."""
    wording: Wording
    instead: dict[Addressee, Wording] = Field(default_factory=dict)
    """Other words for one of the addressees."""
    re_ask: str
    """After a vague answer: narrower, easy to answer."""
    when_chosen: bool = False
    """Only asked where the user chose the topic: the addressee knows who knows, rather than the answer."""

    def worded(self, to: Addressee, tone: Tone) -> str:
        return self.instead.get(to, self.wording).in_tone(tone)

    def wordings(self) -> Iterator[str]:
        """Every sentence this entry can put into an email."""
        for wording in (self.wording, *self.instead.values()):
            yield from (wording.warm, wording.neutral, wording.direct)
        yield self.re_ask


class Weight(Value):
    """How much an answer would change the preparation, 0 to 100, by the verdict on the role."""

    research: int = Field(ge=0, le=100)
    applied: int = Field(ge=0, le=100)
    engineering: int = Field(ge=0, le=100)
    mixed: int = Field(ge=0, le=100)
    not_ml: int = Field(ge=0, le=100)
    courted: int = Field(default=0, ge=0, le=100)
    """Added where the sources court the candidate for their own work."""
    mismatch: int = Field(default=0, ge=0, le=100)
    """Added where title and duties point at different work."""

    def of(self, track: Verdict, *, mismatch: bool, courted: bool) -> int:
        base: int = getattr(self, track)
        return base + self.mismatch * mismatch + self.courted * courted


class TopicQuestions(Value):
    """The questions of one topic, best first: one file of knowledge/questions."""

    topic: Topic
    label: str
    """The topic inside a sentence: `the share of research in the work`."""
    weight: Weight
    compliment: bool = False
    """A mention may be no more than a compliment: where the candidate is courted, the topic stays open."""
    questions: tuple[BankQuestion, ...] = Field(min_length=3)

    def put_to(self, to: Addressee, *, chosen: bool = False) -> BankQuestion | None:
        """The best question this person can answer; None where there is none."""
        asked = (entry for entry in self.questions if to in entry.to and (chosen or not entry.when_chosen))
        return next(asked, None)


class QuestionBank(Value):
    """All clarifying questions; every topic is there."""

    topics: dict[Topic, TopicQuestions]

    def __iter__(self) -> Iterator[BankQuestion]:  # type: ignore[override]
        for topic in self.topics.values():
            yield from topic.questions

    def entry(self, question_id: str) -> BankQuestion | None:
        return next((entry for entry in self if entry.id == question_id), None)

    def saying(self, topic: Topic, text: str) -> BankQuestion | None:
        """The entry of a topic that has this sentence among its wordings."""
        return next((e for e in self.topics[topic].questions if text in e.wordings()), None)


def uncertain(reading: RoleReading, bank: QuestionBank) -> tuple[Topic, ...]:
    """Missing and partial topics, the one whose answer would change the preparation most first."""

    def key(topic: Topic) -> tuple[float, bool, int]:
        partial = not unsaid(topic, reading, bank)
        weight = bank.topics[topic].weight.of(
            reading.track, mismatch=reading.title_duty_mismatch, courted=courted(reading)
        )
        return (-weight / 2 if partial else -weight), partial, list(Topic).index(topic)

    return tuple(sorted(still_open(reading), key=key))


def courted(reading: RoleReading) -> bool:
    """True where a flattering phrase speaks of the reader's own work, not of the company's."""
    return any(_OWN_WORK.search(phrase) for phrase in reading.flattery)


def unsaid(topic: Topic, reading: RoleReading, bank: QuestionBank) -> bool:
    """True where a topic is missing, or was only touched by a compliment."""
    state = reading.topics[topic].state
    compliment = bank.topics[topic].compliment and courted(reading)
    return state is TopicState.MISSING or (state is TopicState.PARTIAL and compliment)


def still_open(reading: RoleReading) -> tuple[Topic, ...]:
    """The topics the sources do not answer, in their own order."""
    return tuple(
        t for t in Topic if t in reading.topics and reading.topics[t].state is not TopicState.ANSWERED
    )


def ask(reading: RoleReading, bank: QuestionBank, *, tone: Tone = Tone.NEUTRAL) -> tuple[Question, ...]:
    """One question for every missing or partial topic, ranked, each addressed to somebody who can answer it.

    The recruiter comes first, being the one the candidate writes to; what a recruiter cannot know is kept for
    the hiring manager.
    """
    return tuple(_question(bank.topics[topic], tone) for topic in uncertain(reading, bank))


def choose(
    questions: Sequence[Question],
    bank: QuestionBank,
    to: Addressee,
    reading: RoleReading,
    *,
    tone: Tone = Tone.NEUTRAL,
    limit: int = MAX_QUESTIONS,
) -> tuple[Question, ...]:
    """Picks from ranked questions those for one email, worded for its addressee, in the order of their rank.

    Missing topics go first; partly answered ones only fill up to three. Topics this person cannot answer are
    left out.
    """
    able = [worded for q in questions if (worded := put(bank, q.topic, to, tone)) is not None]
    missing = [q for q in able if unsaid(q.topic, reading, bank)][:limit]
    room = max(0, min(limit, ENOUGH_MISSING) - len(missing))
    partial = [q for q in able if not unsaid(q.topic, reading, bank)][:room]
    kept = {q.topic for q in (*missing, *partial)}
    return tuple(q for q in able if q.topic in kept)


def put(
    bank: QuestionBank, topic: Topic, to: Addressee, tone: Tone, *, chosen: bool = False
) -> Question | None:
    """The question of a topic for one addressee; None where that person cannot answer it."""
    entry = bank.topics[topic].put_to(to, chosen=chosen)
    if entry is None:
        return None
    return Question(id=entry.id, topic=topic, text=entry.worded(to, tone), to=to, why=entry.why)


def _question(topic: TopicQuestions, tone: Tone) -> Question:
    for to in (Addressee.RECRUITER, Addressee.HIRING_MANAGER):
        entry = topic.put_to(to)
        if entry is not None:
            return Question(id=entry.id, topic=topic.topic, text=entry.worded(to, tone), to=to, why=entry.why)
    # The loader refuses such a bank; a bank made by hand is told here.
    raise ValueError(f"topic {topic.topic!r} has no question for a hiring manager")
