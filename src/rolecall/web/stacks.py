"""Stacked bars one above the other, with the numbers beneath: two profiles that can be compared at sight."""

from collections.abc import Mapping, Sequence

from rolecall.web.words import plain

Row = tuple[str, Mapping[str, float]]
"""A bar's label, and its shares (0 to 1) by name."""


def stacks(rows: Sequence[Row], names: Mapping[str, str], title: str = "", *, summing: bool = True) -> str:
    """One bar a row, each part in the colour of its name; `names` gives the order and the words.

    A row without any share is drawn as an empty frame. The numbers sum to 100, or each is rounded by itself,
    as in documents.
    """
    rounded = _whole if summing else _each
    wholes = [(label, rounded(shares, names)) for label, shares in rows]
    bars = "".join(_bar(label, whole, names) for label, whole in wholes)
    caption = f"<figcaption>{plain(title)}</figcaption>" if title else ""
    return f'<figure class="stacks">{caption}<ul>{bars}</ul>{_numbers(wholes, names)}</figure>'


def _bar(label: str, whole: Mapping[str, int], names: Mapping[str, str]) -> str:
    drawn, at = "", 0
    for name in names:
        if whole[name]:
            drawn += f'<rect class="{plain(name)}" x="{at}" y="0" width="{whole[name]}" height="14"/>'
            at += whole[name]
    told = ", ".join(f"{whole[name]} % {words}" for name, words in names.items()) if at else "not known"
    return (
        f'<li><span>{plain(label)}</span><svg viewBox="0 0 100 14" preserveAspectRatio="none" role="img" '
        f'aria-label="{plain(f"{label}: {told}")}"><rect class="rail" x="0" y="0" width="100" height="14"/>'
        f"{drawn}</svg></li>"
    )


def _numbers(wholes: Sequence[tuple[str, Mapping[str, int]]], names: Mapping[str, str]) -> str:
    head = "".join(f'<th scope="col">{plain(label)}</th>' for label, _ in wholes)
    rows = "".join(
        f'<tr><th scope="row" class="{plain(name)}">{plain(words)}</th>'
        + "".join(f"<td>{whole[name]} %</td>" for _, whole in wholes)
        + "</tr>"
        for name, words in names.items()
        if any(whole[name] for _, whole in wholes)
    )
    return f'<table><thead><tr><td></td>{head}</tr></thead><tbody class="key-rows">{rows}</tbody></table>'


def _each(shares: Mapping[str, float], names: Mapping[str, str]) -> dict[str, int]:
    return {name: round(100 * max(0.0, shares.get(name, 0.0))) for name in names}


def _whole(shares: Mapping[str, float], names: Mapping[str, str]) -> dict[str, int]:
    """Whole per cents that sum to 100 (largest remainder), or all 0 where nothing is known."""
    known = {name: max(0.0, shares.get(name, 0.0)) for name in names}
    total = sum(known.values())
    if not total:
        return dict.fromkeys(names, 0)
    exact = {name: 100 * share / total for name, share in known.items()}
    whole = {name: int(part) for name, part in exact.items()}
    by_rest = sorted(exact, key=lambda name: whole[name] - exact[name])
    for name in by_rest[: 100 - sum(whole.values())]:
        whole[name] += 1
    return whole
