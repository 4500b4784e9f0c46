"""The ledger's figures on labelled sources, and that the measure notices what is wrong."""

from collections.abc import Sequence
from functools import cache

from rolecall.domain.promises import find_promises, settle, statements
from rolecall.domain.promises.values import Promise, Spoken
from rolecall.domain.roles import Source
from rolecall.evals.promises import PRECISION, RECALL, PromisesReport, measure
from tests.domain.promise_rules import RULES


def _statements(one: Source) -> tuple[Spoken, ...]:
    return statements(one, RULES)


def _settle(promised: Sequence[Source], later: Sequence[Source]) -> tuple[Promise, ...]:
    return settle(find_promises(promised, RULES), later, RULES)


@cache
def _report() -> PromisesReport:
    return measure(_statements, _settle)


def test_the_bar_holds_on_the_half_that_the_rules_were_not_tuned_on() -> None:
    untouched = _report().untouched
    assert untouched.sources >= 20
    assert untouched.precision >= PRECISION
    assert untouched.recall >= RECALL
    assert _report().holds


def test_every_quote_is_verbatim_and_few_traps_spring() -> None:
    for found in (_report().untouched, _report().tuned):
        assert found.verbatim == 1
        assert found.traps >= 50
        assert found.traps_avoided >= 0.95


def test_kept_and_broken_are_said_rarely_without_reason() -> None:
    for settled in (_report().settled_untouched, _report().settled_tuned):
        assert settled.right >= 0.8
        assert settled.said_wrongly <= 0.1 * settled.said


def test_the_untouched_half_stays_unread() -> None:
    assert not [miss for miss in _report().misses if miss.case.endswith("-2")]


def test_a_finder_that_finds_nothing_or_everything_does_not_hold() -> None:
    blind = measure(lambda one: (), _settle)
    assert blind.untouched.recall == 0
    assert not blind.holds

    def eager(one: Source) -> tuple[Spoken, ...]:
        words = [word for word in one.text.split() if len(word) > 3]
        starts = [one.text.index(word) for word in words]
        return tuple(
            Spoken(
                quote=word, start=at, end=at + len(word), source=one.id, who="x", channel="ad", kind="team"
            )
            for word, at in zip(words, starts, strict=True)
        )

    everything = measure(eager, _settle)
    assert everything.untouched.precision < PRECISION
    assert not everything.holds
    assert everything.untouched.traps_avoided < 0.5
