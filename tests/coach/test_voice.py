"""Voice by the user's choice: where audio and keys go, what is kept of it, and what judges see of it."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from rolecall.coach.connecting import Connection
from rolecall.coach.mock_book import MockBook
from rolecall.coach.voice import MOST_BYTES, Recording, Voice, VoiceParts
from rolecall.content.speech import load_speech
from rolecall.domain.mocks import MockRequest
from rolecall.domain.speech import Levels
from rolecall.domain.voice_choice import VoiceBy, VoiceChoice
from rolecall.ports import BadInput, NoVoice
from rolecall.settings import Settings
from rolecall.storage.memory import MemoryStore
from rolecall.wiring.voice import audio_connector
from tests.coach.conftest import Keys, MakeCoach
from tests.coach.rooms import OWNER, Time, room
from tests.fake_audio import TEXT, AudioServerStandIn

LOUD = Levels(decibels=(-20, -25) * 40)
ASKED = MockRequest(what="quickfire", minutes=15, seed=1)
RECORDING = Recording(sound=b"sound" * 100, kind="audio/webm", seconds=8.0, levels=LOUD)


@pytest.fixture
def server() -> Iterator[AudioServerStandIn]:
    with AudioServerStandIn() as made:
        yield made


def voice_over(
    store: MemoryStore, connection: Connection | None = None, key: str = "", keys: Keys | None = None
) -> Voice:
    parts = VoiceParts(keys or Keys(), audio_connector(Settings(model="", base_url="")), load_speech())
    book = MockBook(store)
    return Voice(store, parts, lambda owner: (connection or Connection(), key), lambda: book)


def own(server: AudioServerStandIn, model: str = "ok") -> Connection:
    return Connection(provider="openai", model=model, address=server.address)


def test_voice_is_off_until_it_is_chosen_and_nothing_is_sent(server: AudioServerStandIn) -> None:
    voice = voice_over(MemoryStore(), own(server))
    assert voice.state(OWNER).by is VoiceBy.OFF
    assert "Settings" in voice.state(OWNER).missing
    for call in (voice.hear(OWNER, "", RECORDING), voice.read(OWNER, "Why?")):
        with pytest.raises(BadInput):
            asyncio.run(call)  # type: ignore[arg-type]
    voice.choose(OWNER, VoiceChoice(by=VoiceBy.BROWSER))
    with pytest.raises(BadInput):
        asyncio.run(voice.hear(OWNER, "", RECORDING))
    assert server.asked == []


def test_the_models_own_server_hears_with_the_models_key(server: AudioServerStandIn) -> None:
    voice = voice_over(MemoryStore(), own(server), key="sk-model")
    voice.choose(OWNER, VoiceChoice(by=VoiceBy.SERVER))
    assert voice.state(OWNER).where == server.address.split("/")[2]
    assert asyncio.run(voice.hear(OWNER, "", RECORDING)).text == TEXT
    assert server.asked[0].key == "Bearer sk-model"
    assert server.asked[0].fields["model"] == "whisper-1"


def test_a_key_goes_only_to_the_address_it_was_given_for(server: AudioServerStandIn) -> None:
    keys = Keys()
    voice = voice_over(MemoryStore(), own(server), key="sk-model", keys=keys)
    voice.choose(OWNER, VoiceChoice(by=VoiceBy.SERVER, address=server.address), "sk-voice")
    asyncio.run(voice.hear(OWNER, "", RECORDING))
    with AudioServerStandIn() as other:
        asyncio.run(voice.try_out(OWNER, VoiceChoice(by=VoiceBy.SERVER, address=other.address), ""))
        voice.choose(OWNER, VoiceChoice(by=VoiceBy.SERVER, address=other.address))
        asyncio.run(voice.hear(OWNER, "", RECORDING))
        assert {one.key for one in other.asked} == {"Bearer none"}
    assert server.asked[0].key == "Bearer sk-voice"
    assert keys.kept == {}


@pytest.mark.parametrize(
    ("connection", "words"),
    [
        (Connection(), "No server is connected"),
        (Connection(provider="anthropic", model="claude"), "has no voice that RoleCall knows"),
        (Connection(provider="openai", model="gpt-5-mini"), "needs a key"),
    ],
)
def test_what_is_missing_for_a_server_is_told_with_the_next_step(connection: Connection, words: str) -> None:
    voice = voice_over(MemoryStore(), connection)
    voice.choose(OWNER, VoiceChoice(by=VoiceBy.SERVER))
    assert words in voice.state(OWNER).missing
    with pytest.raises(BadInput, match=words):
        asyncio.run(voice.read(OWNER, "Why?"))


def test_an_address_that_is_none_is_refused() -> None:
    with pytest.raises(BadInput, match="must start with http"):
        voice_over(MemoryStore()).choose(OWNER, VoiceChoice(by=VoiceBy.SERVER, address="localhost:8000"))


def test_what_a_server_lacks_is_remembered_until_the_choice_is_saved_anew(server: AudioServerStandIn) -> None:
    store = MemoryStore()
    choice = VoiceChoice(by=VoiceBy.SERVER, address=server.address, hearing="404", speaking="ok")
    voice = voice_over(store)
    voice.choose(OWNER, choice)
    with pytest.raises(NoVoice):
        asyncio.run(voice.hear(OWNER, "", RECORDING))
    state = voice_over(store).state(OWNER)
    assert (state.hears, state.speaks) == (False, True)
    voice.choose(OWNER, choice)
    assert voice.state(OWNER).hears


def test_the_test_button_says_what_a_server_can_do(server: AudioServerStandIn) -> None:
    voice = voice_over(MemoryStore())
    whole = VoiceChoice(by=VoiceBy.SERVER, address=server.address, hearing="ok", speaking="ok")
    verdict = asyncio.run(voice.try_out(OWNER, whole, ""))
    assert verdict.ok
    assert verdict.message == "It writes down what you say. It reads questions aloud."
    half = whole.model_copy(update={"speaking": "404"})
    assert "This browser reads them instead" in asyncio.run(voice.try_out(OWNER, half, "")).message
    wrong = whole.model_copy(update={"hearing": "401"})
    assert not asyncio.run(voice.try_out(OWNER, wrong, "")).ok
    assert voice.choice(OWNER).by is VoiceBy.OFF


@pytest.mark.parametrize(
    ("recording", "words"),
    [
        (Recording(sound=b"", kind="audio/webm", seconds=1), "I heard nothing"),
        (
            Recording(sound=b"x", kind="audio/webm", seconds=5, levels=Levels(decibels=(-70,) * 50)),
            "I heard nothing",
        ),
        (Recording(sound=b"x" * (MOST_BYTES + 1), kind="audio/webm", seconds=5), "the limit is 10 MB"),
    ],
)
def test_what_cannot_be_speech_is_not_sent(
    server: AudioServerStandIn, recording: Recording, words: str
) -> None:
    voice = voice_over(MemoryStore(), own(server))
    voice.choose(OWNER, VoiceChoice(by=VoiceBy.SERVER))
    with pytest.raises(BadInput, match=words):
        asyncio.run(voice.hear(OWNER, "", recording))
    assert server.asked == []


def test_a_server_that_hears_nothing_is_told_as_that(server: AudioServerStandIn) -> None:
    voice = voice_over(MemoryStore(), own(server))
    voice.choose(OWNER, VoiceChoice(by=VoiceBy.SERVER, hearing="nothing"))
    with pytest.raises(BadInput, match="I heard nothing"):
        asyncio.run(voice.hear(OWNER, "", RECORDING))


def test_judges_get_the_words_alone_and_a_spoken_answer_is_judged_as_a_typed_one() -> None:
    text = "We held back 20 days and compared with the mean of the last 4 weeks."
    stored = []
    for spoken in (False, True):
        clock = Time()
        store = MemoryStore(clock)
        practice = room(store, clock)
        state = asyncio.run(practice.start(OWNER, ASKED))
        if spoken:
            # As bad as a delivery can be: an hour for a sentence, and hardly a word of it fluent.
            halting = Levels(decibels=((-20, -21, *([-70] * 100)) * 8))
            voice_over(store).heard_by_browser(OWNER, state.id, text, seconds=600, levels=halting)
        stored.append(asyncio.run(practice.answer(OWNER, state.id, text)))
    typed, said = stored
    assert typed.answers[0].speech is None
    assert said.answers[0].speech is not None
    assert said.answers[0].speech.pauses == 7
    assert said.answers[0].model_copy(update={"speech": None}) == typed.answers[0]
    assert [line.text for line in said.lines] == [line.text for line in typed.lines]


def test_facts_survive_a_new_process_and_go_with_one_answer_only() -> None:
    clock = Time()
    store = MemoryStore(clock)
    state = asyncio.run(room(store, clock).start(OWNER, ASKED))
    voice_over(store).heard_by_browser(
        OWNER, state.id, "we shadow it for 2 weeks", seconds=6, levels=Levels()
    )
    practice = room(store, clock)
    asyncio.run(practice.answer(OWNER, state.id, "First: we shadow it for 2 weeks."))
    done = asyncio.run(practice.answer(OWNER, state.id, "We shadow it for 2 weeks, as I said."))
    assert [one.speech is not None for one in done.answers] == [True, False]


def test_no_sound_is_stored_and_an_export_has_neither_sound_nor_key(
    server: AudioServerStandIn, make_coach: MakeCoach
) -> None:
    store = MemoryStore(lambda: datetime(2026, 3, 2, tzinfo=UTC))
    voice = voice_over(store, own(server), key="sk-model")
    voice.choose(OWNER, VoiceChoice(by=VoiceBy.SERVER), "sk-voice-key")
    asyncio.run(voice.hear(OWNER, "m1", RECORDING))
    exported = str(store.export(OWNER))
    assert "soundsound" not in exported
    assert "sk-" not in exported
    coach = make_coach(store)
    coach.delete_everything(OWNER)
    assert coach.voice.state(OWNER).by is VoiceBy.OFF
