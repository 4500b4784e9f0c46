"""What of a paper is never read out: orders to its reader, hidden letters, addresses."""

import re

from rolecall.domain.texts import visible

_ORDERS = re.compile(
    r"(?i)\b(?:ignore|disregard|forget|override|bypass)\b.{0,40}\b(?:instructions?|"
    r"prompts?|rules|guidelines?|above|previous)"
    r"|\b(?:as an? |dear |for |note to |attention )(?:\w+ )?(?:ai|llm|llms|language model|"
    r"chatbot|assistant|reviewers?|interviewers?)\b"
    r"|\b(?:positive|favou?rable) review\b|\b(?:accept|recommend|praise|rate|score|"
    r"grade) (?:this|the) (?:paper|candidate|author|submission|answer)"
    r"|\bdo not (?:highlight|mention|ask|reveal)\b|\bsystem (?:prompt|message)\b|"
    r"\byou(?:r|rs|'re)?\b|\bgive (?:level|a score|full)\b"
)
_LINK = re.compile(r"(?i)https?://|www\.|<[a-z/!]")


def untrusted(raw: str) -> bool:
    """Whether a sentence speaks to its reader, orders something, or holds letters nobody sees.

    Soft hyphens are honest: programs that set type leave them.
    """
    words = " ".join(raw.replace("\u00ad", "").split())
    return visible(words) != words or _ORDERS.search(words) is not None


def links(words: str) -> re.Match[str] | None:
    """The first address or tag in a sentence."""
    return _LINK.search(words)
