"""Proposes what became of promises, from what reports tell and what replies say has been done."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from rolecall.domain.promises.hearing import Heard, cut, hear
from rolecall.domain.promises.rules import Bar, PromiseRules
from rolecall.domain.promises.speakers import Voice, voices
from rolecall.domain.promises.values import Claim, Promise, PromiseState, Proof
from rolecall.domain.reading.language import language
from rolecall.domain.reading.text import sentences
from rolecall.domain.roles import Source, SourceKind

LATER = (SourceKind.REPORT, SourceKind.REPLY)
"""Kinds of source that can show what became of a promise."""
_SHOWN = 3
"""Pieces of evidence on one promise."""
_TOLERANCE = 0.25
"""Part by which a head count may differ and still be as it was said: teams grow."""
_UNSETTLING: frozenset[Bar] = frozenset(["elsewhere", "hearsay", "conditions", "orders"])
"""Why a clause of a report tells nothing of this interview: another firm, what had been said, a condition."""


class Fact(NamedTuple):
    """Something a later source shows to be so."""

    claim: Claim
    proof: Proof
    written: bool
    """A reply says so: it can tell what was done or take back what was said, not keep what is to come."""


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
    return tuple(promise if promise.by_user else _settled(promise, facts, rules) for promise in promises)


def facts_of(source: Source, rules: PromiseRules, brought: str = "") -> tuple[Fact, ...]:
    """What a report says happened; of a reply only what it says was done, or is now otherwise."""
    if source.kind is SourceKind.REPORT:
        return tuple(_of_voice(source, Voice(source.text, "", brought[:10], ""), rules))
    if source.kind is SourceKind.REPLY:
        return tuple(
            fact for voice in voices(source, rules, brought) for fact in _of_voice(source, voice, rules)
        )
    return ()


def _of_voice(source: Source, voice: Voice, rules: PromiseRules) -> Iterator[Fact]:
    spans = sentences(voice.text)
    if not language(voice.text, [one.words for one in spans]).english:
        return
    for one in spans:
        told = source.kind is SourceKind.REPORT or rules.happened_book.find(one.words)
        asked = voice.text[one.end - 1 : one.end + 1].rstrip().endswith("?")
        if asked or not told or rules.command_book.find(one.words):
            continue
        written = source.kind is SourceKind.REPLY
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
    # The first to say it cannot prove it; who says later that it was done can.
    own = promise.quotes[0].source if promise.quotes else ""
    told = [fact for fact in facts if fact.proof.source != own]
    verdicts = [
        (claim, _verdict(claim, told, rules)) for claim in promise.claims if claim.about in rules.tested
    ]
    broken = [proof for _, (state, proofs) in verdicts if state is PromiseState.BROKEN for proof in proofs]
    kept = [proof for _, (state, proofs) in verdicts if state is PromiseState.KEPT for proof in proofs]
    if broken:
        state, proofs = PromiseState.BROKEN, broken
    elif verdicts and all(state is PromiseState.KEPT for _, (state, _) in verdicts):
        state, proofs = PromiseState.KEPT, kept
    else:
        state, proofs = PromiseState.UNTESTED, []
    return promise.model_copy(update={"state": state, "evidence": tuple(dict.fromkeys(proofs))[:_SHOWN]})


def _verdict(claim: Claim, facts: Sequence[Fact], rules: PromiseRules) -> tuple[PromiseState, list[Proof]]:
    """What the facts on one claim show, and the words that show it."""
    mine = [fact for fact in facts if fact.claim.about == claim.about]
    judged = [(_against(claim, fact.claim, rules), fact) for fact in mine]
    for wanted, state in (("broken", PromiseState.BROKEN), ("kept", PromiseState.KEPT)):
        told = [fact for found, fact in judged if found == wanted]
        if state is PromiseState.KEPT and claim.about not in rules.deeds:
            told = [fact for fact in told if not fact.written]
        proofs = [fact.proof for fact in told]
        if proofs:
            return state, proofs
    return PromiseState.UNTESTED, []


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
