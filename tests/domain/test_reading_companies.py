"""The company a text names: where people write it, and none where only places, pay or teams stand."""

from pathlib import Path

import pytest

from rolecall.content.patterns import load_patterns
from rolecall.domain.reading import read_role
from rolecall.domain.roles import Source, SourceKind

PATTERNS = load_patterns(Path(__file__).resolve().parents[2] / "knowledge")
B = (
    "\n\nAbout the role\nBuild ranking models for audio. You will deploy models and run experiments."
    "\n\nRequirements\nPython."
)
CASES = [
    ("Research Scientist, Recommendations\nHarbour Audio\n\nAbout us\nWe stream." + B, "Harbour Audio"),
    ("Research Scientist - Harbour Audio" + B + " At Harbour Audio we sing.", "Harbour Audio"),
    ("Research Scientist at Harbour Audio | London" + B, "Harbour Audio"),
    ("Research Scientist at Harbour Audio (Remote)" + B, "Harbour Audio"),
    ("ML Engineer @ Fernworks" + B, "Fernworks"),
    ("ML Engineer\nLondon, UK" + B, ""),
    ("ML Engineer\nRemote" + B, ""),
    ("ML Engineer\nNew York City" + B, ""),
    ("ML Engineer\nSalary: $120k - $150k" + B, ""),
    ("ML Engineer\n12 March 2025" + B, ""),
    ("ML Engineer\nPosted 3 days ago" + B, ""),
    ("ML Engineer\nFull-time" + B, ""),
    ("ML Engineer\nAcme Corp (YC S21)" + B, "Acme Corp"),
    ("Acme Corp (YC S21) is hiring a Machine Learning Engineer." + B, "Acme Corp"),
    ("Harbour Audio\nSenior Machine Learning Engineer\nBerlin, Germany" + B, "Harbour Audio"),
    ("Senior Machine Learning Engineer\nHarbour Audio · Berlin (Hybrid)" + B, "Harbour Audio"),
    ("Senior Machine Learning Engineer\nHarbour Audio, Berlin" + B, "Harbour Audio"),
    ("Data Scientist - Growth" + B, ""),
    ("Data Scientist, Ads | Search" + B, ""),
    ("Fennmark is hiring!" + B, "Fennmark"),
    ("About Fennmark\nWe sell." + B, "Fennmark"),
    ("Join Fennmark to train models." + B, "Fennmark"),
    ("At Fennmark we sell lamps." + B, "Fennmark"),
    ("Company: Fennmark GmbH" + B, "Fennmark GmbH"),
    ("Machine Learning Engineer\nBerlin\nFennmark GmbH" + B, "Fennmark GmbH"),
    ("Machine Learning Engineer\nApplied Research Team" + B, ""),
    ("Machine Learning Engineer\nApply now" + B, ""),
    ("Machine Learning Engineer\nWe build things for people" + B, ""),
    ("Machine Learning Engineer\nJob description" + B, ""),
    ("Machine Learning Engineer\n\nBuild Pipelines\nTrain Models" + B, ""),
    ("Machine Learning Engineer - Remote" + B, ""),
    ("Machine Learning Engineer\nResponsibilities:" + B, ""),
    ("Machine Learning Engineer | Fennmark | Oslo" + B + " Fennmark is a lamp company.", "Fennmark"),
    ("Staff Engineer, Machine Learning at Scale" + B, ""),
    ("machine learning engineer\nharbour audio\nlondon\n" + B.lower(), ""),
    ("Machine Learning Engineer (m/f/d)\nWroclaw, Poland" + B, ""),
    ("Machine Learning Engineer\nSan Francisco, CA · $150K/yr - $200K/yr" + B, ""),
    ("Machine Learning Engineer\nReports to: CTO" + B, ""),
    ("Machine Learning Engineer\nPython, PyTorch, AWS" + B, ""),
]


@pytest.mark.parametrize(("text", "company"), CASES)
def test_the_company_is_named_or_none_is(text: str, company: str) -> None:
    assert read_role([Source(id="ad", kind=SourceKind.AD, text=text)], PATTERNS).company == company


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Research Scientist at Harbour Audio | London", "Research Scientist"),
        ("Research Scientist - Harbour Audio\n\nAt Harbour Audio we sing.", "Research Scientist"),
        ("Data Scientist - Growth\n\nBuild models.", "Data Scientist - Growth"),
        (
            "machine learning engineer\n\nwe build ranking models and deploy them.",
            "machine learning engineer",
        ),
        ("we are looking for people who build models", ""),
        ("Harbour Audio\nSenior ML Engineer, Speech\nBerlin", "Senior ML Engineer, Speech"),
    ],
)
def test_the_title_is_told_from_what_stands_beside_it(text: str, title: str) -> None:
    assert read_role([Source(id="ad", kind=SourceKind.AD, text=text)], PATTERNS).title == title
