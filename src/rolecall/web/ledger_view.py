"""The promise ledger as HTML: what was said, by whom and when, what became of it, and how to change it."""

from collections.abc import Mapping, Sequence
from typing import get_args

from rolecall.domain.promises.timeline import CHANNEL_WORDS, KIND_WORDS, Entry, shows_in_words
from rolecall.domain.promises.values import Outcome, Promise, PromiseKind, PromiseState, Proof
from rolecall.web.promise_figure import day_words, drawn
from rolecall.web.words import one_line, plain

ORDERS = {"date": "By date", "state": "By state", "kind": "By kind"}
STATE_WORDS = {
    PromiseState.KEPT: "kept",
    PromiseState.BROKEN: "not kept",
    PromiseState.UNTESTED: "untested",
}
"""What one can settle a promise as; what became of it is told in full beside."""
_OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
_QUOTE = 400
_LONGEST = 2000


def ledger(
    promises: Sequence[Promise], entries: Sequence[Entry], order: str = "date", *, opened: bool = False
) -> str:
    """The fold of promises, drawn and listed in `order`; it stays open while one works in it."""
    on = " open" if opened else ""
    outcomes = [promise.outcome for promise in promises]
    counts = ", ".join(f"{outcomes.count(one)} {one}" for one in _OUTCOMES if one in outcomes)
    inner = (
        f"{_sorting(order)}{drawn(entries)}{_listed(promises, entries, order)}"
        if promises
        else '<p class="soft">Nothing that could be checked later was said so far.</p>'
    )
    return (
        f'<section class="card-part folds"><details class="fold ledger"{on}><summary>Promises '
        f'<span class="count">{counts or "none yet"}</span></summary>{inner}{_adding(order)}'
        "</details></section>"
    )


def _sorting(order: str) -> str:
    buttons = "".join(
        f'<button type="button" data-do="sort_promises" data-order="{key}" '
        f'aria-pressed="{"true" if key == order else "false"}">{words}</button>'
        for key, words in ORDERS.items()
    )
    return f'<div class="states" role="group" aria-label="Order of the promises">{buttons}</div>'


def _listed(promises: Sequence[Promise], entries: Sequence[Entry], order: str) -> str:
    by_id = {promise.id: promise for promise in promises}
    ids = dict.fromkeys([*(entry.promise_id for entry in entries), *by_id])
    rows = "".join(_promise(by_id[one], by_id, order) for one in ids if one in by_id)
    return f'<ul class="promises">{rows}</ul>'


def _promise(promise: Promise, by_id: Mapping[str, Promise], order: str) -> str:
    original = (
        f'<p class="soft">As it was said: “{plain(one_line(promise.quotes[0].quote, _QUOTE))}”</p>'
        if promise.words and promise.quotes and promise.words != promise.quotes[0].quote
        else ""
    )
    proofs = "".join(_proof(proof, promise) for proof in promise.evidence)
    others = "".join(
        f'<p class="note">Said otherwise: “{plain(one_line(by_id[other].said, 200))}”</p>'
        for other in promise.against
        if other in by_id
    )
    note = f'<p class="note">{plain(promise.note)}</p>' if promise.note else ""
    return (
        f'<li class="promise is-{promise.state.value}"><p>{_said(promise)}</p>{original}'
        f'<p class="soft">{_whose(promise)}</p><p class="became">{promise.outcome.capitalize()}</p>'
        f"{proofs}{others}{note}{_states(promise, order)}"
        f"{_editing(promise, order)}</li>"
    )


def _proof(proof: Proof, promise: Promise) -> str:
    day, shows = day_words(proof.on), shows_in_words(proof, promise)
    told = f"{day}, {shows}:" if day and shows else f"{shows.capitalize()}:" if shows else day
    return f'<p class="proof">{plain(told)} “{plain(one_line(proof.quote, _QUOTE))}”</p>'


def _said(promise: Promise) -> str:
    words = plain(one_line(promise.said, _QUOTE))
    return words if promise.words else f"“{words}”"


def _whose(promise: Promise) -> str:
    channel = CHANNEL_WORDS[promise.channel]
    times = f"said {len(promise.quotes)} times" if len(promise.quotes) > 1 else ""
    told = (
        promise.who,
        channel if promise.who != f"the {channel}" else "",
        day_words(promise.on) if promise.on else "",
        KIND_WORDS[promise.kind],
        times,
    )
    return ", ".join(plain(part) for part in dict.fromkeys(told) if part)


def _states(promise: Promise, order: str) -> str:
    buttons = "".join(
        f'<button type="button" class="is-{state.value}" data-do="settle_promise" '
        f'data-promise="{plain(promise.id)}" data-state="{state.value}" data-order="{plain(order)}" '
        f'aria-pressed="{"true" if promise.state is state else "false"}">{words.capitalize()}</button>'
        for state, words in STATE_WORDS.items()
    )
    return f'<div class="states" role="group" aria-label="What became of it">{buttons}</div>'


def _editing(promise: Promise, order: str) -> str:
    of = f'data-promise="{plain(promise.id)}" data-order="{plain(order)}"'
    return (
        f'<details class="edit"><summary>Edit</summary><form data-do="change_promise" {of}>'
        f"{_fields(promise.said, promise.who, promise.on, promise.kind, promise.note)}"
        '<p class="row"><button type="submit" class="quiet">Save</button>'
        f'<button type="button" class="tool" data-do="remove_promise" {of}>Remove from the ledger</button>'
        "</p></form></details>"
    )


def _adding(order: str) -> str:
    return (
        '<details class="edit add"><summary>Add what you were told</summary>'
        f'<form data-do="add_promise" data-order="{plain(order)}">'
        f"{_fields('', '', '', PromiseKind.OTHER, '')}"
        '<p class="row"><button type="submit" class="quiet">Add</button></p></form></details>'
    )


def _fields(words: str, who: str, on: str, kind: PromiseKind, note: str) -> str:
    kinds = "".join(
        f'<option value="{one.value}"{" selected" if one is kind else ""}>{KIND_WORDS[one]}</option>'
        for one in PromiseKind
    )
    return (
        f'<label>What was said<textarea name="words" rows="3" maxlength="{_LONGEST}">{plain(words)}'
        f'</textarea></label><label>Who said it<input name="who" maxlength="120" value="{plain(who)}">'
        f'</label><label>When<input type="date" name="on" value="{plain(on[:10])}"></label>'
        f'<label>About<select name="kind">{kinds}</select></label>'
        f'<label>Your note<textarea name="note" rows="2" maxlength="{_LONGEST}">{plain(note)}</textarea>'
        "</label>"
    )
