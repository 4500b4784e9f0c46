"""Fits the weights of knowledge/patterns/accounts.yaml on labelled texts of knowledge/evals.

`python -m benchmarks.fit_accounts [--write]` fits on the tuned halves alone: which words stand where somebody
tells of an interview they went through. Each text of knowledge/evals/kinds is also told with weights that
were fitted without it, in folds drawn by a fixed seed; what comes out is printed, and `--write` stores the
weights. Takes some seconds.
"""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from random import Random
from typing import NamedTuple

import numpy as np

from rolecall.content.files import ROOT, load_yaml
from rolecall.content.patterns import load_patterns
from rolecall.domain.patterns import AccountWords, Patterns
from rolecall.domain.reading.accounts import account, different_words
from rolecall.domain.reading.sections import Placed
from rolecall.domain.reading.text import sentences
from rolecall.domain.roles import Section, SourceKind
from rolecall.evals import kinds, promises, reports
from rolecall.evals.reply_cases import ReplyCases

Array = np.ndarray
KNOWLEDGE = ROOT / "knowledge"
WEIGHTS = KNOWLEDGE / "patterns" / "accounts.yaml"
REPLIES = KNOWLEDGE / "evals" / "replies.yaml"
"""Of the files of replies the first alone: all of them would outweigh every other kind of text."""
FOLDS, SEED = 5, 5
LEAST_TEXTS = 3
"""Texts that hold a word, at least: a word of one text tells only of that text."""
RIDGE = 0.8
"""Of the square of each weight, beside the mean loss of a text; the bias is free."""
SMALLEST = 0.3
"""A smaller weight is left out: it tells next to nothing and would make the file long."""
STEPS = 300
HEAD = """\
# Words that are found where somebody tells of an interview they went through, and words that are not. Fitted
# on tuned halves of knowledge/evals by `python -m benchmarks.fit_accounts --write`. `#` is a number. A text's
# sum is divided by the root of the number of its different words, and `bias` added: above 0 it reads as an
# account.
"""


class Seen(NamedTuple):
    """A text with what it is."""

    text: str
    kind: SourceKind
    measured: bool
    """It is of the texts by which kinds are measured; the others only add to what is fitted on."""
    placed: tuple[Placed, ...]
    words: frozenset[str]


def main(arguments: Sequence[str]) -> int:
    seen = texts_seen(load_patterns(KNOWLEDGE))
    print(f"{len(seen)} texts; those of the kinds, each told without its fold of {FOLDS}:")
    _tell(seen, _held_out(seen))
    found = fit(seen)
    print(f"{len(found.words)} words, bias {found.bias}; on the texts it was fitted on:")
    _tell(seen, [account(one.placed, found) for one in seen])
    if "--write" in arguments:
        WEIGHTS.write_text(HEAD + written(found), encoding="utf-8")
    return 0


def texts_seen(patterns: Patterns) -> list[Seen]:
    """What is fitted on; a text that stands in several files counts once."""
    found: dict[str, Seen] = {}
    for kind, text, measured in _texts():
        spans = sentences(text, patterns.sections.joined_names)
        placed = tuple(Placed(one.start, one.end, one.words, Section.OTHER, 1.0) for one in spans)
        found.setdefault(
            text.strip(), Seen(text.strip(), kind, measured, placed, frozenset(different_words(placed)))
        )
    return list(found.values())


def _texts() -> Iterator[tuple[SourceKind, str, bool]]:
    """Every text of a tuned half that stands in no other half of the kinds."""
    cases = kinds.load_cases()
    apart = {text.strip() for case in cases for text in case.untouched}
    for case in cases:
        yield from ((case.kind, text, True) for text in case.tuned)
    others = [
        (one.kind, one.text)
        for report in reports.load_cases()
        if report.half == "tuned"
        for one in (*report.promised, *report.tested)
    ]
    ledger = load_yaml(promises.CASES, promises.Cases)
    others += [(one.kind, one.text) for one in ledger.cases if one.half == "tuned"]
    others += [
        (one.kind, one.text)
        for settled in ledger.settled
        if settled.half == "tuned"
        for one in (*settled.promised, *settled.later)
    ]
    replies = load_yaml(REPLIES, ReplyCases)
    others += [(SourceKind.REPLY, one.text) for one in replies.cases if one.half == "tuned"]
    yield from ((kind, text, False) for kind, text in others if text.strip() not in apart)


