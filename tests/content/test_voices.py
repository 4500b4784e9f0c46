"""What interviewers say around the questions: every situation has words, and none of them asks or praises."""

import re
import shutil
import string
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from rolecall.content.files import load_yaml
from rolecall.domain.interviewing import REDIRECTED
from rolecall.domain.interviews import RoundKind
from rolecall.domain.mocks import Interviewer
from rolecall.domain.planning import LoopRules
from rolecall.domain.roles import Track
from rolecall.domain.voices import Voices
from rolecall.ports import ContentError
from tests.domain.readings import KNOWLEDGE

VOICES = load_yaml(KNOWLEDGE / "voices.yaml", Voices)
FIELDS = {"subject", "minutes", "round"}
HEARD = "heard"
"""The one situation in which something was heard."""
APPROVAL = re.compile(
    r"\b(?:thanks?|thank you|good|great|excellent|perfect|nice|well (?:done|said|put)|clear|helps|convinced"
    r"|makes sense|glad|like that|right|correct|exactly|impressive|interesting|strong)\b",
    re.IGNORECASE,
)
PRAISE = re.compile(
    r"\b(?:great|excellent|perfect|brilliant|fantastic|impressive|amazing|well done|correct|exactly"
    r"|good (?:answer|point|job)|strong answer)\b",
    re.IGNORECASE,
)
"""Never said, not even where something was heard: hearing evidence is not a verdict."""


def phrases() -> Iterator[tuple[str, str]]:
    """Every phrase with its situation."""
    groups = [VOICES.shared, *(voice.phrases for voice in VOICES.voices.values())]
    for group in groups:
        for situation, words in group.items():
            yield from ((situation, one) for one in words)
    for manner, words in VOICES.redirects.items():
        yield from ((f"redirect {manner}", one) for one in words)


def test_every_interviewer_and_round_has_a_name_and_words() -> None:
    assert set(VOICES.voices) == set(Interviewer)
    assert set(VOICES.rounds) == set(RoundKind)
    assert all(VOICES.shared.values())
    for voice in VOICES.voices.values():
        assert voice.title
        assert voice.about.endswith(".")
        assert voice.phrases["opening"]


def test_nothing_asks_but_the_invitation_to_ask() -> None:
    assert {situation for situation, words in phrases() if "?" in words} == {"invite"}


@pytest.mark.parametrize("manner", sorted(REDIRECTED))
def test_every_answer_that_is_none_has_two_ways_to_be_told_so(manner: str) -> None:
    assert len(set(VOICES.redirects[manner])) >= 2


def test_nothing_is_approved_of_where_nothing_was_heard() -> None:
    silent = [
        words for situation, words in phrases() if situation == "nothing" or situation.startswith("redirect")
    ]
    assert len(silent) > 40
    assert [words for words in silent if APPROVAL.search(words.replace("not convinced", ""))] == []


def test_nothing_is_ever_praised_as_right() -> None:
    assert [words for _, words in phrases() if PRAISE.search(words)] == []


def test_phrases_name_only_what_can_be_filled_in() -> None:
    for situation, words in phrases():
        used = {name for _, name, _, _ in string.Formatter().parse(words) if name is not None}
        assert used <= FIELDS, (situation, words)


def test_phrases_are_whole_sentences() -> None:
    for situation, words in phrases():
        assert words[-1] in ".:?", (situation, words)
        assert words[0].isupper() or words[0] == "{", (situation, words)


def test_no_phrase_of_an_interviewer_stands_there_twice() -> None:
    for voice in VOICES.voices.values():
        own = [words for group in voice.phrases.values() for words in group]
        known = [words for group in VOICES.shared.values() for words in group]
        both = own + known
        assert len(set(both)) == len(both), voice.title


@pytest.mark.parametrize("situation", [HEARD, "nothing"])
@pytest.mark.parametrize("voice", list(Interviewer))
def test_an_interviewer_has_words_for_a_long_mock_without_saying_one_again(
    voice: Interviewer, situation: str
) -> None:
    own = VOICES.voices[voice].phrases.get(situation, ())
    said = (*own, *VOICES.shared[situation])
    assert len(said) >= 10
    assert len(set(said)) == len(said)


# What can be wrong with the file


def spoiled(tmp_path: Path, name: str, path: str, value: Any) -> Path:
    """A copy with one field set (`shared/heard/0`), or taken out where the value is None."""
    file = tmp_path / name
    shutil.copy(KNOWLEDGE / name, file)
    data = yaml.safe_load(file.read_text(encoding="utf-8"))
    place: Any = data
    *keys, last = [int(key) if key.isdigit() else key for key in path.split("/")]
    for key in keys:
        place = place[key]
    if value is None:
        del place[last]
    else:
        place[last] = value
    file.write_text(yaml.safe_dump(data), encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        ("shared/next/0", "Shall we go on?", "'Shall we go on?' asks"),
        ("redirects/empty/0", "Hello?", "'Hello?' asks"),
        ("voices/warm/phrases/heard/0", "Really?", "'Really?' asks"),
        ("voices/warm/phrases/farewell", ["Goodbye."], "situation 'farewell' is not one of 'shared'"),
        ("voices/sceptical", None, "voices lack ['sceptical']"),
        ("voices/grumpy", {"title": "Grumpy", "about": "Grumbles.", "phrases": {}}, "field 'voices.grumpy"),
        ("voices/warm/title", None, "field 'voices.warm.title'"),
        ("redirects/hostile", None, "redirects lack ['hostile']"),
        ("redirects/sleepy", ["Wake up."], "field 'redirects.sleepy"),
        ("rounds/quickfire", None, "field 'rounds'"),
        ("shared/heard/0", 7, "field 'shared.heard.0'"),
        ("shared/pointer", None, "shared lacks ['pointer']"),
        ("shared/heard", [], "shared lacks ['heard']"),
        ("shared/farewell", ["Goodbye."], "shared has unknown ['farewell']"),
        ("shared/heard/0", "{company} would like that.", "'{company} would like that.' has a field"),
        ("extra", 1, "field 'extra'"),
    ],
)
def test_a_fault_in_the_voices_is_named(tmp_path: Path, path: str, value: object, words: str) -> None:
    file = spoiled(tmp_path, "voices.yaml", path, value)
    with pytest.raises(ContentError) as caught:
        load_yaml(file, Voices)
    assert str(file) in caught.value.message
    assert words in caught.value.message


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        ("weights/research/karaoke", 0.5, "field 'weights.research.karaoke"),
        ("weights/management", {"quickfire": 1.0}, "field 'weights.management"),
        ("weights/research/quickfire", "a lot", "field 'weights.research.quickfire'"),
        ("named_factor", "three", "field 'named_factor'"),
        ("named/quickfire", "quiz", "field 'named.quickfire'"),
        ("extra", 1, "field 'extra'"),
    ],
)
def test_a_fault_in_the_loops_is_named(tmp_path: Path, path: str, value: object, words: str) -> None:
    file = spoiled(tmp_path, "loops.yaml", path, value)
    with pytest.raises(ContentError) as caught:
        load_yaml(file, LoopRules)
    assert str(file) in caught.value.message
    assert words in caught.value.message


def test_every_track_has_a_loop_of_known_rounds() -> None:
    loops = load_yaml(KNOWLEDGE / "loops.yaml", LoopRules)
    assert set(loops.weights) == set(Track)
    assert set(loops.named) == set(RoundKind)
