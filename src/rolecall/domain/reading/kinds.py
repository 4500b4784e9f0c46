"""Tells what a text is: an ad, a recruiter's message, a reply, a report, a CV, a paper or a note."""

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

from rolecall.domain.patterns import Patterns
from rolecall.domain.reading.accounts import account
from rolecall.domain.reading.sections import Placed
from rolecall.domain.reading.shapes import is_transcript, shape
from rolecall.domain.reading.text import sentences
from rolecall.domain.reading.topics import MarkerBook
from rolecall.domain.roles import Section, SourceKind

_SHORT = 60
"""Words; below it a text without any mark of a kind is a note."""


_QUOTING = 2.5
"""Weight of lines that quote a mail above or below own ones: the mark of a reply."""
_ASKING = 2.0
"""Weight of a text that speaks of itself and asks: the mark of a note."""
_QUESTION = 3.0
"""Weight of a question that stands alone, whatever it asks about."""
_SINGLE = 2
"""Sentences."""
_OF_ONESELF = frozenset(["i", "my", "me", "i'm", "i've", "i'd", "mine"])
_OFTEN = 3
_CALL, _TESTED = "call-notes", "was-tested"
"""Ids of marks that tell notes of a call: the one opens them, the other shows that a text is a report."""
_OPENING = 2
"""Sentences in which call notes say what they are."""
_ACCOUNT = 6.0
"""Weight of a text whose words are those of an account, in marks of a kind."""
_ACCOUNTS = ("tells-of-an-interview", "account-of-a-round", "account-of-oneself", "research-left-out")
_LIVED_MARKS = frozenset([*_ACCOUNTS, "headed-as-a-report", _TESTED])
_ANNOUNCING = frozenset(
    ["advertises", "greeting", "recruiter-speaks", "answers-questions", "answers-directly"]
)
"""Ids of marks of texts that tell of interviews to come: a list of rounds beside them is no report."""
_SAYING = frozenset(["said", "says", "told", "mentioned", "thinks", "whether"])
_PLAINLY = 1.0
"""From which they show it even beside words that announce."""
_SURELY = 0.4
"""From which the words alone show an account."""
_LIVED = 4.0
"""Weight of what was gone through, from which a text that opens as notes of a call is a report."""
_ADDRESSED = frozenset(["you", "your", "you'd", "you'll", "you're", "yours"])
_FIRST_WORDS = 3
"""Words that may stand before the mark."""
_SELDOM = 2
"""Words that address the reader, up to which a text can be notes: a mail is full of them."""
_LETTER = re.compile(r"\s{0,20}(?:hi|hello|hey|dear|from:|subject:|to:|>)", re.I)
_SAID = re.compile(r"^[ \t*-]{0,4}[A-Z][a-z]{1,14} (?:said|says|told me|mentioned)[ ]?:", re.M)
_OWN_LINE = re.compile(r"^[ \t*-]{0,4}(?:me|m|i):[ \t]", re.M | re.I)
_OTHER_LINE = re.compile(
    r"^[ \t*-]{0,4}(?!(?:me|m|i|q|a|interviewer|panel):)[A-Za-z]{1,15}:[ \t]", re.M | re.I
)


