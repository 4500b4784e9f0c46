"""Colours can be read: WCAG AA, 4.5 to 1 for words, 3 to 1 for marks, in light and dark."""

import re

import pytest

from rolecall.web.theme import head, style_sheet

WORDS = [
    ("ink", "paper"),
    ("ink", "sheet"),
    ("ink", "slate-soft"),
    ("ink", "amber-soft"),
    ("ink", "teal-soft"),
    ("soft", "paper"),
    ("soft", "sheet"),
    ("soft", "slate-soft"),
    ("teal", "paper"),
    ("teal", "sheet"),
    ("teal", "teal-soft"),
    ("red", "paper"),
    ("red", "sheet"),
    ("amber", "paper"),
    ("on-teal", "teal"),
]
MARKS = [("teal", "paper"), ("amber", "paper"), ("slate", "paper")]


def _colours(scheme: str) -> dict[str, str]:
    selector = ":root" if scheme == "light" else r"\.dark"
    block = re.search(rf"{selector} \{{(.*?)\}}", style_sheet(), re.DOTALL)
    assert block is not None
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block[1]))


def _luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_and_marks_stand_out(scheme: str) -> None:
    colours = _colours(scheme)
    weak = {
        pair: round(_contrast(colours[pair[0]], colours[pair[1]]), 2)
        for pairs, least in ((WORDS, 4.5), (MARKS, 3.0))
        for pair in pairs
        if _contrast(colours[pair[0]], colours[pair[1]]) < least
    }
    assert weak == {}


def test_nothing_is_fetched_from_elsewhere() -> None:
    for text in (style_sheet(), head()):
        assert not re.search(r"https?:|@import|url\(", text)


def test_less_motion_is_respected() -> None:
    assert "prefers-reduced-motion: reduce" in style_sheet()
