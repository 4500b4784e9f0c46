"""Where a candidate stands with a role, as a value: facts with their quotes, and never a decision."""

from typing import Literal

from rolecall.domain.plans.values import Quote
from rolecall.domain.roles import Addressee, Topic, Verdict
from rolecall.domain.values import Value

OptionName = Literal["opt_out", "ask", "prepare"]


class Fact(Value):
    """One thing that is known, promised or uncertain."""

    label: str
    quote: Quote | None = None
    """The words that make it so; None where nobody said anything."""
    note: str = ""
    """What became of it, or who could tell."""


class Outcome(Value):
    """An answer that may come, and what it would do; found by reading the role again with it."""

    answer: str
    """Ends the sentence `If they say that ...`."""
    before: Verdict
    after: Verdict
    minutes: int = 0
    """Of the plan that would go to other things."""

    @property
    def turns(self) -> bool:
        return self.before != self.after


class Mover(Value):
    """An open question with the answers to it that would change the reading or the plan."""

    topic: Topic
    label: str
    question: str
    to: Addressee
    outcomes: tuple[Outcome, ...]
    """What would change most first."""


class Reason(Value):
    """Something that speaks for a way to go on."""

    says: str
    quotes: tuple[Quote, ...] = ()


class Option(Value):
    """A way to go on. The order of options is always the same and says nothing."""

    name: OptionName
    label: str
    reasons: tuple[Reason, ...] = ()
    """Empty where nothing that was brought speaks for it."""


class Decision(Value):
    """Where the candidate stands; which way to go is theirs."""

    known: tuple[Fact, ...] = ()
    promised: tuple[Fact, ...] = ()
    uncertain: tuple[Fact, ...] = ()
    steady: str
    """How much it would take to turn the reading, in a sentence."""
    movers: tuple[Mover, ...] = ()
    """What would change most first."""
    plan_minutes: int = 0
    """Of the plan that the movers were measured on."""
    testing: str = ""
    """What only the interview itself would show; empty where nothing is untested."""
    options: tuple[Option, Option, Option]
