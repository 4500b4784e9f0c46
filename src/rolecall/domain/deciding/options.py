"""Three ways to go on, each with what speaks for it. Which one it is, the candidate decides."""

from collections.abc import Iterator, Sequence

from rolecall.domain.came_back import ReplyHeard
from rolecall.domain.deciding.facts import Quoting, said
from rolecall.domain.deciding.values import Mover, Option, OptionName, Reason
from rolecall.domain.plans.telling import span
from rolecall.domain.plans.values import Plan, Quote
from rolecall.domain.promises.values import Promise, PromiseState
from rolecall.domain.reports.values import Comparison
from rolecall.domain.roles import Confidence, RoleReading, SourceKind, TopicState, Track
from rolecall.domain.telling import mismatch, telling_signals
from rolecall.domain.values import Value

_MOST = 4
"""Reasons of one option; more are no longer read."""
_MATTERS = {
    "may_publish": "publishing",
    "publishes": "publishing",
    "own_research": "a round on your own work",
    "papers_read": "that your papers are read",
}
"""What a promise may say there is none of, in words for the candidate."""
_BECAME = {"kept in part": "held only in part", "taken back": "was taken back later"}


class Ground(Value):
    """What reasons are found in."""

    reading: RoleReading
    promises: tuple[Promise, ...] = ()
    replies: tuple[ReplyHeard, ...] = ()
    comparison: Comparison | None = None
    plan: Plan | None = None
    movers: tuple[Mover, ...] = ()


def options(ground: Ground, quoting: Quoting) -> tuple[Option, Option, Option]:
    """Always all three, in one order."""

    def made(name: OptionName, label: str, reasons: Iterator[Reason]) -> Option:
        return Option(name=name, label=label, reasons=tuple(reasons)[:_MOST])

    return (
        made("opt_out", "Opt out", _opting_out(ground, quoting)),
        made("ask", "Ask", _asking(ground, quoting)),
        made("prepare", "Prepare", _preparing(ground, quoting)),
    )


def _opting_out(ground: Ground, quoting: Quoting) -> Iterator[Reason]:
    compared = ground.comparison
    if compared is not None and compared.verdict == "mismatch":
        shown = [one.quote for one in compared.evidence if one.points == "mismatch" and one.quote]
        found = _kept(quoting.find(text) for text in shown)
        reported = tuple(one for one in found if one.kind is SourceKind.REPORT)
        yield Reason(
            says=f"What was tested differs from what was promised, at {compared.confidence} confidence. "
            "It is one interview, and no judgement of anybody",
            quotes=(reported or found)[:2],
        )
    for one in ground.promises:
        if one.state is PromiseState.BROKEN:
            proofs = [quoting.of(proof) for proof in one.evidence[:1]]
            words = said(one, quoting)
            became = _BECAME.get(one.outcome, "turned out otherwise")
            told = f"This was told and {became}" if words else f"“{one.said}” {became}"
            yield Reason(says=told, quotes=_kept([words, *proofs]))
    elsewhere = mismatch(ground.reading)
    if elsewhere:
        lead = [quoting.of(one) for one in telling_signals(ground.reading)[:1]]
        yield Reason(
            says=f"If {_named(ground.reading.title_suggests)} is what drew you: {_small(elsewhere)}",
            quotes=_kept(lead),
        )
    for step in (step for heard in ground.replies[-1:] for step in heard.steps):
        if step.step == "avoided_twice":
            yield Reason(
                says=f"{step.note} It was asked: “{step.text}”",
                quotes=_kept([quoting.find(step.quote or "")]),
            )
    for one in ground.promises:
        name = next(
            (_MATTERS[claim.about] for claim in one.claims if claim.none and claim.about in _MATTERS), ""
        )
        if name and one.state is not PromiseState.BROKEN:
            yield Reason(
                says=f"If {name} matters to you: there is none of it", quotes=_kept([said(one, quoting)])
            )


