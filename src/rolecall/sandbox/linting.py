"""Lints solutions with ruff: facts about hygiene, without running anything."""

from rolecall.domain.hygiene import Finding


class RuffLinter:
    def findings(self, source: str) -> tuple[Finding, ...]:
        raise NotImplementedError(source)

    def why_not(self) -> str:
        return "not built"
