"""What mock interviews are made from, loaded once: bank, problems, voices, loops."""

from functools import cached_property

from rolecall.domain.coding import Coding
from rolecall.domain.interviews import InterviewBank, InterviewQuestion
from rolecall.domain.planning import LoopRules
from rolecall.domain.values import Value
from rolecall.domain.voices import Voices


class PracticeKnowledge(Value):
    """Everything under knowledge/ that a mock needs."""

    bank: InterviewBank
    """Questions that are answered in words alone."""
    coding: Coding
    voices: Voices
    loops: LoopRules
    drift: InterviewQuestion
    """Judges how a drift was steered back; never asked aloud."""

    @cached_property
    def asked(self) -> InterviewBank:
        """Everything a mock may ask: the bank, and each coding problem as a question."""
        return self.bank.with_more(self.coding.questions())
