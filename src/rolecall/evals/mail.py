"""Measures the drafted emails: the contract on every labelled text, and what a first mail asks recruiters.

`read` is handed in, so that the same measure judges the built-in engine and a model.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from rolecall.domain.composing import compose
from rolecall.domain.contract import check_draft
from rolecall.domain.mail import Draft, DraftRequest, Purpose, Tone
from rolecall.domain.phrases import MailPhrases
from rolecall.domain.questions import QuestionBank
from rolecall.domain.roles import Addressee, RoleReading, Source, SourceKind, Topic
from rolecall.domain.values import Value
from rolecall.ports import BadInput

Read = Callable[[Source], RoleReading]

WRITER = "Noor Haddad"
"""A stand-in for the user's own name, which no text can know."""

UNLABELLED = frozenset({Topic.PRIOR_WORK})
"""Topics the data carries no label for: left out of the shares, never counted as wrong or right."""


class LabelledText(Value):
    """One ad or message, with the topics a careful reader found missing."""

    id: str
    kind: SourceKind
    text: str
    missing: frozenset[Topic]


class Broken(Value):
    """One draft that broke the contract."""

    text: str
    to: Addressee
    tone: Tone
    purpose: Purpose
    checks: tuple[str, ...]


class MailReport(Value):
    """What was measured; shares are 0 to 1."""

    texts: int
    drafts: int
    contract_held: float
    broken: tuple[Broken, ...]
    """The first twenty."""
    words_median: int
    words_most: int
    messages: int
    asking_missing: float
    """Of the questions to recruiters on labelled topics: the share that asks a missing one (wanted: 1)."""
    missing_in_top_four: float
    """Of the missing topics that fit into four questions: the share the mail asks."""
    invented_facts: int
    """Drafts whose facts check did not hold (wanted: 0)."""
    unlabelled_questions: int
    """Questions on topics without labels, left out above."""


def measure(read: Read, bank: QuestionBank, phrases: MailPhrases, data: Path) -> MailReport:
    """Reads every labelled text of a folder and drafts each email for it.

    Raises BadInput where the folder does not hold the data.
    """
    ads = _texts(data / "job_ads.jsonl", SourceKind.AD)
    messages = _texts(data / "recruiter_messages.jsonl", SourceKind.MESSAGE)
    broken: list[Broken] = []
    words: list[int] = []
    invented = 0
    asked = _Asked()
    for case in (*ads, *messages):
        source = Source(id=case.id, kind=case.kind, text=case.text)
        reading = read(source)
        for draft in drafts(reading, bank, phrases):
            words.append(len(draft.body.split()))
            failed = tuple(
                c.name for c in check_draft(draft, reading, phrases, known=[case.text]) if not c.ok
            )
            invented += "facts" in failed
            if failed:
                broken.append(_broken(case, draft, failed))
        if case.kind is SourceKind.MESSAGE:
            first = compose(DraftRequest(from_name=WRITER), reading, bank, phrases)
            asked = asked.with_draft(first, case)
    words.sort()
    return MailReport(
        texts=len(ads) + len(messages),
        drafts=len(words),
        contract_held=1 - len(broken) / len(words),
        broken=tuple(broken[:20]),
        words_median=words[len(words) // 2],
        words_most=words[-1],
        messages=len(messages),
        asking_missing=asked.right / asked.questions if asked.questions else 1.0,
        missing_in_top_four=asked.right / asked.room if asked.room else 1.0,
        invented_facts=invented,
        unlabelled_questions=asked.unlabelled,
    )


def drafts(reading: RoleReading, bank: QuestionBank, phrases: MailPhrases) -> Iterator[Draft]:
    """One email for every purpose, tone and addressee; re-asks and follow-ups repeat a first mail."""
    for to in Addressee:
        for tone in Tone:
            first = compose(DraftRequest(to=to, tone=tone, from_name=WRITER), reading, bank, phrases)
            for purpose in Purpose:
                request = DraftRequest(to=to, tone=tone, purpose=purpose, from_name=WRITER)
                yield compose(request, reading, bank, phrases, asked_before=first.questions)


class _Asked(Value):
    """Sums over the recruiters' messages."""

    questions: int = 0
    right: int = 0
    room: int = 0
    unlabelled: int = 0

    def with_draft(self, draft: Draft, case: LabelledText) -> "_Asked":
        asked = [q.topic for q in draft.questions if q.topic not in UNLABELLED]
        return _Asked(
            questions=self.questions + len(asked),
            right=self.right + sum(topic in case.missing for topic in asked),
            room=self.room + min(4, len(case.missing)),
            unlabelled=self.unlabelled + len(draft.questions) - len(asked),
        )


def _broken(case: LabelledText, draft: Draft, failed: Sequence[str]) -> Broken:
    return Broken(text=case.id, to=draft.to, tone=draft.tone, purpose=draft.purpose, checks=tuple(failed))


def _texts(path: Path, kind: SourceKind) -> list[LabelledText]:
    if not path.is_file():
        raise BadInput(f"{path.name!r} is not in {str(path.parent)!r}; name the data folder with --data DIR.")
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [LabelledText(id=row["id"], kind=kind, text=_told(row), missing=_missing(row)) for row in rows]


def _told(row: dict[str, Any]) -> str:
    """An ad's title and company stand above its text on the page it was copied from."""
    head = [row.get("title", ""), row.get("company", "")]
    return "\n".join([*filter(None, head), row["text"]])


def _missing(row: dict[str, Any]) -> frozenset[Topic]:
    return frozenset(Topic(topic) for topic, state in row["topic_status"].items() if state == "missing")
