"""A server's voice over real HTTP: what is sent, what is read, and what each fault becomes."""

import asyncio
from collections.abc import Iterator

import pytest
from pydantic import SecretStr

from rolecall.llm.audio import AudioServer, AudioSpec
from rolecall.ports import BadInput, FaultKind, ModelFault, NoVoice
from tests.fake_audio import TEXT, AudioServerStandIn

WEBM = "audio/webm;codecs=opus"
SOUND = b"not really webm" * 20


@pytest.fixture
def server() -> Iterator[AudioServerStandIn]:
    with AudioServerStandIn() as made:
        yield made


def voice(server: AudioServerStandIn, model: str = "ok", key: str = "sk-own", **more: object) -> AudioServer:
    return AudioServer(
        AudioSpec(
            base_url=server.address,
            api_key=SecretStr(key),
            hearing=model,
            speaking=model,
            **more,  # type: ignore[arg-type]
        )
    )


def test_a_recording_is_sent_whole_with_its_kind_and_the_key(server: AudioServerStandIn) -> None:
    heard = asyncio.run(voice(server).hear(SOUND, WEBM))
    assert heard.text == TEXT
    (asked,) = server.asked
    assert asked.path == "/v1/audio/transcriptions"
    assert (asked.sound, asked.kind, asked.key) == (SOUND, "audio/webm", "Bearer sk-own")


def test_words_come_with_their_times_where_the_server_tells_them(server: AudioServerStandIn) -> None:
    heard = asyncio.run(voice(server, "timed").hear(SOUND, WEBM))
    assert [word.word for word in heard.words] == TEXT.split()
    assert heard.words[1].start == 3.0


def test_a_server_that_knows_no_times_is_asked_once_more_without_and_never_again(
    server: AudioServerStandIn,
) -> None:
    audio = voice(server, "untimed")

    async def twice() -> None:
        for _ in range(2):
            assert (await audio.hear(SOUND, WEBM)).text == TEXT

    asyncio.run(twice())
    assert [one.fields["response_format"] for one in server.asked] == ["verbose_json", "json", "json"]


def test_a_text_is_read_aloud_by_the_named_voice(server: AudioServerStandIn) -> None:
    sound = asyncio.run(voice(server, sound="nova").speak("Why that split?"))
    assert sound.startswith(b"RIFF")
    (asked,) = server.asked
    assert asked.path == "/v1/audio/speech"
    assert (asked.fields["input"], asked.fields["voice"]) == ("Why that split?", "nova")


@pytest.mark.parametrize("status", ["404", "405", "501"])
def test_a_server_without_the_endpoint_is_told_as_that(server: AudioServerStandIn, status: str) -> None:
    with pytest.raises(NoVoice, match=r"127\.0\.0\.1.* writes down no speech"):
        asyncio.run(voice(server, status).hear(SOUND, WEBM))
    with pytest.raises(NoVoice, match="reads nothing aloud"):
        asyncio.run(voice(server, status).speak("Ready."))


@pytest.mark.parametrize(
    ("what", "kind"),
    [
        ("401", FaultKind.WRONG_KEY),
        ("429", FaultKind.RATE_LIMITED),
        ("402", FaultKind.NO_QUOTA),
        ("500", FaultKind.SERVER_ERROR),
        ("html", FaultKind.UNUSABLE),
        ("reset", FaultKind.UNREACHABLE),
        ("endless", FaultKind.UNUSABLE),
    ],
)
def test_every_fault_is_told_in_our_words_and_says_that_the_recording_is_kept(
    server: AudioServerStandIn, what: str, kind: FaultKind
) -> None:
    with pytest.raises(ModelFault) as caught:
        asyncio.run(voice(server, what, key="sk-secret-1234567").hear(SOUND, WEBM))
    assert caught.value.kind is kind
    assert "what you recorded is kept here" in caught.value.message
    assert "built-in engine" not in caught.value.message
    assert "sk-secret" not in f"{caught.value.message} {caught.value.__cause__}"


def test_a_page_in_place_of_a_sound_is_no_sound(server: AudioServerStandIn) -> None:
    with pytest.raises(ModelFault) as caught:
        asyncio.run(voice(server, "html").speak("Ready."))
    assert caught.value.kind is FaultKind.UNUSABLE


def test_a_server_that_does_not_answer_is_given_up_at_the_deadline(server: AudioServerStandIn) -> None:
    server.wait = 3.0
    with pytest.raises(ModelFault) as caught:
        asyncio.run(voice(server, deadline=0.3).hear(SOUND, WEBM))
    assert caught.value.kind is FaultKind.TIMEOUT


def test_nobody_there_is_told_as_that() -> None:
    with AudioServerStandIn() as gone:
        audio = voice(gone)
    with pytest.raises(ModelFault) as caught:
        asyncio.run(audio.hear(SOUND, WEBM))
    assert caught.value.kind is FaultKind.UNREACHABLE


def test_what_is_no_recording_is_not_sent(server: AudioServerStandIn) -> None:
    with pytest.raises(BadInput, match="text/html"):
        asyncio.run(voice(server).hear(SOUND, "text/html"))
    assert server.asked == []
