"""The one table from vendor errors to what happened, whether to try again, and the words the user sees.

Which server does what, whether it is asked again and what is kept then is in fault_cases.py and, for
readers, in docs/faults.md; both are tested against a scripted server over real HTTP.
"""

import re
from dataclasses import dataclass

from rolecall.llm.patience import Late
from rolecall.ports import FaultKind, ModelFault


@dataclass(frozen=True)
class Row:
    """One vendor exception: what it means and whether asking again may help."""

    kind: FaultKind
    retryable: bool = False


# By class name along the exception's bases, the most derived first, so that no vendor library is imported
# here. `module:` prefixes keep common names apart.
TABLE: dict[str, Row] = {
    # openai, and langchain_openai whose classes derive from these
    "AuthenticationError": Row(FaultKind.WRONG_KEY),
    "PermissionDeniedError": Row(FaultKind.WRONG_KEY),
    "NotFoundError": Row(FaultKind.MODEL_NOT_FOUND),
    "RateLimitError": Row(FaultKind.RATE_LIMITED, retryable=True),
    "InternalServerError": Row(FaultKind.SERVER_ERROR, retryable=True),
    "APITimeoutError": Row(FaultKind.TIMEOUT, retryable=True),
    "APIConnectionError": Row(FaultKind.UNREACHABLE, retryable=True),
    "APIResponseValidationError": Row(FaultKind.UNUSABLE, retryable=True),
    "LengthFinishReasonError": Row(FaultKind.CUT_OFF),
    "ContentFilterFinishReasonError": Row(FaultKind.FILTERED),
    "OpenAIRefusalError": Row(FaultKind.REFUSED),
    "BadRequestError": Row(FaultKind.SERVER_ERROR),
    "UnprocessableEntityError": Row(FaultKind.SERVER_ERROR),
    "APIError": Row(FaultKind.SERVER_ERROR, retryable=True),
    # langchain_core: the same kinds for every other provider
    "ModelAuthenticationError": Row(FaultKind.WRONG_KEY),
    "ModelPermissionDeniedError": Row(FaultKind.WRONG_KEY),
    "ModelNotFoundError": Row(FaultKind.MODEL_NOT_FOUND),
    "ModelRateLimitError": Row(FaultKind.RATE_LIMITED, retryable=True),
    "ModelTimeoutError": Row(FaultKind.TIMEOUT, retryable=True),
    "ModelConnectionError": Row(FaultKind.UNREACHABLE, retryable=True),
    "ContextOverflowError": Row(FaultKind.TOO_LONG),
    "ModelAPIError": Row(FaultKind.SERVER_ERROR, retryable=True),
    "ModelInvalidRequestError": Row(FaultKind.SERVER_ERROR),
    "OutputParserException": Row(FaultKind.UNUSABLE),
    # httpx (openai uses its second life, httpx2, with the same names)
    "TimeoutException": Row(FaultKind.TIMEOUT, retryable=True),
    "ConnectTimeout": Row(FaultKind.UNREACHABLE, retryable=True),
    "ProxyError": Row(FaultKind.PROXY),
    "TransportError": Row(FaultKind.UNREACHABLE, retryable=True),
    "InvalidURL": Row(FaultKind.UNREACHABLE),
    "UnsupportedProtocol": Row(FaultKind.UNREACHABLE),
    # the standard library and pydantic, as they come out of a vendor's call
    "TimeoutError": Row(FaultKind.TIMEOUT, retryable=True),
    "ConnectionError": Row(FaultKind.UNREACHABLE, retryable=True),
    "gaierror": Row(FaultKind.NO_HOST, retryable=True),
    "SSLError": Row(FaultKind.NOT_SECURE),
    "JSONDecodeError": Row(FaultKind.UNUSABLE, retryable=True),
    "UnicodeDecodeError": Row(FaultKind.UNUSABLE, retryable=True),
    "UnicodeEncodeError": Row(FaultKind.WRONG_KEY),  # a key with letters that no header can carry
    "ValidationError": Row(FaultKind.UNUSABLE),
    "AttributeError": Row(FaultKind.UNUSABLE),
    "TypeError": Row(FaultKind.UNUSABLE),
    "KeyError": Row(FaultKind.UNUSABLE),
    "ValueError": Row(FaultKind.UNUSABLE),
    "IndexError": Row(FaultKind.EMPTY, retryable=True),
}

