"""Finds which question each clause of a reply belongs to: by place, by number, by label, by its words."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import NamedTuple

from rolecall.domain.replies.anatomy import Mark
from rolecall.domain.replies.clauses import Clause
from rolecall.domain.replies.scoring import Aim

TOUCHES = 1.0
"""Score from which a clause speaks to a question."""
CLEAR = 1.5
"""Score from which it does so against the question it stands under."""
LIKELY = 0.5
"""Score of a whole sentence from which it is taken for what it is most like, where nothing else is known."""
_GOES_ON = 0.3
"""What going on with a subject is worth to a new sentence."""
_OF_SENTENCE = 0.3
_SAME_SENTENCE = 0.4
"""Worth of having been spoken of in the same sentence before."""
_MOST_ITEMS = 60
"""More numbers than that are no answers to questions."""
_ORDINALS = ("first", "second", "third", "fourth", "fifth")
_ARTICLES = frozenset(["the", "your", "to", "on", "for"])
_AFTER_ORDINAL = frozenset(
    ["", "one", "question", "questions", "point", "and", "i", "we", "is", "you", "no", "yes", "let"]
)
_FRAMES = frozenset(["as", "on", "regarding", "concerning", "about", "re", "for", "with", "when", "in"])
_FRAME_WORDS = 9
_REFERS = frozenset(["it", "that", "this", "they", "these", "those", "he", "she", "which", "there", "so"])
"""Words at the head of a sentence that go on with what was spoken of."""


class Matched(NamedTuple):
    """How clauses and questions belong together."""

    scores: tuple[tuple[float, ...], ...]
    """A row for each clause, a column for each question."""
    owners: tuple[frozenset[int], ...]
    """For each clause the columns of the questions it belongs to."""
    firm: tuple[bool, ...]
    """Whether place or number say so, not words alone."""


def matched(
    found: Sequence[Clause],
    wanted: Sequence[Aim],
    marks: Sequence[Mark],
    scores: Sequence[Sequence[float]],
    wide: Mapping[int, Sequence[float]],
) -> Matched:
    """Follows places, numbers, labels and, last, what the clauses and their sentences speak to.

    `scores` has a row for each clause, `wide` one for each sentence.
    """
    return _Assigning(found, wanted, marks, scores, wide).assigned()


class _Assigning:
    def __init__(
        self,
        found: Sequence[Clause],
        wanted: Sequence[Aim],
        marks: Sequence[Mark],
        scores: Sequence[Sequence[float]],
        wide: Mapping[int, Sequence[float]],
    ) -> None:
        self._wide = wide
        self._found = found
        self._wanted = wanted
        self._columns = {aim.asked.n: n for n, aim in enumerate(wanted)}
        self._scores = scores
        self._owners: list[frozenset[int]] = [frozenset()] * len(found)
        self._firm = [False] * len(found)
        self._marks = sorted(marks)

    def assigned(self) -> Matched:
        self._by_place()
        self._by_number()
        self._by_slot()
        self._by_line()
        self._by_ordinal()
        self._by_frame()
        self._by_label()
        self._by_words()
        return Matched(tuple(map(tuple, self._scores)), tuple(self._owners), tuple(self._firm))

    def _by_place(self) -> None:
        for n, clause in enumerate(self._found):
            under = {self._columns[k] for k in clause.bound if k in self._columns}
            if 0 < len(under) < max(2, len(self._wanted)):
                self._give(n, self._best(n, under), firm=True)

    def _best(self, n: int, among: set[int]) -> frozenset[int]:
        if len(among) == 1:
            return frozenset(among)
        top = max(among, key=lambda column: self._scores[n][column])
        return frozenset([top]) if self._scores[n][top] >= TOUCHES else frozenset(among)

    def _by_number(self) -> None:
        items = self._items()
        numbers = [mark.n for mark, _ in items]
        if not items or len(set(numbers)) != len(numbers) or not set(numbers) <= set(self._columns):
            return
        self._give_items([(self._columns[mark.n], some) for mark, some in items])

    def _items(self) -> list[tuple[Mark, list[int]]]:
        """The clauses after each number, up to the next number or the end of its paragraph."""
        found: list[tuple[Mark, list[int]]] = []
        if len(self._marks) > _MOST_ITEMS:
            return found
        for mark, after in zip_longest(self._marks, self._marks[1:]):
            end = after.start if after else None
            some = [
                n
                for n, clause in enumerate(self._found)
                if clause.start >= mark.start and (end is None or clause.start < end)
            ]
            if some:
                first = self._found[some[0]]
                some = [n for n in some if self._found[n].paragraph == first.paragraph]
                found.append((mark, some))
        return found

    def _by_slot(self) -> None:
        """`yes / no / three weeks`: as many parts as questions, in their order."""
        by_sentence: dict[int, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
        for n, clause in enumerate(self._found):
            if clause.slot is not None and not self._firm[n]:
                by_sentence[clause.sentence][clause.slot].append(n)
        for slots in by_sentence.values():
            if len(slots) == len(self._wanted) > 1:
                self._give_items(list(enumerate(slots.values())))

    def _by_line(self) -> None:
        """As many bullets or short lines as questions: in their order, unless their words object."""
        by_mail: dict[int, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
        for n, clause in enumerate(self._found):
            if not self._firm[n]:
                by_mail[clause.mail][clause.line].append(n)
        for lines in by_mail.values():
            items = [some for some in lines.values() if self._found[some[0]].item]
            if len(items) == len(self._wanted) > 1:
                self._give_items(list(enumerate(items)))

    def _by_ordinal(self) -> None:
        """`your second question`, `the first and the third`: for the sentence it stands in."""
        last = len(self._wanted) - 1
        whole: dict[int, list[int]] = defaultdict(list)
        for n, clause in enumerate(self._found):
            whole[clause.sentence].append(n)
        for some in whole.values():
            said = [word.text for n in some for word in self._found[n].words]
            meant = {
                last if word == "last" else _ORDINALS.index(word)
                for before, word, after in zip(said, said[1:], [*said[2:], ""], strict=False)
                if before in _ARTICLES and word in {*_ORDINALS, "last"} and after in _AFTER_ORDINAL
            }
            if meant and max(meant) <= last:
                for n in some:
                    self._give(n, frozenset(meant), firm=True)

    def _give_items(self, items: list[tuple[int, list[int]]]) -> None:
        """Gives each item to its question unless the items speak plainly of others: a list of rounds does."""
        against = 0
        for column, some in items:
            best = max(max(self._scores[n]) for n in some)
            own = max(self._scores[n][column] for n in some)
            against += best >= TOUCHES and own < 0.5 * best
        if 2 * against > len(items):
            return
        for column, some in items:
            for n in some:
                self._give(n, frozenset([column]), firm=True)

    def _by_frame(self) -> None:
        """`As for compute, ...`: what a sentence opens with holds for all of it, up to the next opening."""
        frame: frozenset[int] = frozenset()
        sentence = -1
        for n, clause in enumerate(self._found):
            opens = clause.sentence != sentence
            sentence, frame = clause.sentence, frozenset() if opens else frame
            framing = clause.words[0].text in _FRAMES and len(clause.words) <= _FRAME_WORDS
            if framing and not self._firm[n]:
                row = self._scores[n]
                top = max(range(len(row)), key=row.__getitem__)
                frame = frozenset([top]) if row[top] >= TOUCHES else frozenset()
            if frame and not self._firm[n] and not clause.label:
                self._give(n, frame, firm=True)

    def _by_label(self) -> None:
        """A label holds for its line, or for its paragraph where it has a line of its own."""
        label: int | None = None
        place: Clause | None = None
        for n, clause in enumerate(self._found):
            if clause.label and not self._firm[n]:
                label, place = self._labelled(n), clause
                if label is not None:
                    self._owners[n] = frozenset([label])
                continue
            if label is None or place is None or not self._held(clause, place):
                label = None
            elif not self._firm[n] and not self._elsewhere(n, label, self._least(clause, place)):
                self._give(n, frozenset([label]), firm=True)
            else:
                label = None

    def _held(self, clause: Clause, place: Clause) -> bool:
        if clause.paragraph != place.paragraph or clause.mail != place.mail:
            return False
        return place.heading or (
            clause.line == place.line if place.first else clause.sentence == place.sentence
        )

    def _least(self, clause: Clause, place: Clause) -> float:
        return CLEAR if place.heading or clause.sentence == place.sentence else TOUCHES

    def _elsewhere(self, n: int, own: int, least: float) -> bool:
        """Whether a clause speaks plainly of another question than the one it stands under."""
        row = self._scores[n]
        return max(row) >= least and row[own] < 0.5 * max(row)

    def _labelled(self, n: int) -> int | None:
        row = self._scores[n]
        top = max(range(len(row)), key=row.__getitem__)
        return top if row[top] >= 0.7 * TOUCHES else None

    def _by_words(self) -> None:
        spoken: frozenset[int] = frozenset()
        before: Clause | None = None
        for n, clause in enumerate(self._found):
            if before is None or (clause.mail, clause.paragraph) != (before.mail, before.paragraph):
                spoken = frozenset()
            within = before is not None and clause.sentence == before.sentence
            if not within and not self._firm[n]:
                spoken = self._likely(clause, spoken)
            before = clause
            if self._firm[n]:
                spoken = self._owners[n]
                continue
            if clause.label:
                continue
            # Who speaks of something goes on speaking of it, unless the words say otherwise.
            row = self._leaning(n, spoken if within else frozenset())
            top = max(range(len(row)), key=row.__getitem__)
            if self._scores[n][top] >= TOUCHES - _SAME_SENTENCE * (within and top in spoken):
                near = {m for m, score in enumerate(row) if score >= max(TOUCHES, 0.9 * row[top])}
                same = {m for m in near if self._wanted[m].topic == self._wanted[top].topic}
                # Two questions of one topic: the nearer one, unless nothing parts them.
                spoken = frozenset([top]) if len(near) > len(same) or len(same) == 1 else frozenset(same)
                self._owners[n] = spoken
            else:
                self._owners[n] = spoken

    def _leaning(self, n: int, spoken: frozenset[int]) -> list[float]:
        """The scores of a clause, drawn towards those of its sentence and to what was just spoken of."""
        whole = self._wide[self._found[n].sentence]
        return [
            score + _OF_SENTENCE * wide + _SAME_SENTENCE * (m in spoken)
            for m, (score, wide) in enumerate(zip(self._scores[n], whole, strict=True))
        ]

    def _likely(self, clause: Clause, spoken: frozenset[int]) -> frozenset[int]:
        """What a new sentence is most likely about: what was spoken of, or what all of it is most like."""
        row = [
            score + _GOES_ON * (column in spoken) for column, score in enumerate(self._wide[clause.sentence])
        ]
        top = max(range(len(row)), key=row.__getitem__)
        least = TOUCHES if spoken and clause.words[0].text in _REFERS else LIKELY
        return frozenset([top]) if row[top] >= least and top not in spoken else spoken

    def _give(self, n: int, owners: frozenset[int], *, firm: bool) -> None:
        self._owners[n] = owners
        self._firm[n] = firm
