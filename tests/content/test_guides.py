from pathlib import Path

import pytest

from rolecall.content.guides import load_guide, load_guides, slug
from rolecall.domain.roles import Topic, Track
from rolecall.ports import ContentError

FRONT = """---
title: Asking again
tracks: [research, applied]
topics: [prior_work]
---
"""
BODY = "word " * 120


def guide(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "asking-again.md"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_guide_is_its_front_matter_and_a_section_a_heading(tmp_path: Path) -> None:
    found = load_guide(guide(tmp_path, f"{FRONT}\n## Why ask?\n\n{BODY}\n\n## What's next: café\n{BODY}\n"))
    assert (found.name, found.title, found.audience) == ("asking-again", "Asking again", "candidate")
    assert found.tracks == (Track.RESEARCH, Track.APPLIED)
    assert found.topics == (Topic.PRIOR_WORK,)
    assert [one.id for one in found.sections] == ["asking-again#why-ask", "asking-again#whats-next-cafe"]
    assert found.sections[0].text == BODY.strip()


def test_a_heading_in_a_code_fence_is_code(tmp_path: Path) -> None:
    found = load_guide(guide(tmp_path, f"{FRONT}\n## One\n\n```\n## two\n```\n{BODY}"))
    assert len(found.sections) == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"## One\n{BODY}", "no front matter"),
        (FRONT.replace("prior_work", "salary") + f"## One\n{BODY}", "topics"),
        (FRONT.replace("research, applied", "") + f"## One\n{BODY}", "tracks"),
        (FRONT.replace("research, applied", "research, research") + f"## One\n{BODY}", "tracks"),
        (FRONT.replace("title", "titel") + f"## One\n{BODY}", "titel"),
        (FRONT + BODY, "sections"),
        (FRONT + f"stray words\n## One\n{BODY}", "stray words"),
        (FRONT + "## One\ntoo short", "'One' has 2 words"),
        (FRONT + "## One\n" + BODY * 3, "'One' has 360 words"),
        (FRONT + f"## One\n{BODY}\n## one!\n{BODY}", "'one!' is not unique"),
    ],
)
def test_what_does_not_hold_is_named_with_file_and_field(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(ContentError) as caught:
        load_guide(guide(tmp_path, text))
    assert "asking-again.md" in caught.value.message
    assert words in caught.value.message


def test_slugs_are_plain() -> None:
    assert slug('  How do I read a "70/30" split? ') == "how-do-i-read-a-70-30-split"


def test_the_guides_of_the_house_load_with_unique_ids() -> None:
    ids = [section.id for one in load_guides() for section in one.sections]
    assert len(ids) == len(set(ids)) > 0
