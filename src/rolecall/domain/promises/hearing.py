"""Hears in one sentence what is claimed of which thing: how many, how much, none of it."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from rolecall.domain.promises.rules import Bar, ClaimWords, PromiseRules
from rolecall.domain.promises.values import Claim, PromiseKind
from rolecall.domain.reading.phrases import Word

_LEAST = 2
"""Words of a clause."""
_JOINS = frozenset(["and", "but", "then", "plus", "so", "because", "while", "rest", "incl", "including"])
_SIGNS = (*',;()\u2013\u2014\u2022"\u201c\u201d', " - ", ": ", "..")
_LONGEST = 250
"""Words of a sentence that are read: what is longer is no sentence, and would take long."""
_GROUP = 3
"""Digits after a comma that stands for thousands."""
_NEAR = 4
"""Words between a denial and what it denies."""
_ABOUT = 0.1
"""How far a share may be from the one that was named, in parts of the whole."""
_ORDINALS = ("st", "nd", "rd", "th")
_LEADING = re.compile(r"(\d+(?:[.]\d+)?)(k|m|x)?([a-z]*)")


class Heard(NamedTuple):
    """One claim in a sentence: its words are first..last, in clause `part`."""

    words: ClaimWords
    claims: tuple[Claim, ...]
    first: int
    last: int
    part: int
    denied: bool


class Clauses(NamedTuple):
    """A sentence's words, where its clauses open, and the bars that stand in each."""

    words: tuple[Word, ...]
    opens: tuple[int, ...]
    bars: tuple[frozenset[Bar], ...]

    def part(self, word: int) -> int:
        return bisect_right(self.opens, word) - 1

    def end(self, part: int) -> int:
        return self.opens[part + 1] if part + 1 < len(self.opens) else len(self.words)


def cut(text: str, words: tuple[Word, ...], rules: PromiseRules) -> Clauses:
    """A sentence in clauses; a bar that holds for a whole sentence stands in all of them."""
    words = words[:_LONGEST]
    opens = [0]
    for n in range(1, len(words)):
        between = text[words[n - 1].end : words[n].start]
        thousands = between == "," and words[n - 1].text.isdigit() and words[n].text.isdigit()
        signed = not thousands and any(sign in between for sign in _SIGNS)
        joined = words[n].text in _JOINS and n - opens[-1] > _LEAST and len(words) - n > _LEAST
        if (signed or joined) and n - opens[-1] >= _LEAST:
            opens.append(n)
    cut_up = Clauses(words, tuple(opens), tuple(frozenset() for _ in opens))
    bars: list[set[Bar]] = [set() for _ in opens]
    for hit in rules.bar_book.find(words):
        bar = rules.bar_names[hit.entry]
        for part in (
            range(len(opens)) if bar in rules.whole else {cut_up.part(hit.first), cut_up.part(hit.last - 1)}
        ):
            bars[part].add(bar)
    return cut_up._replace(bars=tuple(frozenset(some) for some in bars))


def hear(clauses: Clauses, rules: PromiseRules) -> tuple[Heard, ...]:
    """Every claim of a sentence, in order; where two entries hold the same words, the first wins."""
    hits = sorted(
        rules.book.find(clauses.words), key=lambda hit: (hit.entry, hit.last - hit.first, hit.first)
    )
    barred = {(hit.entry, clauses.part(hit.first)) for hit in rules.unless.find(clauses.words)}
    found: list[Heard] = []
    for hit in hits:
        words = rules.claims[hit.entry]
        part = clauses.part(hit.first)
        if words.value == "none" and part != clauses.part(hit.last - 1):
            # "No coding test, we go through your papers" denies the test alone.
            continue
        if (hit.entry, part) in barred or any(_same(one, words, hit.first, hit.last) for one in found):
            continue
        shifts = _shifts(clauses, hit.first, hit.last, rules)
        claims = _claims(
            words, clauses.words[_number_begins(clauses.words, hit.first) : hit.last], shifts, rules
        )
        if claims or not words.about:
            found.append(
                Heard(words, claims, hit.first, hit.last, part, "denies" in shifts or words.value == "none")
            )
    return tuple(sorted(found, key=lambda one: (one.first, one.last)))


def _same(one: Heard, words: ClaimWords, first: int, last: int) -> bool:
    """Whether the words were taken already, by the same kind of claim."""
    overlap = one.first < last and first < one.last
    kinds = {one.words.kind, words.kind}
    close = len(kinds) == 1 or kinds == {PromiseKind.ROUNDS, PromiseKind.CONTENT}
    return overlap and close and (one.words.about == words.about or one.words.kind is words.kind)