def fit(seen: Sequence[Seen]) -> AccountWords:
    """Ridge logistic regression: an account of an interview, or any other text; both sides count alike."""
    often = Counter(word for one in seen for word in one.words)
    names = sorted(word for word, count in often.items() if count >= LEAST_TEXTS)
    at = {word: n for n, word in enumerate(names)}
    rows = np.zeros((len(seen), len(names) + 1))
    for row, one in zip(rows, seen, strict=True):
        row[[at[word] for word in one.words if word in at]] = 1 / np.sqrt(max(1, len(one.words)))
    rows[:, -1] = 1
    wanted = np.array([one.kind is SourceKind.REPORT for one in seen], dtype=float)
    worth = np.where(wanted > 0, 0.5 / wanted.sum(), 0.5 / (1 - wanted).sum())
    weights = _descent(rows, wanted, worth)
    kept = [(word, round(float(one), 2)) for word, one in zip(names, weights[:-1], strict=True)]
    kept = [(word, one) for word, one in kept if abs(one) >= SMALLEST]
    return AccountWords(
        bias=round(float(weights[-1]), 2), words=dict(sorted(kept, key=lambda pair: (-pair[1], pair[0])))
    )


def _descent(rows: Array, wanted: Array, worth: Array) -> Array:
    """Weights and bias, by descent with momentum."""
    ridge = np.full(rows.shape[1], RIDGE / len(rows))
    ridge[-1] = 0.0
    weights = np.zeros(rows.shape[1])
    speed, bend = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, STEPS + 1):
        chance = 1 / (1 + np.exp(-np.clip(rows @ weights, -30, 30)))
        slope = rows.T @ (worth * (chance - wanted)) + ridge * weights
        speed = 0.9 * speed + 0.1 * slope
        bend = 0.99 * bend + 0.01 * slope**2
        pace = 0.1 * min(1.0, 3 * (1 - step / (STEPS + 1)))
        weights = weights - pace * (speed / (1 - 0.9**step)) / (np.sqrt(bend / (1 - 0.99**step)) + 1e-9)
    return weights


def _held_out(seen: Sequence[Seen]) -> list[float]:
    order = list(range(len(seen)))
    Random(SEED).shuffle(order)
    told = [0.0] * len(seen)
    for fold in range(FOLDS):
        left = set(order[fold::FOLDS])
        found = fit([one for n, one in enumerate(seen) if n not in left])
        for n in left:
            told[n] = account(seen[n].placed, found)
    return told


def _tell(seen: Sequence[Seen], told: Sequence[float]) -> None:
    """Accounts found, texts rightly told as accounts, and by kind the share told as one."""
    pairs = [(one.kind, some > 0) for one, some in zip(seen, told, strict=True) if one.measured]
    said = {kind: [some for own, some in pairs if own is kind] for kind in sorted({own for own, _ in pairs})}
    right = sum(said[SourceKind.REPORT])
    found, precise = right / len(said[SourceKind.REPORT]), right / max(1, sum(map(sum, said.values())))
    print(f"  accounts found {found:.3f}, rightly {precise:.3f}")
    print(
        "  told as accounts: " + ", ".join(f"{kind} {sum(some)}/{len(some)}" for kind, some in said.items())
    )


def written(found: AccountWords) -> str:
    """The file as YAML, a word a line: strongest for an account first."""
    lines = [f'  "{word}": {weight}' for word, weight in found.words.items()]
    return "\n".join([f"bias: {found.bias}", "words:", *lines, ""])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
