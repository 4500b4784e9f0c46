"""What the coach knows, loaded once: patterns, questions, phrases of mails, rules of the chat, examples."""

from rolecall.domain.asking_back import AskingBackRules
from rolecall.domain.claims import GroundingRules
from rolecall.domain.intents.rules import IntentRules
from rolecall.domain.intents.settings_help import SettingsHelp
from rolecall.domain.moves import ChatRules
from rolecall.domain.patterns import Patterns
from rolecall.domain.phrases import MailPhrases
from rolecall.domain.questions import QuestionBank
from rolecall.domain.summaries import SummaryWords
from rolecall.domain.values import Value


class Example(Value):
    """Something a newcomer can try with one click; written by us."""

    title: str
    blurb: str
    text: str


class Knowledge(Value):
    """Everything under knowledge/ that the use cases read."""

    patterns: Patterns
    questions: QuestionBank
    phrases: MailPhrases
    chat: ChatRules
    grounding: GroundingRules
    asking_back: AskingBackRules
    summaries: SummaryWords
    examples: tuple[Example, ...]
    intents: IntentRules
    settings_help: SettingsHelp
