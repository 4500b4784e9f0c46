"""`rolecall check`: prompts/ and knowledge/ against their schemas, every file, every fault named."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from rolecall.content.audit import load_audit
from rolecall.content.deciding import load_deciding
from rolecall.content.files import ROOT, shown
from rolecall.content.guides import load_guides
from rolecall.content.interviews import LEAST, load_interviews
from rolecall.content.judging import load_judging
from rolecall.content.knowledge import LEAST_SECTIONS, load_knowledge, load_prompts
from rolecall.content.models import load_local_models
from rolecall.content.papers import load_paper_templates
from rolecall.content.plans import load_plans
from rolecall.content.practice import load_practice
from rolecall.content.prices import load_prices
from rolecall.content.problems import LEAST_PROBLEMS, load_problems
from rolecall.content.promises import load_promises
from rolecall.content.replies import load_replies
from rolecall.content.reports import load_reports
from rolecall.content.speech import load_speech
from rolecall.domain import interviews, patterns, phrases
from rolecall.domain.asking_back import AskingBackRules
from rolecall.domain.audits.rules import AuditFile
from rolecall.domain.claims import GroundingRules
from rolecall.domain.coding import CodingWords
from rolecall.domain.costs import PriceTable
from rolecall.domain.deciding.rules import DecidingRules
from rolecall.domain.judging.rules import JudgingRules
from rolecall.domain.knowledge import Example
from rolecall.domain.local_models import LocalModels
from rolecall.domain.moves import ChatRules
from rolecall.domain.papers import PaperTemplates
from rolecall.domain.planning import LoopRules
from rolecall.domain.plans.rules import PlanRules
from rolecall.domain.problems import Problem
from rolecall.domain.promises.rules import PromiseWords
from rolecall.domain.questions import TopicQuestions
from rolecall.domain.replies.rules import ReplyWords
from rolecall.domain.reports.wording import ReportWords
from rolecall.domain.speech import SpeechWords
from rolecall.domain.summaries import SummaryWords
from rolecall.domain.voices import Voices
from rolecall.ports import ContentError

SCHEMAS: dict[str, type[BaseModel]] = {
    "chat": ChatRules,
    "example": Example,
    "mail": phrases.MailPhrases,
    "questions": TopicQuestions,
    "track": patterns.TrackFile,
    "topics": patterns.TopicFile,
    "sections": patterns.SectionFile,
    "interview": interviews.QuestionFile,
    "rubric": interviews.Rubric,
    "voices": Voices,
    "loops": LoopRules,
    "coding": CodingWords,
    "problem": Problem,
    "paper": PaperTemplates,
    "judging": JudgingRules,
    "reports": ReportWords,
    "audit": AuditFile,
    "replies": ReplyWords,
    "promises": PromiseWords,
    "plans": PlanRules,
    "deciding": DecidingRules,
    "prices": PriceTable,
    "grounding": GroundingRules,
    "asking_back": AskingBackRules,
    "summaries": SummaryWords,
    "speech": SpeechWords,
    "models": LocalModels,
}
"""knowledge/schema/<name>.json is generated from these, the models that load the files."""


def check_content(root: Path = ROOT) -> list[str]:
    """Every fault found, each naming its file and field; empty where all holds."""
    loads: list[Callable[[], Any]] = [
        lambda: load_prompts(root),
        lambda: load_knowledge(root),
        lambda: load_guides(root / "knowledge"),
        lambda: load_practice(root / "knowledge"),
        lambda: load_paper_templates(root / "knowledge"),
        lambda: load_judging(root / "knowledge"),
        lambda: load_reports(root / "knowledge"),
        lambda: load_audit(root / "knowledge"),
        lambda: load_replies(root / "knowledge"),
        lambda: load_promises(root / "knowledge"),
        lambda: load_plans(root / "knowledge"),
        lambda: load_deciding(root / "knowledge"),
        lambda: load_prices(root / "knowledge"),
        lambda: load_speech(root / "knowledge"),
        lambda: load_local_models(root / "knowledge"),
    ]
    faults = []
    for load in loads:
        try:
            load()
        except ContentError as error:
            faults.append(error.message)
    return [*faults, *_thin_guides(root), *_thin_bank(root), *_lost_guides(root), *_stale_schemas(root)]


def write_schemas(root: Path = ROOT) -> None:
    """Generates knowledge/schema/*.json from the models."""
    for name, text in _schemas().items():
        (root / "knowledge" / "schema" / f"{name}.json").write_text(text, encoding="utf-8")


def _thin_guides(root: Path) -> Iterator[str]:
    try:
        sections = sum(len(guide.sections) for guide in load_guides(root / "knowledge"))
    except ContentError:
        return
    if sections < LEAST_SECTIONS:
        yield f"knowledge/guides: {sections} sections; at least {LEAST_SECTIONS} are needed."


def _thin_bank(root: Path) -> Iterator[str]:
    try:
        bank = load_interviews(root / "knowledge")
        problems = len(load_problems(root / "knowledge" / "problems"))
    except ContentError:
        return
    for kind, least in LEAST.items():
        held = len(bank.of_kind(kind))
        if held < least:
            yield f"knowledge/interviews/{kind}: {held} questions; at least {least} are needed."
    if problems < LEAST_PROBLEMS:
        yield f"knowledge/problems: {problems} problems; at least {LEAST_PROBLEMS} are needed."


def _lost_guides(root: Path) -> Iterator[str]:
    """Links from questions and problems into the guides that lead nowhere."""
    try:
        bank, guides = load_interviews(root / "knowledge"), load_guides(root / "knowledge")
        problems = load_problems(root / "knowledge" / "problems")
    except ContentError:
        return
    known = {section.id for guide in guides for section in guide.sections}
    for question in bank.questions:
        for lost in (name for name in question.guides if name not in known):
            yield f"knowledge/interviews/{question.kind}/{question.id}.yaml: no guide section {lost!r}."
    for name, folder in problems.items():
        for lost in (guide for guide in folder.problem.guides if guide not in known):
            yield f"knowledge/problems/{name}/problem.yaml: no guide section {lost!r}."


def _stale_schemas(root: Path) -> Iterator[str]:
    for name, text in _schemas().items():
        path = root / "knowledge" / "schema" / f"{name}.json"
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            yield f"{shown(path)}: not what the models say; run `rolecall check --write-schemas`."


def _schemas() -> dict[str, str]:
    return {
        name: json.dumps(model.model_json_schema(), ensure_ascii=False, indent=1) + "\n"
        for name, model in SCHEMAS.items()
    }
