"""The candidate's own paper: what it says about itself, where, and what an interviewer asks about it."""

from rolecall.domain.papers.asking import PaperQuestion, PaperTemplates, paper_questions
from rolecall.domain.papers.reading import read_paper
from rolecall.domain.papers.values import Finding, FindingKind, Paper, PaperSigns, why_not

__all__ = [
    "Finding",
    "FindingKind",
    "Paper",
    "PaperQuestion",
    "PaperSigns",
    "PaperTemplates",
    "paper_questions",
    "read_paper",
    "why_not",
]
