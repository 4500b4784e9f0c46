"""What one server takes: which parameters it is sent, learnt from what it refuses."""

import re
from typing import Any

# Parameters that can be left out or sent otherwise, and how servers word that they do not take them.
_OPTIONAL = {
    "max_tokens": ("max_completion_tokens",),
    "temperature": ("temperature",),
    "response_format": ("response_format", "json_schema", "grammar"),
    "reasoning_effort": ("reasoning_effort", "reasoning.effort"),
}
_REASONING = re.compile(r"(o\d|gpt-[5-9])(?!.*chat)")
_THOUGHTS = 3000
"""Tokens granted beyond the answer's own to models that think before they speak."""


class Dialect:
    """The parameters of calls to one model of one server."""

    def __init__(self, provider: str, model: str, *, own_server: bool, temperature: float | None) -> None:
        """`own_server` is True for an OpenAI-compatible server that is not OpenAI's."""
        self._speaks_openai = provider == "openai"
        self._own_server = own_server
        self._temperature = 0.2 if own_server and temperature is None else temperature
        self._refused: set[str] = set()
        self._reasons = self._speaks_openai and not own_server and bool(_REASONING.match(model))
        self.thinks = self._reasons
        """True where the model spends answer tokens on thoughts."""

    def options(self, max_tokens: int, schema: dict[str, Any] | None) -> dict[str, Any]:
        """LangChain's arguments of one call."""
        limit = max_tokens + (_THOUGHTS if self.thinks else 0)
        if not self._speaks_openai:
            return {"max_tokens": limit}
        older = self._own_server and "max_tokens" not in self._refused
        sent: dict[str, Any] = {"max_tokens" if older else "max_completion_tokens": limit}
        wanted = {
            "temperature": self._temperature,
            "reasoning_effort": "low" if self._reasons else None,
            "response_format": schema,
        }
        sent |= {k: v for k, v in wanted.items() if v is not None and k not in self._refused}
        # As LangChain's own arguments some of these would switch to other endpoints and parsers.
        return {"extra_body": sent}

    def learn(self, error: BaseException, options: dict[str, Any]) -> bool:
        """True where the server refused a parameter of `options` that it will not be sent again."""
        sent = options.get("extra_body", {})
        if getattr(error, "status_code", None) not in (400, 422):
            return False
        words = str(error).lower()
        for parameter, signs in _OPTIONAL.items():
            if parameter in sent and any(sign in words for sign in signs):
                self._refused.add(parameter)
                return True
        return False

    def learn_thinking(self, options: dict[str, Any]) -> bool:
        """True where an answer without a word had only its own tokens, which all went into thoughts."""
        sent = options.get("extra_body", options)
        granted: int = max(sent.get("max_tokens", 0), sent.get("max_completion_tokens", 0))
        self.thinks = True
        return granted < _THOUGHTS
