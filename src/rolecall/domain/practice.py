"""What mock interviews are made from, loaded once: bank, voices, loops."""

from rolecall.domain.interviews import InterviewBank, InterviewQuestion
from rolecall.domain.planning import LoopRules
from rolecall.domain.values import Value
from rolecall.domain.voices import Voices


class PracticeKnowledge(Value):
    """Everything under knowledge/ that a mock needs."""

    bank: InterviewBank
    voices: Voices
    loops: LoopRules
    drift: InterviewQuestion
    """Judges how a drift was steered back; never asked aloud."""
