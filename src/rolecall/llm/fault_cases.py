"""What servers do wrong, one row each: asked again or not, what the user sees, what is kept.

docs/faults.md is generated from these rows, and each is tested against a server that really does it over
HTTP or TLS, in three ways of use: a stream, a value of a schema, and a whole turn of the coach.
"""

from dataclasses import dataclass

from rolecall.llm.faults import LATE, RAN_ON, WORDS
from rolecall.llm.patience import Late
from rolecall.ports import FaultKind as K


@dataclass(frozen=True)
class Case:
    """One thing a server, or the way to it, does."""

    server: str
    """What the scripted server is asked to do (tests/fake_server.py); `elsewhere` cases are made by tests."""
    happens: str
    """In words, for docs/faults.md."""
    kind: K | None
    """What it is to a plain stream; None where the answer comes all the same."""
    again: bool = False
    """Asked again, twice at most, before a word was said."""
    said: str = ""
    """Words that came before it and are kept."""
    filled: K | None = None
    """What it is where a value of a schema is wanted; None: the same as `kind`."""
    words: str = ""
    """More exact words than those of the kind."""
    elsewhere: bool = False
    """True where it does not happen at a server of the usual address."""

    @property
    def to_fill(self) -> K | None:
        return self.filled or self.kind

    @property
    def seen(self) -> str:
        """What the user is told, with marks for model and consequence; empty where nothing is."""
        return self.words or (WORDS[self.kind] if self.kind else "")


_CUT = "You could ask the "

CASES: tuple[Case, ...] = (
    # The account
    Case("401", "The key is wrong", K.WRONG_KEY),
    Case("403", "The key may not use this model", K.WRONG_KEY),
    Case("no_quota", "The account has no quota left (429 `insufficient_quota`)", K.NO_QUOTA),
    Case("402", "The account must be paid first (402)", K.NO_QUOTA),
    Case("429", "Too many requests, without Retry-After", K.RATE_LIMITED, again=True),
    Case("429_soon", "Too many requests, Retry-After of seconds", K.RATE_LIMITED, again=True),
    Case("429_late", "Too many requests, Retry-After of minutes", K.RATE_LIMITED),
    # The request
    Case("404", "The server does not know the model", K.MODEL_NOT_FOUND),
    Case("404_path", "The server is well, the path of the address is wrong", K.UNREACHABLE, again=False),
    Case("too_long", "The text is longer than the model's context", K.TOO_LONG),
    Case("413", "The request is too large for the server", K.TOO_LONG),
    Case("400", "The server calls the request wrong", K.SERVER_ERROR),
    # The server
    Case("500", "The server has a fault of its own", K.SERVER_ERROR, again=True),
    Case("503", "The server is loading its model", K.SERVER_ERROR, again=True),
    Case("refused", "No server listens at the address", K.UNREACHABLE, again=True, elsewhere=True),
    Case(
        "restarting", "The server restarts: refused for a second, then well", None, again=True, elsewhere=True
    ),
    Case("reset_at_once", "The connection is reset before a word", K.UNREACHABLE, again=True),
    Case("reset", "The server restarts while it writes: connection reset midway", K.CUT_OFF, said=_CUT),
    Case("cut", "The stream ends in the middle as if it were whole", K.CUT_OFF, said=_CUT),
    Case("error_event", "The stream reports an error in the middle", K.SERVER_ERROR, said=_CUT),
    # Time
    Case("hang", "Nothing comes at all", K.TIMEOUT),
    Case("drip_headers", "Headers come one by one, and never a word", K.TIMEOUT),
    Case(
        "stall", "The model stops between two words", K.TIMEOUT, said="You could ", words=LATE[Late.NEXT_WORD]
    ),
    Case("trickle", "A slow drip: one token each 5 s", K.TIMEOUT, said="word ", words=LATE[Late.PACE]),
    Case(
        "endless",
        "The answer is not whole by its deadline",
        K.TIMEOUT,
        said="You could ",
        words=LATE[Late.END],
    ),
    # What the answer is
    Case("truncated", "The JSON of the answer is truncated", K.UNUSABLE, again=True),
    Case("short_body", "The body is shorter than announced", K.UNREACHABLE, again=True),
    Case("bad_json", "A piece in the middle is no JSON", K.CUT_OFF, said=_CUT),
    Case("bad_utf8", "A piece in the middle is no text", K.CUT_OFF, said=_CUT),
    Case("wrong_schema", "The answer is JSON of another schema", None, filled=K.UNUSABLE),
    Case("prose", "The answer is prose where JSON was wanted", None, filled=K.UNUSABLE),
    Case("no_choices", "The answer has no content at all", K.EMPTY, again=True),
    Case("null_content", "The content of the answer is null", K.EMPTY, again=True),
    Case("blank", "The answer is white space", K.EMPTY, again=True),
    Case("refusal", "The model refuses", K.REFUSED),
    Case("400_filter", "A content filter stops the question", K.FILTERED),
    Case("content_filter", "A content filter stops the answer midway", K.FILTERED, said="You could "),
    Case("length", "The answer reaches its limit of tokens", K.CUT_OFF, said="You could ask which rounds"),
    Case("repetition", "The model repeats itself endlessly", K.CUT_OFF, said="I understand", words=RAN_ON),
    Case(
        "ten_megabytes",
        "The answer is 10 MB long",
        K.CUT_OFF,
        said="You could ask the recruiter",
        words=RAN_ON,
    ),
    # The way
    Case("json_as_text", "JSON comes under a wrong content type", K.UNUSABLE),
    Case("picture", "A picture comes instead of an answer", K.UNUSABLE),
    Case("html", "A proxy sends a page with status 200", K.UNUSABLE),
    Case("502_html", "A proxy sends a page with status 502", K.SERVER_ERROR, again=True),
    Case("407", "A proxy asks for a login (407)", K.PROXY),
    Case("no_host", "The name of the host is not known (DNS)", K.NO_HOST, again=True, elsewhere=True),
    Case("self_signed", "The certificate is signed by nobody (TLS)", K.NOT_SECURE, elsewhere=True),
    Case("plain_http", "The server speaks plain HTTP at an https address", K.NOT_SECURE, elsewhere=True),
)
