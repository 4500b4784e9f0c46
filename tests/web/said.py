"""What a candidate said in a few weeks of practice: for pictures of pages that need a past."""

import asyncio
from dataclasses import dataclass

from rolecall.coach.coach import Coach
from rolecall.domain.mocks import MockRequest, MockState
from tests.web.standin_practice import MovedClock

OWNER = "local"
DAY = 24 * 3600.0


@dataclass(frozen=True)
class Session:
    """One mock: how many days ago, its question, the answers, and how the candidate rated them."""

    days_ago: int
    question: str
    answers: tuple[str, ...]
    own: tuple[int, ...]
    """Levels, one for each criterion in turn."""


SESSIONS = (
    Session(
        20,
        "project-overview",
        (
            "I worked on predicting delays of trams with deep learning. We tried several models and the "
            "transformer was the best one, it worked really well.",
            "The operations team wanted to know which tram is late before it is late.",
        ),
        (3, 3, 2, 2),
    ),
    Session(
        16,
        "frame-churn-offer",
        (
            "I would train gradient boosting on the customers who left last year and call the 5,000 with the "
            "highest risk. I would look at the area under the curve.",
            "Calling someone who would have stayed costs a discount, so I would hold back 1,000 of them at "
            "random and compare after three months how many of each group are still customers.",
        ),
        (2, 2, 1, 2, 2),
    ),
    Session(
        14,
        "repro-data-version",
        (
            "Everything is in a folder on the group's server with the date in its name, and I usually "
            "remember which one was used for the paper.",
            "The folder name is on the slide.",
        ),
        (2, 2, 2, 1),
    ),
    Session(
        12,
        "repro-data-version",
        (
            "Each run writes the hash of the snapshot, the commit and the seed into a file beside the "
            "result. For the tram paper that is a table of 31 runs, one row for each number in it.",
            "The filters are code under the same commit. Labels were corrected twice, in March and in May, "
            "so the label file has its own hash; if a nightly check finds another one, the build fails.",
        ),
        (3, 2, 2, 3),
    ),
    Session(
        9,
        "beh-coauthor-disagreement",
        (
            "My co-author wanted to lead with the 2.1 points, and I wanted to lead with the month in which "
            "they vanish, because a depot would find out in February. She feared that the reviewers would "
            "stop reading there.",
            "We gave both drafts to two colleagues from the depot, and three of their four questions were "
            "about frost. So the limits moved to page one, and the number stayed in the abstract.",
        ),
        (3, 3, 2),
    ),
    Session(
        5,
        "project-overview",
        (
            "The depot lost 40 minutes a day to tram doors that jam in frost, so we counted delayed "
            "departures per thousand. My warning from the motor current brought that from 31 to 19, against "
            "26 for the fixed threshold they had used before.",
            "I designed the features and the alarm budget of two a shift; Jonas built the data feed, and the "
            "drivers labelled 600 rides. Below minus 12 degrees it stops holding: we saw four such days.",
        ),
        (3, 3, 4, 3),
    ),
    Session(
        2,
        "statistical-strength",
        (
            "The gain is 7 delayed departures per thousand, with an interval from 3 to 11 over five weeks, "
            "drawn again by day, because doors of one frosty day jam together. That makes 34 days.",
            "I had compared 12 variants on the weeks before, never on these five. A gain below 3 would not "
            "have shown in 34 days.",
        ),
        (3, 2, 3, 2, 3),
    ),
)
ROOM = (
    "I would freeze the test set in week one. We froze it in month five, after 40 models had been compared "
    "on the same 600 rides; the labels came in late and I wanted to see a number.",
    "It cost us three weeks: when a fresh month of rides arrived, half of the 2.1 points were gone, and the "
    "ranking of the two best models turned around.",
)
"""Answers to the first question of a research deep dive."""


def practised(coach: Coach, clock: MovedClock) -> list[MockState]:
    """Holds every session at its day, each with ratings and a debrief; the clock ends at today."""
    now = clock.ahead
    held = []
    for session in SESSIONS:
        clock.ahead = now - session.days_ago * DAY
        held.append(asyncio.run(_held(coach, clock, session)))
    clock.ahead = now
    return held


async def _held(coach: Coach, clock: MovedClock, session: Session) -> MockState:
    request = MockRequest(minutes=6, question_ids=(session.question,))
    state = await coach.practice.start(OWNER, request)
    for words in session.answers:
        clock.ahead += 95
        state = await coach.practice.answer(OWNER, state.id, words)
    if state.ended is None:
        await coach.practice.end(OWNER, state.id)
    for question in coach.debriefing.to_rate(OWNER, state.id):
        levels = dict(zip((one.id for one in question.criteria), session.own, strict=False))
        coach.debriefing.rate(OWNER, state.id, question.id, levels)
    return await coach.debriefing.debrief(OWNER, state.id)
