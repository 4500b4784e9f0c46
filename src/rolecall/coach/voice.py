"""Voice: answers that are spoken, questions that are read aloud; off until the user chose by whom."""

import io
import wave
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlsplit

from pydantic import Field

from rolecall.coach.connecting import Connection, Secrets, Verdict, checked
from rolecall.coach.mock_book import MockBook
from rolecall.domain.speech import Levels, Speech, SpeechWords, SpokenPiece, TimedWord, is_silent, speech_of
from rolecall.domain.values import Value
from rolecall.domain.voice_choice import AudioAt, VoiceBy, VoiceChoice, VoiceState
from rolecall.ports import BadInput, NoVoice, RoleCallError, Store

MOST_SECONDS = 600.0
"""Of one recording; the page stops by itself there."""
MOST_BYTES = 10_000_000
"""Of one recording; ten minutes as browsers record them have about 2.5 MB."""
LONGEST_READ = 4_000
"""Characters that are read aloud at once; OpenAI takes 4,096."""
LONGEST_TRANSCRIPT = 20_000
NOTHING_HEARD = (
    "I heard nothing. Check that the right microphone is chosen and not muted, then speak once more."
)
OFF = "Voice is off. Choose in Settings who writes down what you say and reads questions aloud."
_PREFERENCE = "voice"
_ALOUD = "read-aloud"
_HEARING, _SPEAKING = "hearing", "speaking"


class Recording(Value):
    """What was recorded in the page; it is never stored."""

    sound: bytes
    kind: str
    """Media type, for example `audio/webm;codecs=opus`."""
    seconds: float = Field(ge=0, le=MOST_SECONDS + 60)
    levels: Levels = Levels()


class Heard(Value):
    """A transcript for the answer's box, where it can be edited before it counts."""

    text: str
    speech: Speech


class Written(Protocol):
    """What a server heard."""

    @property
    def text(self) -> str: ...
    @property
    def words(self) -> tuple[TimedWord, ...]: ...


class Audio(Protocol):
    """A server's voice. Raises NoVoice where it has none, ModelFault for every other failure."""

    async def hear(self, sound: bytes, kind: str) -> Written: ...

    async def speak(self, text: str) -> bytes:
        """The text read aloud, as mp3."""
        ...


ConnectAudio = Callable[[AudioAt, str], Audio]
"""Makes an Audio from where it is and a key; nothing is asked yet."""


@dataclass(frozen=True)
class VoiceParts:
    """What voice needs beside a store."""

    secrets: Secrets
    connect: ConnectAudio
    words: SpeechWords


