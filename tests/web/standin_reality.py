"""The stand-in with what came back: the real audit over texts, and promises, replies and plans made up."""

from dataclasses import dataclass
from functools import cached_property

from rolecall.coach.auditing import Auditing
from rolecall.wiring import build_auditing
from tests.web.standin_practice import PractisingCoach


@dataclass
class RealityCoach(PractisingCoach):
    """The stand-in coach of all pages."""

    @cached_property
    def auditing(self) -> Auditing:
        return build_auditing()
