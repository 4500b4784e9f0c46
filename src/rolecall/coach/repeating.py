"""When a question is best practised again: spaced repetition over what the debriefs showed."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from rolecall.domain.debriefs import QuestionShown
from rolecall.domain.interviews import InterviewBank
from rolecall.domain.judgements import JudgedAs
from rolecall.domain.mocks import DRIFT_QUESTION, MockState
from rolecall.domain.progress import Due

if TYPE_CHECKING:
    from fsrs import Card, Scheduler

_AGAIN, _HARD, _GOOD = 0.34, 0.67, 0.9
"""Coverage, or score as a share, below which a question counts as forgotten, hard, or good."""
_LONGEST = 60
"""Days after which a question comes back at the latest: an interview is weeks away, not years."""


def due_questions(mocks: Sequence[MockState], bank: InterviewBank, now: str) -> tuple[Due, ...]:
    """Every practised question of the bank with the day it is due, soonest first.

    `mocks` come newest first. The intervals are FSRS-6's (github.com/open-spaced-repetition), without
    learning steps of minutes: a mock is practised at most once a day.
    """
    from fsrs import Scheduler

    scheduler = Scheduler(
        learning_steps=(), relearning_steps=(), maximum_interval=_LONGEST, enable_fuzzing=False
    )
    cards: dict[str, tuple[Card, QuestionShown]] = {}
    for mock in reversed(mocks):
        if mock.debrief is None:
            continue
        for shown in mock.debrief.questions:
            if bank.question(shown.id) is None or shown.id == DRIFT_QUESTION:
                continue
            card = cards[shown.id][0] if shown.id in cards else None
            cards[shown.id] = _reviewed(scheduler, card, shown, mock.ended_at), shown
    today = datetime.fromisoformat(now)
    found = [
        Due(
            question=name,
            subject=shown.subject,
            kind=shown.kind,
            due=card.due.date().isoformat(),
            overdue=card.due <= today,
            why=_why(shown),
        )
        for name, (card, shown) in cards.items()
    ]
    return tuple(sorted(found, key=lambda due: (due.due, due.question)))


def _reviewed(scheduler: "Scheduler", card: "Card | None", shown: QuestionShown, at: str) -> "Card":
    from fsrs import Card, Rating

    share = _share(shown)
    rating = (
        Rating.Again
        if share < _AGAIN
        else Rating.Hard
        if share < _HARD
        else Rating.Good
        if share < _GOOD
        else Rating.Easy
    )
    # A card's own id is the time it was made; ours come from a store and are made at once.
    reviewed, _ = scheduler.review_card(card or Card(card_id=1), rating, datetime.fromisoformat(at))
    return reviewed


def _share(shown: QuestionShown) -> float:
    return shown.card.score / 100 if shown.card.score is not None else shown.card.coverage


def _why(shown: QuestionShown) -> str:
    missed = [one for one in shown.criteria if one.judgement.state is JudgedAs.NOT_COVERED]
    low = [one for one in shown.criteria if (one.judgement.level or 4) < 3]
    if missed or low:
        return f"{'Missed' if missed else 'Thin'} last time: {(missed or low)[0].title}"
    heard = [one for one in shown.criteria if one.judgement.state in (JudgedAs.SCORED, JudgedAs.COVERED)]
    if not heard:
        return "Nothing of it could be judged last time"
    if _share(shown) < _HARD:
        return f"Thin last time: {min(heard, key=lambda one: one.judgement.coverage).title}"
    return "Went well; kept fresh"
