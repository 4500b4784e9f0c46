"""The words of an audit that terminal and document share."""

from collections.abc import Sequence

from rolecall.domain.audits.values import Audit, Duty, DutyState, Fix, KindShare, Round

MARKS = {"kind": "\u25cf", "words": "\u25d0"}
"""How a round tells of a duty: by its kind, or only by what is told of it."""
NO_MARK = "\u00b7"
STATES = {
    DutyState.COVERED: "covered",
    DutyState.OVER_TESTED: "over-tested",
    DutyState.UNTESTED: "untested",
    DutyState.UNREAD: "not read",
}
NOT_SAID = "not said"


def because(audit: Audit, fix: Fix) -> str:
    """The numbers of the findings that a fix follows from, as they are listed."""
    ids = [finding.id for finding in audit.findings]
    numbers = sorted(ids.index(one) + 1 for one in fix.follows)
    return f"Follows from {', '.join(map(str, numbers))}."


def one_line(text: str, most: int = 0) -> str:
    """The text on one line, cut at a word where it is longer than `most` characters; 0 is no limit."""
    line = " ".join(text.split())
    return line if not most or len(line) <= most else line[: most - 2].rsplit(" ", 1)[0] + " \u2026"


def marks(duty: Duty, rounds: Sequence[int]) -> tuple[str, ...]:
    """One sign for each round."""
    how = {evidence.round: evidence.how for evidence in duty.tested_by}
    return tuple(MARKS[how[n]] if n in how else NO_MARK for n in rounds)


def told_round(one: Round) -> tuple[str, str, str, str, str, str]:
    """Number, name, kind, minutes, who, what is scored."""
    return (
        str(one.n),
        one.name,
        one.kind.value.replace("_", " ") if "kind" not in one.not_said else NOT_SAID,
        str(one.minutes) if one.minutes else NOT_SAID,
        one_line(one.interviewers.quote) if one.interviewers else NOT_SAID,
        one_line(one.scored.quote) if one.scored else NOT_SAID,
    )


def share_row(share: KindShare) -> tuple[str, str, str, str, str]:
    """Kind, rounds, minutes, its part of the loop, the part of the ad's work it could show."""
    return (
        share.label,
        str(share.rounds),
        str(share.minutes) if share.minutes else NOT_SAID,
        f"{round(share.share * 100)}%",
        f"{round(share.duties * 100)}%" + (" (over-tested)" if share.over else ""),
    )
