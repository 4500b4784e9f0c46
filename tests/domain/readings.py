"""Readings made by hand, so that mails are tested without a reader of texts."""

from functools import cache
from pathlib import Path

from rolecall.content.mail import load_phrases
from rolecall.content.questions import load_questions
from rolecall.domain.phrases import MailPhrases
from rolecall.domain.questions import QuestionBank
from rolecall.domain.roles import RoleReading, Shares, SourceKind, Topic, TopicFinding, TopicState, Verdict

KNOWLEDGE = Path(__file__).resolve().parents[2] / "knowledge"


@cache
def bank() -> QuestionBank:
    return load_questions(KNOWLEDGE)


@cache
def phrases() -> MailPhrases:
    return load_phrases(KNOWLEDGE)


def reading(
    *,
    kind: SourceKind = SourceKind.MESSAGE,
    title: str = "Research Scientist, Ranking",
    company: str = "Northlight",
    recruiter: str = "Dana Whitfield",
    track: Verdict = "research",
    mismatch: bool = False,
    flattery: tuple[str, ...] = (),
    states: dict[Topic, TopicState] | None = None,
) -> RoleReading:
    """Every topic missing but those in `states`."""
    return RoleReading(
        kind=kind,
        title=title,
        company=company,
        recruiter=recruiter,
        track=track,
        shares=Shares(research=0, applied=0, engineering=0, unknown=1),
        confidence="low",
        title_suggests="unclear",
        title_duty_mismatch=mismatch,
        flattery=flattery,
        topics={topic: _finding((states or {}).get(topic, TopicState.MISSING)) for topic in Topic},
        text_sha256="0" * 64,
    )


def _finding(state: TopicState) -> TopicFinding:
    if state is TopicState.MISSING:
        return TopicFinding()
    return TopicFinding(state=state, quote="a few rounds", start=0, end=12)
