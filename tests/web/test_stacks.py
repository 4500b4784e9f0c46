"""Two profiles drawn one above the other."""

import re

from rolecall.web.stacks import stacks

NAMES = {"research": "research", "applied": "applied", "engineering": "engineering"}


def test_parts_of_each_bar_sum_to_a_hundred_and_are_told_in_words() -> None:
    third = {"research": 1 / 3, "applied": 1 / 3, "engineering": 1 / 3}
    html = stacks((("promised", third), ("tested", {"research": 1.0})), NAMES)
    labels = re.findall(r'aria-label="([^"]+)"', html)
    assert [sum(int(n) for n in re.findall(r"\d+", label)) for label in labels] == [100, 100]
    widths = re.findall(r'<rect class="(?:research|applied|engineering)"[^>]* width="(\d+)"', html)
    assert sum(int(width) for width in widths) == 200


def test_what_is_not_known_is_an_empty_frame() -> None:
    html = stacks((("tested", {}),), NAMES)
    assert 'aria-label="tested: not known"' in html
    assert '<rect class="research"' not in html


def test_labels_are_escaped() -> None:
    assert "<script" not in stacks((("<script>", {"research": 1.0}),), NAMES, "<script>")