class Kinds:
    """The marks of each kind, ready to be found."""

    def __init__(self, patterns: Patterns) -> None:
        self._marks = patterns.kinds
        self._accounts = patterns.accounts
        self._book = MarkerBook(patterns.kinds, patterns.groups)

    def detect(self, sentences: Sequence[Placed], text: str) -> SourceKind:
        """The kind with the most weight, per sentence and mark counted once; long plain texts are ads."""
        scores = dict.fromkeys(SourceKind, 0.0)
        different: defaultdict[int, set[str]] = defaultdict(set)
        for sentence in sentences:
            hits = self._book.find(sentence)
            for hit in hits:
                different[hit.entry].add(sentence.words[hit.first].text)
            for index in {hit.entry for hit in hits}:
                mark = self._marks[index]
                if mark.least or mark.id in (_CALL, _TESTED):
                    continue
                if not mark.headings or len(sentence.words) <= 4:
                    scores[mark.kind] += mark.weight
        for index, words in different.items():
            mark = self._marks[index]
            if mark.least and len(words) >= mark.least:
                scores[mark.kind] += mark.weight
        if _quotes(text):
            scores[SourceKind.REPLY] += _QUOTING
        if _asks(sentences, text):
            scores[SourceKind.NOTE] += _ASKING
        if len(sentences) <= _SINGLE and text.rstrip().endswith("?") and not scores[SourceKind.MESSAGE]:
            scores[SourceKind.NOTE] += _QUESTION
        for kind, weight in shape(text).items():
            scores[kind] += weight
        told = account(sentences, self._accounts)
        seen = {self._marks[index].id for index in different}
        announced = told < _PLAINLY and seen & _ANNOUNCING and not seen & _LIVED_MARKS
        scores[SourceKind.REPORT] = 0.0 if announced else scores[SourceKind.REPORT] + _ACCOUNT * told
        best = max(SourceKind, key=lambda kind: scores[kind])
        if scores[best] < 1:
            few = sum(len(sentence.words) for sentence in sentences) < _SHORT
            return SourceKind.NOTE if few else SourceKind.AD
        return best

    def notes_of_a_call(self, sentences: Sequence[Placed], text: str) -> bool:
        """Whether somebody wrote down what they were told on the phone: a source; other notes are none."""
        if (
            _LETTER.match(text)
            or text.rstrip().endswith("?")
            or any(self._has(_TESTED, one) for one in sentences)
            or is_transcript(text)
        ):
            return False
        if _SAID.search(text) or (_OWN_LINE.search(text) and len(_OTHER_LINE.findall(text)) >= _SINGLE):
            return True
        addressed = sum(word.text in _ADDRESSED for one in sentences for word in one.words)
        if self._is_account(sentences):
            return False
        return addressed <= _SELDOM and any(self._opens_call(one, text) for one in sentences[:_OPENING])

    def _opens_call(self, sentence: Placed, text: str) -> bool:
        """Whether a sentence begins as such notes do; `Phone screen: graphs` tells of a round instead."""
        return any(
            self._marks[hit.entry].id == _CALL
            and hit.first <= _FIRST_WORDS
            and (
                text[sentence.words[hit.last - 1].end :][:1] != ":"
                or sentence.words[hit.last - 1].text == "notes"
            )
            for hit in self._book.find(sentence)
        )

    def _is_account(self, sentences: Sequence[Placed]) -> bool:
        told = account(sentences, self._accounts)
        return told > _SURELY or (told > 0 and self._lived(sentences) >= _LIVED)

    def _lived(self, sentences: Sequence[Placed]) -> float:
        """How much tells what the writer went through, leaving out what others only said."""
        return sum(
            self._marks[index].weight
            for one in sentences
            if not any(word.text in _SAYING for word in one.words)
            for index in {hit.entry for hit in self._book.find(one)}
            if self._marks[index].id in _ACCOUNTS
        )

    def _has(self, mark: str, sentence: Placed) -> bool:
        return any(self._marks[hit.entry].id == mark for hit in self._book.find(sentence))


@lru_cache(maxsize=2)
def _kinds(patterns: Patterns) -> Kinds:
    return Kinds(patterns)


def notes_of_a_call(text: str, patterns: Patterns) -> bool:
    """Whether a text is somebody's notes of a call, the only notes that are a source of a role."""
    spans = sentences(text, patterns.sections.joined_names)
    placed = [Placed(span.start, span.end, span.words, Section.OTHER, 1.0) for span in spans]
    return _kinds(patterns).notes_of_a_call(placed, text)


def _quotes(text: str) -> bool:
    """Whether some lines quote a mail and others do not."""
    lines = [line.lstrip() for line in text.splitlines() if line.strip()]
    quoted = sum(line.startswith(">") for line in lines)
    return 0 < quoted < len(lines)


def _asks(sentences: Sequence[Placed], text: str) -> bool:
    """Whether somebody asks for themselves."""
    own = sum(word.text in _OF_ONESELF for sentence in sentences for word in sentence.words)
    return own >= _OFTEN and text.rstrip().endswith("?")
