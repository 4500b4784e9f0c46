# ruff: noqa: E501 - answers stand as they were said
"""One question with its rubric, and the real rules and vectors, for the tests of the judge."""

from functools import cache

from rolecall.content.judging import load_judging
from rolecall.domain.interviews import Criterion
from rolecall.domain.judging.rules import JudgingRules
from rolecall.retrieval.alikeness import Alikeness
from rolecall.retrieval.embedders import StaticEmbedder

QUESTION = (
    "Which forecast did you compare your flood model with, and how do you know the comparison was fair?"
)
CRITERIA = (
    Criterion(
        id="rival",
        asks="Names the forecast that was hardest to beat and why",
        weight=2,
        terms=("baseline", "persistence", "operational forecast", "strongest", "hydrological model"),
        stronger="Names one rival forecast that might have won, and the reason.",
    ),
    Criterion(
        id="fairness",
        asks="Says what was held equal between the two",
        weight=1,
        terms=("same rivers", "same lead time", "tuned", "same input", "held-out years"),
        stronger="Says which data, lead time and tuning both sides got.",
    ),
    Criterion(
        id="gap",
        asks="Gives the gap beside its noise",
        weight=1,
        terms=("error", "interval", "bootstrap", "metres", "significant"),
        stronger="Gives the gap as a number with an interval.",
    ),
)
STRONG = (
    "The one to beat was the operational forecast of the water board, since its hydrological "
    "model sees the dams and ours "
    "does not. Both got the same eleven rivers and a lead time of 24 hours, and I recalibrated "
    "theirs on the same training "
    "years because it had last been tuned in 2014. On the two held-out years our error was 0.31 "
    "metres against 0.38, with a "
    "bootstrap interval over flood events from 0.02 to 0.11 for the difference. Below the big dam "
    "theirs still wins."
)
WEAK = "We took persistence as the baseline, the level of yesterday. Ours was better on most rivers, I did not look closer."
EMPTY = (
    "A fair comparison is essential for any serious forecasting work. I always choose strong and "
    "relevant baselines, ensure "
    "that everything is tuned carefully under the same conditions, and evaluate the results with "
    "appropriate metrics and "
    "proper statistical significance. Transparency towards stakeholders is key, and a robust "
    "methodology builds trust."
)


@cache
def rules() -> JudgingRules:
    return load_judging()


@cache
def alike() -> Alikeness:
    return Alikeness(StaticEmbedder)
