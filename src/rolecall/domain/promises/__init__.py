"""The promise ledger: what somebody said that can be checked later, and what became of it. Pure."""

from rolecall.domain.promises.finding import find_promises, statements
from rolecall.domain.promises.settling import settle
from rolecall.domain.promises.values import Promise, PromiseKind, PromiseState

__all__ = ["Promise", "PromiseKind", "PromiseState", "find_promises", "settle", "statements"]
