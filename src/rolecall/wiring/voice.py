"""How a server's voice is reached; the vendor is imported only when it is asked for."""

from rolecall.coach.connecting import Secrets
from rolecall.coach.voice import Audio, ConnectAudio, VoiceParts
from rolecall.content.speech import load_speech
from rolecall.domain.voice_choice import AudioAt
from rolecall.settings import Settings

_OWN = {"hearing": "gpt-transcribe", "speaking": "gpt-4o-mini-tts"}
"""OpenAI's own models, as its client library of November 2026 lists them."""


def build_voice_parts(settings: Settings, secrets: Secrets) -> VoiceParts:
    return VoiceParts(secrets, audio_connector(settings), load_speech())


def audio_connector(settings: Settings) -> ConnectAudio:
    """Makes voices with the deadline of the settings."""

    def make(at: AudioAt, key: str) -> Audio:
        from pydantic import SecretStr

        from rolecall.llm.audio import AudioServer, AudioSpec

        usual = {} if at.address else _OWN
        named = {**usual, **{name: value for name, value in _names(at).items() if value}}
        return AudioServer(
            AudioSpec(
                base_url=at.address, api_key=SecretStr(key), deadline=max(60.0, settings.deadline), **named
            )
        )

    return make


def _names(at: AudioAt) -> dict[str, str]:
    return {"hearing": at.hearing, "speaking": at.speaking, "sound": at.sound}
