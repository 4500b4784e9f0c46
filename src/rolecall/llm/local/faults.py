"""What the local engine tells the user where it cannot answer; every one a ModelFault with the next step."""

from typing import Any

from rolecall.llm.faults import fault_of
from rolecall.ports import FaultKind, ModelFault

INSTALL = "make local"
_MEANWHILE = "meanwhile the built-in engine answers and nothing is lost"


def missing(
    name: str, why: str = "is not there", then: str = "; check its path, or run: rolecall fetch --list"
) -> ModelFault:
    """The fault of a model whose file is absent."""
    return fault(FaultKind.MODEL_NOT_FOUND, f"The file of {name} {why}{then}")


def unloadable(name: str, why: str) -> ModelFault:
    if "No module named" in why:
        return not_installed(name)
    if "status -9" in why:
        why = "the system ended it, most likely for want of memory"
    return fault(
        FaultKind.UNUSABLE,
        f"The model {name} could not be loaded ({' '.join(why.split())[:200]}); "
        "fetch it anew, choose another, or update the engine with: pip install -U xllamacpp",
    )


def refused(error: Any, name: str) -> Exception:
    """What llama.cpp answered instead of words."""
    told = error if isinstance(error, dict) else {"message": str(error)}
    kind, words = str(told.get("type", "")), str(told.get("message", ""))
    if kind == "exceed_context_size_error" or "context size" in words:
        return fault_of(FaultKind.TOO_LONG, name)
    if "grammar" in words.lower() or "schema" in words.lower():
        return NoGrammarError(words)
    if told.get("code") == 401:
        return fault_of(FaultKind.WRONG_KEY, name)
    return fault_of(FaultKind.SERVER_ERROR, name)


def fault(kind: FaultKind, words: str) -> ModelFault:
    """`words` are a sentence without its full stop."""
    return ModelFault(kind, f"{words}, {_MEANWHILE}.")


def not_installed(name: str) -> ModelFault:
    return fault(
        FaultKind.UNREACHABLE, f"The engine for {name} is not installed; in RoleCall's folder run: {INSTALL}"
    )


class NoGrammarError(Exception):
    """llama.cpp made no grammar of a schema."""
