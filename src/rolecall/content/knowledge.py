"""Everything under knowledge/, loaded and checked: what the coach starts with."""

from pathlib import Path

from pydantic import Field

from rolecall.content.files import ROOT, load_yaml
from rolecall.content.grounding import load_grounding
from rolecall.content.intents import load_intents, load_settings_help
from rolecall.content.mail import load_phrases
from rolecall.content.patterns import load_patterns
from rolecall.content.prompts import Prompts
from rolecall.content.questions import load_questions
from rolecall.domain.asking_back import AskingBackRules
from rolecall.domain.knowledge import Example, Knowledge
from rolecall.domain.moves import ChatRules
from rolecall.domain.summaries import SummaryWords
from rolecall.domain.values import Value

LEAST_SECTIONS = 60
"""Sections of guides; fewer and too many questions would find no answer."""


class _Examples(Value):
    examples: tuple[Example, ...] = Field(min_length=3, max_length=3)


def load_knowledge(root: Path = ROOT) -> Knowledge:
    """Reads knowledge/. Raises ContentError naming the file and the field."""
    knowledge = root / "knowledge"
    return Knowledge(
        patterns=load_patterns(knowledge),
        questions=load_questions(knowledge),
        phrases=load_phrases(knowledge),
        chat=load_yaml(knowledge / "chat.yaml", ChatRules),
        grounding=load_grounding(knowledge),
        asking_back=load_yaml(knowledge / "asking_back.yaml", AskingBackRules),
        summaries=load_yaml(knowledge / "summaries.yaml", SummaryWords),
        examples=load_yaml(knowledge / "examples.yaml", _Examples).examples,
        intents=load_intents(root),
        settings_help=load_settings_help(root),
    )


def load_prompts(root: Path = ROOT) -> Prompts:
    return Prompts(root / "prompts")
