"""Facts about spoken answers: pace, pauses, filler words, and which of them still belong to an answer."""

from datetime import date

from rolecall.content.speech import load_speech
from rolecall.domain.debrief_handout import debrief_handout
from rolecall.domain.handouts import Paragraph
from rolecall.domain.interviews import RoundKind
from rolecall.domain.mocks import (
    Answer,
    InterviewerMove,
    Line,
    MockPlan,
    MockRequest,
    MockState,
    PlannedRound,
    Said,
)
from rolecall.domain.speech import (
    Levels,
    Speech,
    SpokenPiece,
    TimedWord,
    is_silent,
    speech_of,
    spoken_in,
    told,
)
from rolecall.web import room

FILLERS = load_speech().fillers
LOUD, QUIET = -22, -68


def levels(*stretches: tuple[int, float]) -> Levels:
    """Levels of stretches of (decibels, seconds), ten samples a second, as uneven as a voice is."""
    samples = [level + (at % 5) - 2 for level, seconds in stretches for at in range(round(seconds * 10))]
    return Levels(decibels=tuple(samples))


def test_pauses_between_sounds_are_counted_and_silence_around_them_is_not() -> None:
    heard = levels((QUIET, 3), (LOUD, 6), (QUIET, 2.5), (LOUD, 4), (QUIET, 1), (LOUD, 3), (QUIET, 4))
    speech = speech_of("word " * 40, seconds=23.5, levels=heard)
    assert (speech.pauses, speech.longest) == (1, 2.5)
    assert speech.seconds == 16.5
    assert speech.pace == 145


def test_a_click_does_not_end_a_pause_and_a_noisy_room_does_not_hide_one() -> None:
    clicked = levels((LOUD, 3), (QUIET, 1.5), (LOUD, 0.1), (QUIET, 1.5), (LOUD, 3))
    assert speech_of("a b", seconds=9, levels=clicked).longest == 3.1
    noisy = levels((-25, 5), (-44, 3), (-25, 5))
    assert speech_of("a b", seconds=13, levels=noisy).pauses == 1


def test_speech_without_a_break_has_no_pause() -> None:
    speech = speech_of("a b c", seconds=8, levels=levels((LOUD, 8)))
    assert speech.pauses == 0
    assert speech.seconds == 8


def test_times_of_words_outweigh_levels() -> None:
    timed = [TimedWord(word="so", start=1.0, end=1.4), TimedWord(word="yes", start=5.4, end=6.0)]
    speech = speech_of("so yes", seconds=20, levels=levels((LOUD, 20)), timed=timed)
    assert (speech.pauses, speech.longest, speech.seconds) == (1, 4.0, 5.0)


def test_without_levels_or_times_nothing_is_said_of_pauses() -> None:
    speech = speech_of("one two three", seconds=6.0, levels=Levels())
    assert speech.pauses is None
    assert "pause" not in told(speech)


def test_a_recording_without_a_sound_is_known_as_that() -> None:
    assert is_silent(levels((QUIET, 5)))
    assert not is_silent(levels((QUIET, 5), (LOUD, 1)))
    assert not is_silent(levels((QUIET, 300), (LOUD, 0.4), (QUIET, 300))), "one word in ten minutes"
    assert is_silent(levels((QUIET, 5), (LOUD, 0.1), (QUIET, 5))), "a click"
    assert not is_silent(Levels())


def test_filler_words_are_sounds_and_never_words_that_mean_something() -> None:
    speech = speech_of(
        "Um, I like, er, the error bars. Hm! You know, umbrella terms.",
        seconds=9,
        levels=Levels(),
        fillers=FILLERS,
    )
    assert speech.fillers == 3
    assert "like" not in FILLERS


def test_facts_are_told_in_one_line() -> None:
    speech = Speech(seconds=80, words=173, pauses=3, longest=4.2, fillers=1)
    assert told(speech) == (
        "Spoken, 1 min 20 s, 130 words a minute, 3 pauses over 2 s, the longest 4 s, 1 filler word"
    )
    assert told(Speech(seconds=60, words=120, pauses=0)).endswith("words a minute, no pause over 2 s")
    assert told(Speech(seconds=3, words=9, pauses=0)) == "Spoken, 3 s"


def piece(text: str, seconds: float = 10.0) -> SpokenPiece:
    return SpokenPiece(
        text=text, speech=Speech(seconds=seconds, words=len(text.split()), pauses=1, longest=2.5)
    )


def test_recordings_of_one_answer_are_told_together() -> None:
    pieces = [piece("we froze the test set"), piece("and counted by depot", 20.0)]
    speech = spoken_in("First: we froze the test set, and counted by depot.", pieces)
    assert speech is not None
    assert (speech.seconds, speech.words, speech.pauses, speech.longest) == (30.0, 9, 2, 2.5)


def test_what_was_taken_out_of_the_answer_does_not_count_and_small_edits_do_no_harm() -> None:
    assert spoken_in("Typed anew from the start.", [piece("we froze the test set early")]) is None
    assert spoken_in("We froze our test set early on.", [piece("we froze the test set early")]) is not None
    assert spoken_in("", [piece("we froze it")]) is None
    # One sentence that was said twice and kept once is one recording.
    twice = spoken_in("we froze the test set", [piece("we froze the test set")] * 2)
    assert twice is not None
    assert twice.seconds == 10.0


def test_a_handout_tells_the_facts_beside_the_answer_they_belong_to() -> None:
    asked = Line(move=InterviewerMove.ASK, text="Why?", question="q")
    spoken = Answer(text="Because.", question="q", speech=Speech(seconds=65, words=130, pauses=0))
    typed = Answer(text="So.", question="q")
    plan = MockPlan(
        request=MockRequest(what="quickfire"),
        rounds=(PlannedRound(kind=RoundKind.QUICKFIRE, minutes=6, questions=("q",)),),
    )
    said = tuple(Said(at="2026-11-24T08:00:00.000+00:00", by=one) for one in (asked, spoken, asked, typed))
    state = MockState(id="m", plan=plan, started_at="2026-11-24T08:00:00.000+00:00", said=said)
    blocks = debrief_handout(state, None, date(2026, 11, 24)).blocks
    told_there = [block.text for block in blocks if isinstance(block, Paragraph) and "Spoken" in block.text]
    assert told_there == ["Spoken, 1 min 5 s, 120 words a minute, no pause over 2 s."]
    assert room.transcript(state).count("120 words a minute") == 1
