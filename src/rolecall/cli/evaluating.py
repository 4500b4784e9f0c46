"""Runs the evals by name and tells their figures."""

from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from rolecall.cli.material import source
from rolecall.coach.reading import Reading
from rolecall.domain.roles import Source, Track
from rolecall.settings import load
from rolecall.wiring import prompts

_SAMPLED = 8
"""Of so many tuned replies one is read: what was fitted on them says more without reading."""


def _roles(data: Path) -> BaseModel:
    from rolecall.evals.roles import Read, measure
    from rolecall.wiring import build_reading, knowledge, likeness

    def reader(reading: Reading) -> Read:
        return lambda text, kind: reading.read([source(text, kind, reading)])

    # Other weights than the ones chosen by hand, for the measure to choose among on ads it does not score.
    patterns = knowledge().patterns
    settings: dict[str, Read] = {}
    for like, title, bias in product((0.0, 1.0, 2.0, 4.0), (1.0, 2.0, 3.0), (1.0, 1.15, 1.3)):
        changes = {
            "likeness": like,
            "title": title,
            "bias": {Track.RESEARCH: bias, Track.APPLIED: bias, Track.ENGINEERING: 1.0},
        }
        name = f"likeness {like}, title {title}, bias {bias}"
        weights = patterns.weights.model_copy(update=changes)
        others = patterns.model_copy(update={"weights": weights, "digest": name})
        known = knowledge().model_copy(update={"patterns": others})
        settings[name] = reader(Reading(known, prompts(), likeness()))
    return measure(data / "job_ads.jsonl", reader(build_reading()), settings)


def _mail(data: Path) -> BaseModel:
    from rolecall.evals.mail import measure
    from rolecall.wiring import build_reading, knowledge

    reading = build_reading()

    def read(one: Source) -> Any:
        return reading.read([one])

    return measure(read, knowledge().questions, knowledge().phrases, data)


def _search(data: Path) -> BaseModel:
    from rolecall.evals.search import measure
    from rolecall.retrieval.embedders import make_embedder

    return measure(make_embedder(load().embedder), data)


def _interviewer(_: Path) -> BaseModel:
    from rolecall.evals.interviewer import measure
    from rolecall.wiring import build_files, build_mock_parts, build_runner

    return measure(build_mock_parts(build_files(), build_runner(load())))


def _judge(_: Path) -> BaseModel:
    from rolecall.content.judging import load_judging, load_weights
    from rolecall.evals.judge import measure
    from rolecall.wiring import alikeness, practice_knowledge

    return measure(practice_knowledge().bank, load_judging(), load_weights(), alikeness())


def _audits(_: Path) -> BaseModel:
    from rolecall.evals.audits import load_cases, measure
    from rolecall.wiring import build_auditing

    return measure(build_auditing().of_texts, load_cases())


def _kinds(_: Path) -> BaseModel:
    from rolecall.evals.kinds import load_cases, measure
    from rolecall.wiring import build_reading

    return measure(build_reading().kind_of, load_cases())


def _reports(data: Path) -> BaseModel:
    from rolecall.evals.reports import load_cases, measure
    from rolecall.wiring import build_comparing

    return measure(build_comparing(), load_cases(), data)


def _replies(_: Path) -> BaseModel:
    from rolecall.content.replies import load_reply_weights
    from rolecall.evals.replies import measure
    from rolecall.evals.reply_cases import reply_cases
    from rolecall.wiring import build_replying

    return measure(reply_cases(), build_replying().read, load_reply_weights().held_out, every=_SAMPLED)


def _promises(_: Path) -> BaseModel:
    from rolecall.content.promises import load_promises
    from rolecall.domain.promises import find_promises, settle, statements
    from rolecall.evals.promises import measure

    rules = load_promises()
    return measure(
        lambda one: statements(one, rules),
        lambda promised, later: settle(find_promises(promised, rules), later, rules),
    )


def _explanations(_: Path) -> BaseModel:
    from rolecall.content.judging import load_judging
    from rolecall.evals.explanations import load_explanations, measure
    from rolecall.wiring import alikeness, practice_knowledge

    questions = practice_knowledge().coding.questions()
    return measure(questions, load_explanations(), load_judging(), alikeness())


def _grounding(_: Path) -> BaseModel:
    from rolecall.domain.asking_back import ask_back
    from rolecall.domain.verifying import verified
    from rolecall.evals.grounding import load_cases, measure
    from rolecall.wiring import alikeness, knowledge

    known = knowledge()
    grounding, asking = load_cases()
    return measure(
        lambda text, material: verified(text, material, known.grounding, alikeness()),
        lambda text, standing: ask_back(text, standing, known.asking_back) is not None,
        grounding,
        asking,
    )


def _answers(_: Path) -> BaseModel:
    from rolecall.domain.verifying import verified
    from rolecall.evals.answers import load_cases, measure
    from rolecall.wiring import alikeness, knowledge
    from rolecall.wiring.scratch import answer_rules, guide_passages

    known = knowledge()
    return measure(
        lambda text, material: verified(text, material, known.grounding, alikeness()),
        guide_passages(),
        answer_rules(),
        load_cases(),
    )


def _intents(_: Path) -> BaseModel:
    from rolecall.evals.intent_cases import intent_cases
    from rolecall.evals.intents import measure
    from rolecall.retrieval.embedders import make_embedder
    from rolecall.retrieval.intents import IntentReader, load_weights
    from rolecall.wiring import knowledge

    embedder = make_embedder(load().embedder)
    tell = IntentReader(lambda: embedder, knowledge().intents)
    return measure(intent_cases(), tell, load_weights().held_out)


def _injection(_: Path) -> BaseModel:
    from rolecall.content.files import ROOT
    from rolecall.evals.injection import measure
    from rolecall.evals.injection_cases import load_cases
    from rolecall.wiring.scratch import KEY, scratch_coaches

    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "prompts").glob("*.md"))]
    with scratch_coaches(load()) as coach_of:
        return measure(coach_of, KEY, texts, load_cases())


EVALS: dict[str, Callable[[Path], BaseModel]] = {
    "roles": _roles,
    "mail": _mail,
    "search": _search,
    "interviewer": _interviewer,
    "judge": _judge,
    "kinds": _kinds,
    "promises": _promises,
    "replies": _replies,
    "audits": _audits,
    "reports": _reports,
    "explanations": _explanations,
    "grounding": _grounding,
    "answers": _answers,
    "intents": _intents,
    "injection": _injection,
}


def tell(name: str, report: BaseModel) -> str:
    """The figures of a report as lines; long lists of misses stay in --json."""
    lines = [f"{name}"]
    for field, value in report:
        if isinstance(value, float):
            lines.append(f"  {field.replace('_', ' ')}: {value:.3f}")
        elif isinstance(value, (int, str)):
            lines.append(f"  {field.replace('_', ' ')}: {value}")
        elif isinstance(value, BaseModel):
            lines.append(f"  {tell(field, value)}".replace("\n", "\n  "))
        elif isinstance(value, dict):
            lines += [f"  {field.replace('_', ' ')} {key}: {_figure(one)}" for key, one in value.items()]
    return "\n".join(lines)


def _figure(value: object) -> str:
    return f"{value:.3f}" if isinstance(value, float) else str(value)
