"""Loads what the coach knows of interview loops: knowledge/audit.yaml."""

import hashlib
from pathlib import Path

from rolecall.content.files import ROOT, load_folder, load_yaml, shown
from rolecall.content.patterns import load_patterns
from rolecall.domain.audits.rules import AuditFile, AuditRules, faults
from rolecall.domain.interviews import Rubric
from rolecall.ports import ContentError


def load_audit(root: Path = ROOT / "knowledge") -> AuditRules:
    """Raises ContentError naming file and field: an unreadable phrase, a kind that misses its own example."""
    path = root / "audit.yaml"
    patterns = load_patterns(root)
    digest = (
        hashlib.sha256(path.read_bytes() + patterns.digest.encode()).hexdigest() if path.is_file() else ""
    )
    file = load_yaml(path, AuditFile)
    rules = AuditRules(
        **dict(file),
        groups=patterns.groups,
        injection=patterns.injection,
        joined_names=tuple(patterns.sections.joined_names),
        digest=digest,
    )
    if wrong := faults(rules):
        raise ContentError("; ".join(f"{shown(path)}: {fault}" for fault in wrong))
    return rules


def load_rubrics(root: Path = ROOT / "knowledge") -> tuple[Rubric, ...]:
    """The families of criteria of knowledge/rubrics."""
    return tuple(load_folder(root / "rubrics", Rubric).values())