class Voice:
    """The use cases of voice, for each owner."""

    def __init__(
        self,
        store: Store,
        parts: VoiceParts,
        reached: Callable[[str], tuple[Connection, str]],
        book: Callable[[], MockBook],
    ) -> None:
        """`reached` gives an owner's model connection with its key, `book` the mocks."""
        self._store = store
        self._secrets = parts.secrets
        self._connect = parts.connect
        self._words = parts.words
        self._reached = reached
        self._book = book

    # The choice

    def choice(self, owner: str) -> VoiceChoice:
        raw = self._store.preference(owner, _PREFERENCE)
        return VoiceChoice.model_validate_json(raw) if raw else VoiceChoice()

    def choose(self, owner: str, choice: VoiceChoice, key: str = "") -> None:
        """Uses voice this way from now on; an empty key keeps the one saved for the same address."""
        choice = _checked(choice)
        if key:
            self._secrets.set(_keeper(owner), key)
        elif choice.address != self.choice(owner).address:
            self._secrets.forget(_keeper(owner))
        self._prefer(owner, choice)

    def by_browser(self, owner: str) -> None:
        """The browser hears and speaks from now on."""
        self._prefer(owner, self.choice(owner).model_copy(update={"by": VoiceBy.BROWSER}))

    def has_key(self, owner: str) -> bool:
        """True where a key was saved for a server of its own."""
        return bool(self._secrets.get(_keeper(owner)))

    def read_aloud(self, owner: str, *, always: bool) -> None:
        self._store.prefer(owner, _ALOUD, "yes" if always else "")

    def forget(self, owner: str) -> None:
        """Voice is off again and its key forgotten."""
        self._secrets.forget(_keeper(owner))
        self._store.prefer(owner, _PREFERENCE, "")
        self._store.prefer(owner, _ALOUD, "")

    def state(self, owner: str) -> VoiceState:
        choice = self.choice(owner)
        aloud = self._store.preference(owner, _ALOUD) == "yes"
        if choice.by is VoiceBy.OFF:
            return VoiceState(aloud=aloud, missing=OFF)
        if choice.by is VoiceBy.BROWSER:
            return VoiceState(by=choice.by, aloud=aloud)
        try:
            address, _ = self._server(owner, choice, "")
        except RoleCallError as fault:
            return VoiceState(by=choice.by, aloud=aloud, missing=fault.message)
        hears, speaks = (part not in choice.lacks for part in (_HEARING, _SPEAKING))
        return VoiceState(
            by=choice.by, hears=hears, speaks=speaks, aloud=aloud, where=urlsplit(address).netloc or "OpenAI"
        )

    # Hearing and speaking

    async def hear(self, owner: str, mock_id: str, recording: Recording) -> Heard:
        """Has a recording written down by the configured server; its facts are kept until the answer is sent.

        Raises BadInput, ModelFault, and NoVoice where the server writes down no speech.
        """
        if len(recording.sound) > MOST_BYTES:
            raise BadInput(
                f"That recording has {len(recording.sound) / 1e6:.0f} MB; the limit is "
                f"{MOST_BYTES / 1e6:.0f} MB. Speak the answer in two parts."
            )
        if not recording.sound or is_silent(recording.levels):
            raise BadInput(NOTHING_HEARD)
        try:
            written = await self._audio(owner).hear(recording.sound, recording.kind)
        except NoVoice:
            self._lacks(owner, _HEARING)
            raise
        return self._kept(owner, mock_id, written.text, written.words, recording.seconds, recording.levels)

    def heard_by_browser(
        self, owner: str, mock_id: str, text: str, *, seconds: float, levels: Levels
    ) -> Heard:
        """What the browser itself wrote down; its facts are kept until the answer is sent."""
        return self._kept(owner, mock_id, text, (), min(seconds, MOST_SECONDS), levels)

    async def read(self, owner: str, text: str) -> bytes:
        """The text read aloud by the configured server, as mp3. Raises BadInput, ModelFault, NoVoice."""
        text = text.strip()[:LONGEST_READ]
        if not text:
            raise BadInput("There is nothing to read aloud yet.")
        try:
            return await self._audio(owner).speak(text)
        except NoVoice:
            self._lacks(owner, _SPEAKING)
            raise

    async def try_out(self, owner: str, choice: VoiceChoice, key: str) -> Verdict:
        """One small call to each of the server's two endpoints, and a clear verdict; nothing is saved."""
        if choice.by is not VoiceBy.SERVER:
            return Verdict(ok=True, message="There is no server to test: nothing is sent to one.")
        told, hears = [], True
        try:
            audio = self._made(owner, _checked(choice), key)
            try:
                await audio.hear(_a_moment_of_silence(), "audio/wav")
                told.append("It writes down what you say.")
            except NoVoice as lack:
                hears = False
                told.append(f"{lack.message} This browser's own recognition can do that instead.")
            try:
                await audio.speak("Ready.")
                told.append("It reads questions aloud.")
            except NoVoice as lack:
                told.append(f"{lack.message} This browser reads them instead.")
        except RoleCallError as fault:
            return Verdict(ok=False, message=fault.message)
        return Verdict(ok=hears, message=" ".join(told))

    # Inside

    def _kept(  # noqa: PLR0917 - the parts of one piece
        self,
        owner: str,
        mock_id: str,
        text: str,
        timed: tuple[TimedWord, ...],
        seconds: float,
        levels: Levels,
    ) -> Heard:
        text = " ".join(text.split())[:LONGEST_TRANSCRIPT]
        if not text:
            raise BadInput(NOTHING_HEARD)
        speech = speech_of(text, seconds=seconds, levels=levels, timed=timed, fillers=self._words.fillers)
        if mock_id:
            self._book().keep_spoken(owner, mock_id, SpokenPiece(text=text, speech=speech))
        return Heard(text=text, speech=speech)

    def _audio(self, owner: str) -> Audio:
        choice = self.choice(owner)
        if choice.by is not VoiceBy.SERVER:
            # A page that was open before the choice was changed must not send audio to a server.
            raise BadInput(OFF if choice.by is VoiceBy.OFF else "This browser does that; reload the page.")
        return self._made(owner, choice, "")

    def _made(self, owner: str, choice: VoiceChoice, key: str) -> Audio:
        address, known = self._server(owner, choice, key)
        at = AudioAt(address=address, **choice.model_dump(include={"hearing", "speaking", "sound"}))
        return self._connect(at, known)

    def _server(self, owner: str, choice: VoiceChoice, key: str) -> tuple[str, str]:
        """Address and key of the server that has the voice. Raises BadInput where there is none."""
        if choice.address:
            # A key that was saved for one address is never sent to another.
            same = choice.address == self.choice(owner).address
            return choice.address, key or (self._secrets.get(_keeper(owner)) if same else "")
        connection, known = self._reached(owner)
        if not connection.model:
            raise BadInput(
                "No server is connected. In Settings, connect a model's server, name another for voice, or "
                "let this browser do it."
            )
        if connection.provider not in ("", "openai"):
            raise BadInput(
                f"{connection.provider!r} has no voice that RoleCall knows. In Settings, name a server for "
                "voice, or let this browser do it."
            )
        if not connection.address and not known:
            raise BadInput("Voice at OpenAI needs a key; save one in Settings with the model.")
        return connection.address, known

    def _lacks(self, owner: str, part: str) -> None:
        choice = self.choice(owner)
        self._prefer(owner, choice.model_copy(update={"lacks": tuple({*choice.lacks, part})}))

    def _prefer(self, owner: str, choice: VoiceChoice) -> None:
        self._store.prefer(owner, _PREFERENCE, choice.model_dump_json())


def _checked(choice: VoiceChoice) -> VoiceChoice:
    """The choice trimmed, nothing learnt of its server yet. Raises BadInput where the address is none."""
    trimmed = {name: getattr(choice, name).strip() for name in ("address", "hearing", "speaking", "sound")}
    if trimmed["address"]:
        checked(Connection(model="voice", address=trimmed["address"]))
    return choice.model_copy(update={**trimmed, "lacks": ()})


def _keeper(owner: str) -> str:
    """Under which name the key of a voice server of its own is kept."""
    return f"{owner} (voice)"


def _a_moment_of_silence() -> bytes:
    """Half a second as WAV, 16 kHz, one channel."""
    written = io.BytesIO()
    with wave.open(written, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(16_000)
        sound.writeframes(bytes(16_000))
    return written.getvalue()
