"""Makes one entry of the same promise said twice, and puts promises that say otherwise side by side."""

import hashlib
from collections.abc import Sequence

from rolecall.domain.promises.values import Claim, Promise, Spoken
from rolecall.domain.quoting import repeats


def merged(said: Sequence[Spoken]) -> tuple[Promise, ...]:
    """Promises of the statements, oldest first; undated ones keep their order."""
    promises: list[Promise] = []
    for spoken in dict.fromkeys(said):
        for n, promise in enumerate(promises):
            if _same(promise, spoken):
                promises[n] = _with(promise, spoken)
                break
        else:
            promises.append(of(spoken))
    return against(oldest_first(promises))


def oldest_first(promises: Sequence[Promise]) -> list[Promise]:
    """By day, then by place in the source; what has no day comes last."""

    def order(promise: Promise) -> tuple[str, int]:
        return promise.on or "9999", promise.quotes[0].start if promise.quotes else 0

    return sorted(promises, key=order)


def of(spoken: Spoken) -> Promise:
    """A promise with one statement."""
    return Promise(
        id=promise_id(spoken),
        kind=spoken.kind,
        quotes=(spoken,),
        who=spoken.who,
        on=spoken.on,
        channel=spoken.channel,
    )


def promise_id(spoken: Spoken) -> str:
    """The same statement has the same id, however often its source is read."""
    key = f"{spoken.source}:{spoken.start}:{spoken.end}:{spoken.kind}"
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def against(promises: Sequence[Promise]) -> tuple[Promise, ...]:
    """Each promise with the ids of those that cannot hold beside it."""
    return tuple(
        promise.model_copy(
            update={
                "against": tuple(
                    other.id for other in promises if other.id != promise.id and contradicts(promise, other)
                )
            }
        )
        for promise in promises
    )


def contradicts(one: Promise, other: Promise) -> bool:
    """True where two people, or one at two times, speak of one thing and both cannot be so.

    What stands in one text by one writer is taken together: its parts count different things.
    """
    return any(
        mine.apart(theirs)
        for first in one.quotes
        for second in other.quotes
        if (first.source, first.who) != (second.source, second.who)
        for mine in first.claims
        for theirs in second.claims
    )


def _with(promise: Promise, spoken: Spoken) -> Promise:
    quotes = tuple(sorted((*promise.quotes, spoken), key=lambda one: one.on or "9999"))
    first = quotes[0]
    return promise.model_copy(
        update={"quotes": quotes, "who": first.who, "on": first.on, "channel": first.channel}
    )


def _same(promise: Promise, spoken: Spoken) -> bool:
    """The same thing about the same: claims that agree, from another place than the quotes it has."""
    if promise.kind is not spoken.kind:
        return False
    if any(
        one.source == spoken.source and one.start < spoken.end and spoken.start < one.end
        for one in promise.quotes
    ):
        return False
    if not spoken.claims:
        return any(repeats(one.quote, spoken.quote) for one in promise.quotes)
    mine = {claim.about: claim for claim in promise.claims}
    theirs = {claim.about: claim for claim in spoken.claims}
    if set(mine) != set(theirs):
        return False
    return all(_alike(mine[about], theirs[about]) for about in mine)


def _alike(one: Claim, other: Claim) -> bool:
    return one.holds(other) or other.holds(one)