def _shifts(clauses: Clauses, first: int, last: int, rules: PromiseRules) -> frozenset[str]:
    """What stands just before the words, among them, or just after them in their clause."""
    part = clauses.part(first)
    begin, end = clauses.opens[part], max(last, clauses.end(part))
    near = clauses.words[max(begin, first - _NEAR) : min(end, last + _NEAR)]
    found = set()
    for hit in rules.shift_book.find(near):
        found.add(rules.shift_names[hit.entry])
    return frozenset(found)


def _claims(
    entry: ClaimWords, words: Sequence[Word], shifts: frozenset[str], rules: PromiseRules
) -> tuple[Claim, ...]:
    if entry.value == "none":
        return tuple(Claim(about=about, low=0, high=0) for about in entry.about)
    denied = "denies" in shifts
    if entry.value in ("some", "pieces"):
        low, high = (0.0, 0.0) if denied else (1.0, None)
        return tuple(Claim(about=about, low=low, high=high) for about in entry.about)
    match entry.value:
        case "days":
            found = [number * unit for number, unit in _spans(words, rules)]
        case "share":
            parts = [rules.fractions[word.text] for word in words if word.text in rules.fractions]
            found = parts or [number for number in amounts(words, rules) if number <= 100]
        case _:
            found = amounts(words, rules)
    if not found or max(found) == 0:
        return ()
    if denied and "most" not in shifts:
        # "not three" names no number that could be held against anybody; "no more than three" does.
        return ()
    low, high = min(found), max(found)
    # One of a thing is often one of several: "one interview with the founder".
    some = (entry.part or high == 1) and entry.value == "number" and "only" not in shifts
    marks = shifts | {"least"} if some and "most" not in shifts else shifts
    return tuple(_bounded(about, low, high, entry.value, marks) for about in entry.about)


def _bounded(about: str, low: float, high: float, value: str, shifts: frozenset[str]) -> Claim:
    if value == "days" or "most" in shifts:
        return Claim(about=about, low=0, high=high)
    if "least" in shifts:
        return Claim(about=about, low=low)
    if value == "share":
        spread = 100 * _ABOUT
        return Claim(about=about, low=max(0.0, low - spread), high=min(100.0, high + spread))
    return Claim(about=about, low=low, high=high)


def _number_begins(words: Sequence[Word], first: int) -> int:
    """Where the number begins whose last digits stand at `first`: `4,000` is two words."""
    before, here = words[first - 1] if first else None, words[first]
    last_digits = before and before.text.isdigit() and here.text.isdigit() and len(here.text) == _GROUP
    return first - 1 if last_digits and before and before.end + 1 == here.start else first


def amounts(words: Sequence[Word], rules: PromiseRules) -> list[float]:
    """The numbers among some words, in digits or letters: `2x`, `1,200`, `fifteen`."""
    found: list[float] = []
    for n, word in enumerate(words):
        plain = _LEADING.match(word.text)
        if plain and plain[3] in _ORDINALS:
            continue
        if plain:
            number = float(plain[1])
            thousands = (
                n and len(plain[1]) == _GROUP and plain[1] == word.text and words[n - 1].end + 1 == word.start
            )
            if thousands and found and words[n - 1].text.isdigit():
                found[-1] = found[-1] * 1000 + number
                continue
            found.append(number * {"k": 1e3, "m": 1e6}.get(plain[2] or "", 1.0) if not plain[3] else number)
        elif word.text in rules.numbers:
            found.append(rules.numbers[word.text])
    return found


def _spans(words: Sequence[Word], rules: PromiseRules) -> list[tuple[float, float]]:
    """Numbers with the days their unit stands for: (5, 7) for five weeks, (48, 1/24) for 48h."""
    found: list[tuple[float, float]] = []
    number: float | None = None
    for word in words:
        plain = _LEADING.match(word.text)
        if plain:
            number = float(plain[1])
            unit = (plain[2] or "") + plain[3]
            if unit in rules.units:
                found.append((number, rules.units[unit]))
                number = None
        elif word.text in rules.numbers:
            number = rules.numbers[word.text]
        elif word.text in rules.units:
            found.append((1.0 if number is None else number, rules.units[word.text]))
            number = None
    return found
