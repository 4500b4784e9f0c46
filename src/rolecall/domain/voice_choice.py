"""How the user wants voice: off, by the browser, or by a server that they named."""

from enum import StrEnum

from rolecall.domain.values import Value


class VoiceBy(StrEnum):
    """Who hears and speaks."""

    OFF = "off"
    BROWSER = "browser"
    SERVER = "server"


class VoiceChoice(Value):
    """How the user wants voice. A key is kept elsewhere and never part of this value."""

    by: VoiceBy = VoiceBy.OFF
    address: str = ""
    """Of another server than the model's, OpenAI-compatible; empty for the model's own."""
    hearing: str = ""
    """Its model that writes down speech; empty for the usual one."""
    speaking: str = ""
    sound: str = ""
    """Which voice reads; empty for the usual one."""
    lacks: tuple[str, ...] = ()
    """What the server was found not to have: `hearing`, `speaking`."""


class VoiceState(Value):
    """What the page goes by."""

    by: VoiceBy = VoiceBy.OFF
    hears: bool = False
    """The server writes down speech, as far as is known."""
    speaks: bool = False
    aloud: bool = False
    """New questions are read aloud by themselves."""
    missing: str = ""
    """What is missing and how to get it; empty where nothing is."""
    where: str = ""
    """The server that audio goes to; empty where it goes to none."""


class AudioAt(Value):
    """Which server, and which of its models; empty names are the usual ones."""

    address: str = ""
    hearing: str = ""
    speaking: str = ""
    sound: str = ""
