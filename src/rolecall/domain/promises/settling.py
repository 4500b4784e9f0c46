"""Proposes what became of promises, from what reports tell and what replies say has been done."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from rolecall.domain.promises.hearing import Heard, cut, hear
from rolecall.domain.promises.rules import Bar, PromiseRules
from rolecall.domain.promises.speakers import Voice, voices
from rolecall.domain.promises.values import Claim, Promise, PromiseState, Proof, Shows, state_of
from rolecall.domain.reading.language import language
from rolecall.domain.reading.text import sentences
from rolecall.domain.roles import Source, SourceKind

LATER = (SourceKind.REPORT, SourceKind.REPLY, SourceKind.MESSAGE, SourceKind.NOTE)
"""Kinds of source that can show what became of a promise."""
_SHOWN = 3
"""Pieces of evidence on one promise, of those that decided its state, and of those that speak otherwise."""
_TOLERANCE = 0.25
"""Part by which a head count may differ and still be as it was said: teams grow."""
_UNSETTLING: frozenset[Bar] = frozenset(["elsewhere", "hearsay", "conditions", "orders"])
"""Why a clause of a report tells nothing of this interview: another firm, what had been said, a condition."""


class Fact(NamedTuple):
    """Something a later source shows to be so."""

    claim: Claim
    proof: Proof
    written: bool
    """Their own words say so: these tell what was done or take back what was said, no more."""


def settle(
    promises: Sequence[Promise],
    later_sources: Sequence[Source],
    rules: PromiseRules,
    brought: Mapping[str, str] | None = None,
) -> tuple[Promise, ...]:
    """The promises with the state that reports and replies show, and the words that show it.

    What nobody speaks of stays untested. A promise that the user wrote or changed is left as it is. A source
    is no evidence on what it says itself.
    """
    times = brought or {}
    facts = [fact for source in later_sources for fact in facts_of(source, rules, times.get(source.id, ""))]
    places = {source.id: n for n, source in enumerate(later_sources)}
    return tuple(
        promise if promise.by_user else _settled(promise, _after(promise, facts, places), rules)
        for promise in promises
    )


def facts_of(source: Source, rules: PromiseRules, brought: str = "") -> tuple[Fact, ...]:
    """What a report says happened; of other texts only what they say was done, or is now otherwise."""
    if source.kind is SourceKind.REPORT:
        return tuple(_of_voice(source, Voice(source.text, "", brought[:10], ""), rules))
    if source.kind in LATER:
        return tuple(
            fact for voice in voices(source, rules, brought) for fact in _of_voice(source, voice, rules)
        )
    return ()


def _after(promise: Promise, facts: Sequence[Fact], places: Mapping[str, int]) -> list[Fact]:
    """What can bear on a promise: nothing its first source says, or that was written before it was last said.

    Who first says a thing cannot prove it; who says later that it was done can.
    """
    own = promise.quotes[0].source if promise.quotes else ""
    said = max((places.get(spoken.source, -1) for spoken in promise.quotes), default=-1)
    day = max((spoken.on for spoken in promise.quotes), default="")
    return [
        fact
        for fact in facts
        if fact.proof.source != own
        and not (fact.written and places.get(fact.proof.source, said) < said)
        and not (fact.written and fact.proof.on and fact.proof.on < day)
    ]


def _of_voice(source: Source, voice: Voice, rules: PromiseRules) -> Iterator[Fact]:
    spans = sentences(voice.text, rules.section_file.joined_names)
    if not language(voice.text, [one.words for one in spans]).english:
        return
    for one in spans:
        told = source.kind is SourceKind.REPORT or rules.happened_book.find(one.words)
        asked = voice.text[one.end - 1 : one.end + 1].rstrip().endswith("?")
        if asked or not told or rules.command_book.find(one.words):
            continue
        written = source.kind is not SourceKind.REPORT
        clauses = cut(voice.text, one.words, rules)
        for heard in hear(clauses, rules):
            if _UNSETTLING & clauses.bars[heard.part] or _foretold(heard, source.kind):
                continue
            proof = Proof(
                quote=source.text[one.start : one.end],
                start=one.start,
                end=one.end,
                source=source.id,
                on=voice.on,
            )
            yield from (Fact(_took(claim, heard), proof, written) for claim in heard.claims)


def _took(claim: Claim, heard: Heard) -> Claim:
    """A span of time that was promised is a limit; one that is told of is what it took."""
    return (
        claim.model_copy(update={"low": claim.high}) if heard.words.value == "days" and claim.high else claim
    )


def _foretold(heard: Heard, kind: SourceKind) -> bool:
    """Wording that only tells of the past in a report, such as the number a round bears."""
    return heard.words.tested and kind is not SourceKind.REPORT and heard.words.value != "none"


def _settled(promise: Promise, facts: Sequence[Fact], rules: PromiseRules) -> Promise:
    """The state, and the evidence both ways: what decided it first."""
    found = [_shown(claim, facts, rules) for claim in promise.claims if claim.about in rules.tested]
    states = [state_of(proofs) for proofs in found]
    if PromiseState.BROKEN in states:
        state = PromiseState.BROKEN
    elif states and all(one is PromiseState.KEPT for one in states):
        state = PromiseState.KEPT
    else:
        return promise.model_copy(update={"state": PromiseState.UNTESTED, "evidence": ()})
    told = tuple(dict.fromkeys(proof for proofs in found for proof in proofs))
    order = _ORDER[state]
    evidence = [proof for some in order for proof in [one for one in told if one.shows in some][:_SHOWN]]
    return promise.model_copy(update={"state": state, "evidence": tuple(evidence)})


_ORDER: dict[PromiseState, tuple[tuple[Shows, ...], ...]] = {
    PromiseState.BROKEN: (("broken",), ("taken_back",), ("kept", "done")),
    PromiseState.KEPT: (("kept",), ("done",), ("broken", "taken_back")),
}


def _shown(claim: Claim, facts: Sequence[Fact], rules: PromiseRules) -> list[Proof]:
    """The words that bear on one claim, each with what it shows."""
    found: list[Proof] = []
    for fact in facts:
        verdict = _against(claim, fact.claim, rules) if fact.claim.about == claim.about else ""
        shows: Shows = verdict
        if fact.written and verdict:
            shows = "taken_back" if verdict == "broken" else "done"
        if shows and (shows != "done" or claim.about in rules.deeds):
            found.append(fact.proof.model_copy(update={"shows": shows}))
    return found


def _against(claim: Claim, fact: Claim, rules: PromiseRules) -> Literal["kept", "broken", ""]:
    """One fact beside one claim; empty where it settles nothing."""
    if claim.none or fact.none:
        return "kept" if claim.none and fact.none else "broken"
    if claim.about in rules.heads and fact.low >= claim.low * (1 - _TOLERANCE):
        return "kept" if fact.low <= (claim.high or fact.low) * (1 + _TOLERANCE) else "broken"
    if claim.about in rules.more_is_fine and fact.low >= claim.low:
        return "kept"
    if claim.apart(fact):
        # An interview that is not over yet has had fewer rounds than were announced: that breaks nothing.
        fewer = fact.high is not None and fact.high < claim.low
        return "" if fewer and claim.about in rules.unfinished else "broken"
    return "kept" if claim.holds(fact) or fact.low == claim.low else ""
