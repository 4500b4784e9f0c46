"""What one server takes: which parameters it is sent, learnt from what it tells and what it refuses."""

import re
from collections.abc import Callable
from typing import Any

from rolecall.domain.capabilities import Capabilities, Structured

# Parameters that can be left out or sent otherwise, and how servers word that they do not take them.
_OPTIONAL = {
    "max_tokens": ("max_completion_tokens",),
    "temperature": ("temperature",),
    "reasoning_effort": ("reasoning_effort", "reasoning.effort"),
    "stream_options": ("stream_options", "include_usage"),
}
_STRUCTURED_SIGNS = ("response_format", "json_schema", "json_object", "grammar", "structured output")
_STREAM_SIGN = re.compile(
    r"stream\w*['\"]?\W[^.]{0,60}\b(?:not|unsupported|unavailable|disabled|must be false)"
)
_REASONING = re.compile(r"(o\d|gpt-[5-9])(?!.*chat)")
_THOUGHTS = 3000
"""Tokens granted beyond the answer's own to models that think before they speak."""
_CONTEXT = re.compile(
    r"(?:context (?:length|size|window)\D{0,30}|n_ctx['\"]?\s*[:=]\s*)(\d{1,3}(?:,\d{3})+|\d{3,8})",
    re.IGNORECASE,
)
_LEAST_CONTEXT = 256
_COUNTED_OTHERWISE = 0.9
"""Tokens are counted with OpenAI's vocabulary; a server's own may make more of the same text."""
_LADDER = (Structured.SCHEMA, Structured.OBJECT, Structured.GRAMMAR, Structured.NONE)
_LLAMA_CPP = "llama.cpp"