_KEPT = "what it said so far is kept"
_BUILT_IN = "meanwhile the built-in engine answers and nothing is lost"

WORDS: dict[FaultKind, str] = {
    FaultKind.WRONG_KEY: "The server of {model} refused the key; check it in Settings, {after}.",
    FaultKind.NO_QUOTA: "The account behind {model} has no credit left; top it up or choose another model "
    "in Settings, {after}.",
    FaultKind.RATE_LIMITED: "The server of {model} asks for fewer requests; try again {when}, {after}.",
    FaultKind.TIMEOUT: "The model {model} took too long to answer; try again or raise "
    "ROLECALL_FIRST_WORD, {after}.",
    FaultKind.UNREACHABLE: "No model server answers for {model}; check that it runs and that its address "
    "in Settings is right (most end in /v1), {after}.",
    FaultKind.NO_HOST: "The network knows no host by the name in the address of {model}; check the address "
    "in Settings and this machine's connection, {after}.",
    FaultKind.NOT_SECURE: "No safe connection to {model} could be made; if its server speaks plain http "
    "write http:// in its address, if its certificate is your own name it in SSL_CERT_FILE, {after}.",
    FaultKind.PROXY: "A proxy on the way to {model} asks for a login; sign in to this network or put name "
    "and password into HTTPS_PROXY, {after}.",
    FaultKind.CUT_OFF: "The answer of {model} broke off before its end; retry for a whole one, {after}.",
    FaultKind.UNUSABLE: "The server of {model} sent something that is not a usable answer; check its address "
    "in Settings or try again, {after}.",
    FaultKind.EMPTY: "The model {model} sent an empty answer; try again or word it differently, {after}.",
    FaultKind.REFUSED: "The model {model} declined to answer this; word it differently, {after}.",
    FaultKind.FILTERED: "The content filter of {model} stopped the answer; word it differently, {after}.",
    FaultKind.TOO_LONG: "The text is longer than {model} can take; shorten it or choose a model "
    "with a longer context, {after}.",
    FaultKind.MODEL_NOT_FOUND: "The server knows no model {model}; check its name in Settings, {after}.",
    FaultKind.SERVER_ERROR: "The server of {model} reported a fault of its own; try again later, {after}.",
    FaultKind.OVER_BUDGET: "Today’s cap for {model} is reached; raise it in Settings, {after}.",
}

LATE: dict[Late, str] = {
    Late.FIRST_WORD: WORDS[FaultKind.TIMEOUT],
    Late.NEXT_WORD: "The model {model} fell silent in the middle of its answer; try again or raise "
    "ROLECALL_SILENCE, {after}.",
    Late.END: "The answer of {model} was not whole in time; ask for less, choose a quicker model or raise "
    "ROLECALL_DEADLINE, {after}.",
    Late.PACE: "The model {model} writes too slowly to wait for; choose a smaller or quicker one in "
    "Settings, {after}.",
}
"""What the user is told of each wait that was ended: they are one kind, but the next step differs."""
RAN_ON = "The answer of {model} ran on without coming to an end and was stopped; try again, {after}."

_SECRETS = re.compile(r"(?i)\b(bearer\s+)\S+|\b(?:sk|rk|pk|gsk|xai|key)[-_][\w*.-]{6,}|\bAIza[\w-]{10,}")


def redacted(text: str, *secrets: str) -> str:
    """The text without keys: the given ones and everything that looks like one."""
    for secret in secrets:
        if secret:
            text = text.replace(secret, "[key]")
    return _SECRETS.sub(lambda match: f"{match.group(1) or ''}[key]", text)


