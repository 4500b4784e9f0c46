"""One entry for one promise, however often it was said; what contradicts stands side by side."""

from rolecall.domain.promises import find_promises
from tests.domain.promise_rules import RULES, source

AD = source(
    "Research Scientist, Speech\nThe interview process has two rounds. We publish 4 papers a year.",
    "ad",
    "ad",
)
MAIL = source("Hi Leila,\nthe process has four rounds. We publish 4 papers a year.\nBecca", "message", "mail")


def test_the_same_promise_said_twice_is_one_entry_with_two_quotes() -> None:
    promises = find_promises([AD, MAIL], RULES)
    publishing = [promise for promise in promises if promise.kind == "publishing"]
    assert len(publishing) == 1
    assert [spoken.who for spoken in publishing[0].quotes] == ["the ad", "Becca"]


def test_promises_that_cannot_both_hold_name_each_other() -> None:
    two, four = [promise for promise in find_promises([AD, MAIL], RULES) if promise.kind == "rounds"]
    assert (two.against, four.against) == ((four.id,), (two.id,))


def test_numbers_are_those_that_were_said() -> None:
    (promise,) = find_promises([source("Hi Leila,\nwe publish four papers a year.\nBecca")], RULES)
    assert [(claim.about, claim.low, claim.high) for claim in promise.claims] == [("publishes", 4, 4)]
    (many,) = find_promises([source("Hi Leila,\nwe run a 4,000-GPU cluster.\nBecca")], RULES)
    assert [(claim.about, claim.low) for claim in many.claims] == [("gpus", 4000)]
    (spread,) = find_promises([source("Call w/ Anna\nthey publish 2-3/yr", "note")], RULES)
    assert [(claim.about, claim.low, claim.high) for claim in spread.claims] == [("publishes", 2, 3)]


def test_a_denial_contradicts_the_round_it_denies() -> None:
    other = source("Hi Leila, there is a coding test of 60 minutes. Sam", "message", "other")
    none = source("Hi Leila, no coding interviews at all. Becca", "message", "none")
    first, second = find_promises([none, other], RULES)
    assert first.against == (second.id,)


def test_a_part_of_the_rounds_contradicts_no_total() -> None:
    mail = source(
        "Hi Leila, there are two technical interviews and one interview with Ana. Becca", "message", "m"
    )
    ad = source("The loop has four stages.", "ad", "a")
    assert all(promise.against == () for promise in find_promises([ad, mail], RULES))


def test_reading_again_gives_the_same_ids_and_the_oldest_comes_first() -> None:
    times = {"ad": "2026-02-01", "mail": "2026-01-01"}
    once, again = find_promises([AD, MAIL], RULES, times), find_promises([AD, MAIL], RULES, times)
    assert once == again
    assert [promise.on for promise in once] == sorted(promise.on for promise in once)
    assert len({promise.id for promise in once}) == len(once)


def test_the_same_source_twice_doubles_nothing() -> None:
    assert [len(promise.quotes) for promise in find_promises([AD, AD], RULES)] == [1, 1]


def test_the_order_of_sources_and_texts_about_other_things_change_nothing() -> None:
    times = {"ad": "2026-01-01", "mail": "2026-02-01"}
    other = source("The weather in Oslo was fine, and we had lunch by the river.", "message", "other")
    said = [[promise.said, promise.state] for promise in find_promises([AD, MAIL], RULES, times)]
    for sources in ([MAIL, AD], [MAIL, other, AD]):
        found = find_promises(sources, RULES, times)
        assert [[promise.said, promise.state] for promise in found] == said