def _asking(ground: Ground, quoting: Quoting) -> Iterator[Reason]:
    for mover in ground.movers[:2]:
        turning = next((one for one in mover.outcomes if one.turns), None)
        moved = max((one.minutes for one in mover.outcomes), default=0)
        could = [
            f"turn the reading from {_named(turning.before)} to {_named(turning.after)}" if turning else "",
            f"move {span(moved)} of preparation" if moved else "",
        ]
        listed = " and ".join(part for part in could if part)
        yield Reason(says=f"One answer could {listed}: “{mover.question}”")
    by_id = {one.id: one for one in ground.promises}
    for one in ground.promises:
        other = next((by_id[name] for name in one.against if name in by_id and name > one.id), None)
        if other is not None:
            yield Reason(
                says="Two things were told that cannot both be so",
                quotes=_kept([said(one, quoting), said(other, quoting)]),
            )
    for step in (step for heard in ground.replies[-1:] for step in heard.steps):
        if step.step == "re_ask":
            yield Reason(
                says=f"{step.note} It was asked: “{step.text}”",
                quotes=_kept([quoting.find(step.quote or "")]),
            )
    touched = [one for one in ground.reading.topics.values() if one.state is TopicState.PARTIAL]
    if touched:
        yield Reason(
            says="This is only touched, and could mean several things",
            quotes=_kept(map(quoting.of, touched[:2])),
        )
    vague = [quote for text in ground.reading.vague if (quote := quoting.find(text))]
    if vague:
        yield Reason(says="This could mean anything", quotes=tuple(vague[:2]))


def _preparing(ground: Ground, quoting: Quoting) -> Iterator[Reason]:
    plan, reading = ground.plan, ground.reading
    named = [one for one in plan.heard if not one.none] if plan else []
    if named:
        quotes = tuple({one.quote.text: one.quote for one in named}.values())
        yield Reason(
            says=f"It is told what will be tested: {_listed([one.label for one in named])}", quotes=quotes[:2]
        )
    if ground.comparison is not None and ground.comparison.verdict == "match":
        shown = [one.quote for one in ground.comparison.evidence if one.points == "match" and one.quote]
        yield Reason(
            says="What was tested is what was promised, so preparing for the promise pays",
            quotes=_kept(quoting.find(text) for text in shown[:2]),
        )
    kept = [one for one in ground.promises if one.state is PromiseState.KEPT]
    if kept:
        proofs = [quoting.of(proof) for proof in kept[0].evidence[:1]]
        yield Reason(says="What was told has been kept", quotes=_kept([said(kept[0], quoting), *proofs]))
    if reading.confidence is not Confidence.LOW and reading.track in tuple(Track):
        lead = [quoting.of(one) for one in reading.signals if one.track == reading.track]
        yield Reason(
            says=f"If {_named(reading.track)} is what you are looking for: the text shows it",
            quotes=_kept(lead)[:2],
        )
    cv = plan.cv if plan else None
    covered = cv.of("covered") if cv else ()
    if cv is not None and covered:
        both = [covered[0].asked, *([covered[0].shown] if covered[0].shown else [])]
        yield Reason(
            says=f"Your CV shows {len(covered)} of the {len(cv.gaps)} things the ad names", quotes=tuple(both)
        )
    if plan is not None and plan.spread >= 0.4:
        yield Reason(says="What any loop holds can be practised now, and serves other roles too")


def _kept(quotes: "Iterator[Quote | None] | Sequence[Quote | None]") -> tuple[Quote, ...]:
    return tuple(quote for quote in quotes if quote is not None)


def _named(track: str) -> str:
    return {"applied": "applied work", "mixed": "a mix", "not_ml": "no machine-learning role"}.get(
        track, track
    )


def _listed(labels: Sequence[str]) -> str:
    return " and ".join(part for part in (", ".join(labels[:-1]), labels[-1]) if part)


def _small(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
