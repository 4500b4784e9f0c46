"""How far each clause of a reply speaks to each question, by subject, words and meaning."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from rolecall.domain.judging.relevance import Alike
from rolecall.domain.reading.phrases import Word, words
from rolecall.domain.replies.clauses import Clause
from rolecall.domain.replies.rules import ReplyRules, Sign
from rolecall.domain.replies.values import PutQuestion
from rolecall.domain.roles import Topic
from rolecall.domain.words import content_words

_SUBJECT = 1.0
_ASPECT = 0.5
_WORD = 0.6
_FAINT = 0.15
"""Cosine that two sentences of the field share anyway."""
_MEANING = 1.5
_APART = 1.5
_LATER: frozenset[Sign] = frozenset(["defers", "unknown", "points", "refuses"])
_GENERAL = frozenset(["work", "role", "team", "research", "expect", "part", "project", "long", "find"])
"""Stems that say little about which question is meant."""


class Aim(NamedTuple):
    """A question with what is looked for in the reply."""

    asked: PutQuestion
    topic: Topic | None
    aspects: tuple[int, ...]
    """Positions of the aspects it asks about."""


def aims(asked: Sequence[PutQuestion], rules: ReplyRules) -> tuple[Aim, ...]:
    """What each question looks for; its topic by its words where none is given."""
    return tuple(_aim(one, rules) for one in asked)


def _aim(one: PutQuestion, rules: ReplyRules) -> Aim:
    said = words(one.text)
    topic = one.topic
    if topic is None:
        counts = Counter(rules.topic_names[hit.entry] for hit in rules.subject_book.find(said))
        topic = counts.most_common(1)[0][0] if counts else None
    hits = dict.fromkeys(hit.entry for hit in rules.asked_book.find(said))
    return Aim(one, topic, tuple(n for n in hits if rules.aspects[n].topic == topic))


def told(clause: Clause, rules: ReplyRules) -> frozenset[int]:
    """Positions of the aspects a clause speaks of."""
    return frozenset(hit.entry for hit in rules.told_book.find(clause.words))


def scores(
    text: str, found: Sequence[Clause], wanted: Sequence[Aim], rules: ReplyRules, alike: Alike
) -> tuple[tuple[float, ...], ...]:
    """A row for each clause, a column for each question."""
    said = [" ".join(text[one.start : one.end].split()) for one in found]
    return _rows(said, [one.words for one in found], wanted, rules, alike)


def sentence_scores(
    text: str, found: Sequence[Clause], wanted: Sequence[Aim], rules: ReplyRules, alike: Alike
) -> dict[int, tuple[float, ...]]:
    """The same for whole sentences: what no clause says by itself, a sentence may."""
    whole: dict[int, list[Clause]] = defaultdict(list)
    for clause in found:
        whole[clause.sentence].append(clause)
    said = [" ".join(text[some[0].start : some[-1].end].split()) for some in whole.values()]
    spoken = [tuple(word for clause in some for word in clause.words) for some in whole.values()]
    return dict(zip(whole, _rows(said, spoken, wanted, rules, alike), strict=True))


def _rows(
    said: Sequence[str],
    spoken: Sequence[tuple[Word, ...]],
    wanted: Sequence[Aim],
    rules: ReplyRules,
    alike: Alike,
) -> tuple[tuple[float, ...], ...]:
    meant = [(rules.meanings[aim.topic].all if aim.topic else ()) for aim in wanted]
    flat = [*(aim.asked.text for aim in wanted), *(one for some in meant for one in some), *rules.elsewhere]
    cosines = alike(said, flat)
    stems = [content_words(aim.asked.text) for aim in wanted]
    times = Counter(stem for some in stems for stem in some)
    rows = []
    for sentence, own_words, row in zip(said, spoken, cosines, strict=True):
        subjects = {rules.topic_names[hit.entry] for hit in rules.subject_book.find(own_words)}
        if _only_when(own_words, rules):
            subjects.discard(Topic.INTERVIEW_COMPOSITION)
        told_of = {hit.entry for hit in rules.told_book.find(own_words)}
        own = content_words(sentence)
        apart = max(row[-len(rules.elsewhere) :])
        at = len(wanted)
        scored = []
        for n, aim in enumerate(wanted):
            near = max([row[n], *row[at : at + len(meant[n])]])
            at += len(meant[n])
            shared = sum((0.4 if stem in _GENERAL else 1) / times[stem] for stem in own & stems[n])
            scored.append(
                _SUBJECT * (aim.topic in subjects)
                + _ASPECT * min(2, len(told_of.intersection(aim.aspects)))
                + min(1.5, _WORD * shared)
                + _MEANING * max(0.0, near - _FAINT)
                - _APART * max(0.0, apart - near)
            )
        rows.append(tuple(scored))
    return tuple(rows)


def _only_when(spoken: tuple[Word, ...], rules: ReplyRules) -> bool:
    """Whether interviews are only named as the time when something will be told."""
    if not rules.occasion_book.find(spoken):
        return False
    return any(rules.sign_names[hit.entry] in _LATER for hit in rules.sign_book.find(spoken))