ANY_OBJECT = r"""
root   ::= object
value  ::= object | array | string | number | "true" | "false" | "null"
object ::= "{" gap (member ("," gap member)*)? "}" gap
member ::= string gap ":" gap value gap
array  ::= "[" gap (value gap ("," gap value gap)*)? "]"
string ::= "\"" ([^"\\\x00-\x1F] | "\\" (["\\/bfnrt] | "u" hex hex hex hex))* "\""
hex    ::= [0-9a-fA-F]
number ::= "-"? ("0" | [1-9] [0-9]*) ("." [0-9]+)? ([eE] [-+]? [0-9]+)?
gap    ::= [ \n]?
""".strip()
"""Any JSON object, in llama.cpp's notation for grammars."""


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
        self.known = Capabilities()
        """What the server told, and what was learnt from it."""
        self._noted: Callable[[Capabilities], None] = lambda _: None

    def know(self, known: Capabilities, noted: Callable[[Capabilities], None]) -> None:
        """Starts from what is known; `noted` is called with all of it whenever more is found out."""
        self.known, self._noted = known, noted

    def find_out(self, **found: Any) -> None:
        """Keeps what was found out, by the fields of Capabilities."""
        newer = self.known.model_copy(update=found)
        if newer != self.known:
            self.known = newer
            self._noted(newer)

    def heard(self, *, streamed: bool) -> None:
        """Words came, in a stream or whole; one stream without a word says nothing against the others."""
        if streamed or self.known.streams is None:
            self.find_out(streams=streamed)

    def room(self, otherwise: int) -> int:
        """Tokens that prompt and answer may take together: by what is known, else `otherwise`."""
        if self.known.context_tokens is None:
            return otherwise
        share = _COUNTED_OTHERWISE if self._own_server else 1.0
        return int(self.known.context_tokens * share)

    @property
    def asks_for_json(self) -> bool:
        """Whether a server of this protocol is told by parameters that JSON is wanted."""
        return self._speaks_openai

    @property
    def structured(self) -> Structured:
        """How JSON is asked for at the next call: the strictest way that was not refused."""
        return self.known.structured or Structured.SCHEMA

    def granted(self, max_tokens: int) -> int:
        """Tokens that an answer of at most `max_tokens` may take, thoughts included."""
        return max_tokens + (_THOUGHTS if self.thinks else 0)

    def options(self, max_tokens: int, schema: dict[str, Any] | None) -> dict[str, Any]:
        """LangChain's arguments of one call; `schema` is OpenAI's `response_format` of a JSON schema."""
        limit = self.granted(max_tokens)
        if not self._speaks_openai:
            return {"max_tokens": limit}
        older = self._own_server and "max_tokens" not in self._refused
        sent: dict[str, Any] = {"max_tokens" if older else "max_completion_tokens": limit}
        wanted = {
            "temperature": self._temperature,
            "reasoning_effort": "low" if self._reasons else None,
            "stream_options": {"include_usage": True},
            **(_held(self.structured, schema) if schema else {}),
        }
        sent |= {k: v for k, v in wanted.items() if v is not None and k not in self._refused}
        # As LangChain's own arguments some of these would switch to other endpoints and parsers.
        return {"extra_body": sent}

    @staticmethod
    def whole(options: dict[str, Any]) -> dict[str, Any]:
        """The same arguments for an answer in one piece: about streams there is nothing to say."""
        sent = options.get("extra_body")
        if sent is None:
            return options
        return {**options, "extra_body": {k: v for k, v in sent.items() if k != "stream_options"}}

    def learn(self, error: BaseException, options: dict[str, Any]) -> bool:
        """True where the server refused a parameter of `options` that it will not be sent again."""
        sent = options.get("extra_body", {})
        status, words = getattr(error, "status_code", None), str(error).lower()
        if status in (400, 413, 422, 500):
            self._learn_context(words)
        if status not in (400, 422, 501):
            return False
        way = _way(sent)
        if way is not None and any(sign in words for sign in _STRUCTURED_SIGNS):
            # What names no form of JSON refuses `response_format` as such.
            alien = way is Structured.SCHEMA and "json" not in words and "response_format.type" not in words
            self.give_up(Structured.OBJECT if alien else way)
            return True
        for parameter, signs in _OPTIONAL.items():
            if parameter in sent and any(sign in words for sign in signs):
                self._refused.add(parameter)
                return True
        if self.known.streams is not False and _STREAM_SIGN.search(words):
            self.find_out(streams=False)
            return True
        return False

    def give_up(self, way: Structured) -> None:
        """JSON is no longer asked for in this way, nor in a stricter one."""
        ways = [one for one in _LADDER if one is not Structured.GRAMMAR or self.known.server == _LLAMA_CPP]
        lower = next((one for one in ways if _LADDER.index(one) > _LADDER.index(way)), Structured.NONE)
        # Calls run side by side: another may have gone further down meanwhile.
        self.find_out(structured=max(self.structured, lower, key=_LADDER.index))

    def learn_thinking(self, options: dict[str, Any]) -> bool:
        """True where an answer without a word had only its own tokens, which all went into thoughts."""
        sent = options.get("extra_body", options)
        granted: int = max(sent.get("max_tokens", 0), sent.get("max_completion_tokens", 0))
        self.thinks = True
        return granted < _THOUGHTS

    def _learn_context(self, words: str) -> None:
        sizes = [int(found.replace(",", "")) for found in _CONTEXT.findall(words)]
        if sizes and min(sizes) >= _LEAST_CONTEXT:
            self.find_out(context_tokens=min(sizes))


def _held(way: Structured, schema: dict[str, Any]) -> dict[str, Any]:
    """The parameters that hold a server to JSON in one way."""
    if way is Structured.SCHEMA:
        return {"response_format": schema}
    if way is Structured.OBJECT:
        return {"response_format": {"type": "json_object"}}
    return {"grammar": ANY_OBJECT} if way is Structured.GRAMMAR else {}


def _way(sent: dict[str, Any]) -> Structured | None:
    """In which way JSON was asked for, None where it was not."""
    if "grammar" in sent:
        return Structured.GRAMMAR
    form = sent.get("response_format")
    return Structured(form["type"]) if form else None
