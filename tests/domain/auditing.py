"""An ad, loops and what is needed to audit them."""

from functools import cache

from rolecall.content.audit import load_audit, load_rubrics
from rolecall.content.knowledge import load_knowledge
from rolecall.domain.audits.audit import audit
from rolecall.domain.audits.rules import AuditRules
from rolecall.domain.audits.values import Audit
from rolecall.domain.patterns import Patterns
from rolecall.domain.reading import read_role
from rolecall.domain.roles import Source, SourceKind

RESEARCH_AD = """Research Scientist, Speech

What you will do
- Pursue open questions in speech recognition
- Design experiments and run careful ablations
- Publish your findings at conferences
- Mentor two doctoral students
"""

FITTING_LOOP = """1. Research talk, 45 min, with the whole group. Scored: novelty, clarity
2. Paper deep dive, 60 min, with two scientists. Scored: rigour
3. Mentoring and teamwork, 30 min, with the group lead. Scored: mentoring
"""

DRILL_LOOP = """1. LeetCode screen, 60 min, with any engineer
2. LeetCode onsite, 60 min, with any engineer
3. ML quiz, 30 min
4. Values interview, 45 min, with HR
"""


@cache
def rules() -> AuditRules:
    return load_audit()


@cache
def patterns() -> Patterns:
    return load_knowledge().patterns


def audit_of(ad: str, loop: str, rubric: str = "") -> Audit:
    reading = read_role([Source(id="ad", kind=SourceKind.AD, text=ad)], patterns())
    return audit(ad, reading, loop, rubric, rules=rules(), patterns=patterns(), rubrics=load_rubrics())
