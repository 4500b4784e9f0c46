"""The phrases of knowledge/audit.yaml, indexed once and used for every text."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from rolecall.domain.audits.rules import AuditRules
from rolecall.domain.audits.values import LoopKind, Said
from rolecall.domain.reading.phrases import Book, Word, words

NAMED = 3.0
"""How much more a kind's words count in the name of a round than in what is told of it."""


class KindFound(NamedTuple):
    """A kind of round, with the words that make it so: text[start:end]."""

    kind: LoopKind
    start: int
    end: int


class Vocabulary:
    """What the audit looks for, ready to be found."""

    def __init__(self, rules: AuditRules) -> None:
        self.rules = rules
        groups = rules.groups
        self._kinds = Book.of([rule.any for rule in rules.kinds], groups)
        self._not_kinds = Book.of([rule.unless for rule in rules.kinds], groups)
        self.duties = Book.of([aspect.duty for aspect in rules.aspects], groups)
        self.promises = Book.of([aspect.promise for aspect in rules.aspects], groups)
        self.no_promise = Book.of([rules.loop.no_promise], groups)
        self.rounds = Book.of([aspect.round for aspect in rules.aspects], groups)
        self.nouns = Book.of([rules.loop.nouns], groups)
        self.sequence = Book.of([rules.loop.sequence], groups)
        self.scored_by = Book.of([rules.loop.scored_by], groups)
        self.people = Book.of([rules.loop.people], groups)
        self.not_rounds = Book.of([rules.loop.not_rounds], groups)
        self._commands = Book.of([marker.any for marker in rules.injection], groups)
        self._no_commands = Book.of([marker.unless for marker in rules.injection], groups)
        self.families = tuple(rules.rubric)
        self.rubric = Book.of([rules.rubric[family] for family in self.families], groups)

    def kinds(self, found: Sequence[Word]) -> list[tuple[int, int, int]]:
        """(position of the kind, first word, after the last word) of every kind named."""
        hits = self._kinds.find(found)
        if not hits:
            return []
        barred = {hit.entry for hit in self._not_kinds.find(found)}
        return [(hit.entry, hit.first, hit.last) for hit in hits if hit.entry not in barred]

    def kind_of(self, text: str, name: tuple[int, int], whole: Sequence[tuple[int, int]]) -> KindFound | None:
        """The kind that most of a round's words speak for, its name above all; None where none does."""
        weights: dict[int, float] = {}
        first: dict[int, tuple[int, int]] = {}
        named = words(text, *name)
        for found, worth in [(named, NAMED), *((words(text, *region), 1.0) for region in whole)]:
            seen: set[int] = set()
            for entry, begin, end in self.kinds(found):
                first.setdefault(entry, (found[begin].start, found[end - 1].end))
                if entry not in seen:
                    weights[entry] = weights.get(entry, 0.0) + worth * self.rules.kinds[entry].weight
                seen.add(entry)
        if not weights:
            return None
        best = max(weights, key=lambda entry: (weights[entry], -entry))
        return KindFound(self.rules.kinds[best].kind, *first[best])

    def commands(self, found: Sequence[Word]) -> bool:
        """Whether words are addressed to whoever reads the text, and want it done otherwise."""
        barred = {hit.entry for hit in self._no_commands.find(found)}
        return any(hit.entry not in barred for hit in self._commands.find(found))

    def aspects(self, book: Book, found: Sequence[Word]) -> dict[str, tuple[int, int]]:
        """Each aspect that words name, with where: first word's start, last word's end."""
        named: dict[str, tuple[int, int]] = {}
        for hit in book.find(found):
            aspect = self.rules.aspects[hit.entry].id
            named.setdefault(aspect, (found[hit.first].start, found[hit.last - 1].end))
        return named


@lru_cache(maxsize=2)
def vocabulary(rules: AuditRules) -> Vocabulary:
    return Vocabulary(rules)


def said(text: str, start: int, end: int) -> Said | None:
    """text[start:end] without blanks and punctuation at its ends; None where nothing is left."""
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:|*_-\u2013\u2014(\"'#"):
        end -= 1
    while start < end and (text[start].isspace() or text[start] in ",;:|*_-\u2013\u2014)\"'#."):
        start += 1
    return Said(quote=text[start:end], start=start, end=end) if start < end else None