def row_of(error: BaseException) -> Row | None:
    """The row of an exception, refined by status, code and words; None for what is a bug of ours."""
    row = _by_class(error)
    if row is None or isinstance(error, ModelFault):
        return row
    if row.kind is FaultKind.UNREACHABLE:
        row = _by_cause(error) or row
    words = _words_of(error)
    status = int(getattr(error, "status_code", 0) or 0)
    refined = next((meant for sign, meant in _SIGNS if re.search(sign, words)), None) or _BY_STATUS.get(
        status or 0
    )
    if refined is None and status == 404 and "model" not in words:
        return Row(FaultKind.UNREACHABLE)  # a server, but nothing at this path of it
    return refined or row


def _by_class(error: BaseException) -> Row | None:
    return next((TABLE[base.__name__] for base in type(error).__mro__ if base.__name__ in TABLE), None)


def _by_cause(error: BaseException) -> Row | None:
    """Why there was no connection: clients word it all as one, and leave the reason in what caused it."""
    cause: BaseException | None = error
    for _ in range(10):  # chains of causes can be rings
        cause = cause and (cause.__cause__ or cause.__context__)
        row = _by_class(cause) if cause else None
        if row is not None and row.kind in _CAUSES:
            return row
    return None


_CAUSES = (FaultKind.NO_HOST, FaultKind.NOT_SECURE, FaultKind.PROXY)

# What the words of an error say outweighs its class: a quota that is used up comes as a rate limit.
_SIGNS = (
    (r"insufficient_quota|billing|exceeded your current quota|credit balance", Row(FaultKind.NO_QUOTA)),
    (r"content_filter|content management policy", Row(FaultKind.FILTERED)),
    (r"context[_ ](length|size|window)|prompt is too long|too many tokens", Row(FaultKind.TOO_LONG)),
)
_BY_STATUS = {
    402: Row(FaultKind.NO_QUOTA),
    407: Row(FaultKind.PROXY),
    408: Row(FaultKind.TIMEOUT, retryable=True),
    413: Row(FaultKind.TOO_LONG),
    504: Row(FaultKind.TIMEOUT, retryable=True),
    511: Row(FaultKind.PROXY),
}


def fault_of(
    kind: FaultKind, model: str, *, said: bool = False, when: str = "in a minute", words: str = ""
) -> ModelFault:
    """The fault as the user is told it; `said` is whether words had been shown already.

    `words` are more exact than the kind's own, in the same form.
    """
    retryable = kind in _WORTH_RETRYING
    message = (words or WORDS[kind]).format(model=model, after=_KEPT if said else _BUILT_IN, when=when)
    return ModelFault(kind, message, retryable=retryable)


def mapped(error: BaseException, model: str, *, said: bool = False) -> ModelFault | None:
    """The fault a vendor's exception stands for, or None where the table has no row for it."""
    if isinstance(error, ModelFault):
        return error
    row = row_of(error)
    if row is None:
        return None
    kind = row.kind
    if said and kind in (FaultKind.UNREACHABLE, FaultKind.UNUSABLE):
        kind = FaultKind.CUT_OFF  # the words so far were good, so the address and the server are
    wait = retry_after(error)
    late: Late | None = getattr(error, "late", None)
    when = f"in {wait:.0f} s" if wait else "in a minute"
    fault = fault_of(kind, model, said=said, when=when, words=LATE[late] if late else "")
    fault.retryable = row.retryable
    return fault


def retry_after(error: BaseException) -> float | None:
    """Seconds the server asks to wait, where it says so."""
    headers = getattr(getattr(error, "response", None), "headers", None) or {}
    try:
        return max(0.0, float(headers.get("retry-after", "")))
    except (TypeError, ValueError):
        return None


_WORTH_RETRYING = frozenset(
    {
        FaultKind.RATE_LIMITED,
        FaultKind.TIMEOUT,
        FaultKind.UNREACHABLE,
        FaultKind.NO_HOST,
        FaultKind.CUT_OFF,
        FaultKind.EMPTY,
        FaultKind.SERVER_ERROR,
        FaultKind.UNUSABLE,
    }
)


def _words_of(error: BaseException) -> str:
    return f"{error} {getattr(error, 'code', '')} {getattr(error, 'body', '')}".lower()
