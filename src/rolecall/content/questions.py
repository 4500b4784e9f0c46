"""Loads knowledge/questions and holds each sentence to what a clarifying question must be."""

import re
from collections.abc import Iterator
from pathlib import Path

from rolecall.content.files import load_folder, shown
from rolecall.domain.questions import BankQuestion, QuestionBank, TopicQuestions, Wording
from rolecall.domain.roles import Addressee, Topic
from rolecall.ports import ContentError

LONGEST = 35
"""Words in one question."""

# A recruiter knows process, timeline and team: for these topics there must be something to ask one.
RECRUITER_KNOWS = (
    Topic.INTERVIEW_COMPOSITION,
    Topic.ARTIFACTS_PUBLICATIONS,
    Topic.OUTPUTS_SPLIT,
    Topic.COLLABORATION_OWNERSHIP,
    Topic.PUBLICATION_IP_POLICY,
    Topic.PRIOR_WORK,
)
_ID = re.compile(r"[a-z_]+\.[a-z_]+")
_PLACEHOLDER = re.compile(r"[\[\]{}<>@]|__|\bTODO\b|\bX{2,}\b|\.\.\.|…")
_FACT = re.compile(r"\d|https?:|www\.|[$€£]")


def load_questions(root: Path) -> QuestionBank:
    """Reads `questions/*.yaml` of the folder knowledge/; raises ContentError naming path and field."""
    folder = root / "questions"
    files = load_folder(folder, TopicQuestions)
    for stem, topic in files.items():
        path = folder / f"{stem}.yaml"
        for fault in _faults(stem, topic):
            raise ContentError(f"{shown(path)}: {fault}")
    absent = [topic.value for topic in Topic if topic.value not in files]
    if absent:
        raise ContentError(
            f"{shown(folder)}: field 'topic': no file for {', '.join(absent)}; add <topic>.yaml."
        )
    return QuestionBank(topics={topic: files[topic.value] for topic in Topic})


def _faults(stem: str, topic: TopicQuestions) -> Iterator[str]:
    if stem != topic.topic.value:
        yield f"field 'topic': {topic.topic.value!r} stands in the file of {stem!r}; rename one of them."
    if not topic.label or topic.label != topic.label.strip() or topic.label[-1] in ".?!":
        yield f"field 'label': {topic.label!r} must fit inside a sentence, without an end mark."
    ids = [entry.id for entry in topic.questions]
    for index, entry in enumerate(topic.questions):
        where = f"field 'questions.{index}"
        if not _ID.fullmatch(entry.id) or not entry.id.startswith(f"{topic.topic.value}."):
            yield f"{where}.id': {entry.id!r} must be {topic.topic.value!r}, a dot and a word."
        if ids.count(entry.id) > 1:
            yield f"{where}.id': {entry.id!r} stands there twice."
        yield from (f"{where}.{fault}" for fault in _entry_faults(entry))
    yield from (f"field 'questions': {fault}" for fault in _reach_faults(topic))


def _reach_faults(topic: TopicQuestions) -> Iterator[str]:
    if topic.put_to(Addressee.HIRING_MANAGER) is None:
        yield "no question for 'hiring_manager'; add one."
    if topic.topic in RECRUITER_KNOWS and topic.put_to(Addressee.RECRUITER) is None:
        yield "no question for 'recruiter'; a recruiter can know this, add one."
    for to in Addressee:
        if topic.put_to(to, chosen=True) is None:
            yield f"no question for {to.value!r} where the user chose the topic; add one with when_chosen."


def _entry_faults(entry: BankQuestion) -> Iterator[str]:
    if not re.fullmatch(r"[^.?!\n]+\.", entry.why.strip()):
        yield f"why': must be one sentence that ends with a full stop, not {entry.why!r}."
    for to in entry.instead:
        if to not in entry.to:
            yield f"instead.{to.value}': {to.value!r} is not among those in 'to'."
    for field, text in _sentences(entry):
        fault = sentence_fault(text)
        if fault:
            yield f"{field}': {fault}"


def _sentences(entry: BankQuestion) -> Iterator[tuple[str, str]]:
    named: list[tuple[str, Wording]] = [("wording", entry.wording)]
    named += [(f"instead.{to.value}", wording) for to, wording in entry.instead.items()]
    for name, wording in named:
        for tone in ("warm", "neutral", "direct"):
            yield f"{name}.{tone}", getattr(wording, tone)
    yield "re_ask", entry.re_ask


def sentence_fault(text: str) -> str:
    """What keeps a text from being a clarifying question; empty where nothing does."""
    if text != " ".join(text.split()) or not text[:1].isupper():
        return f"{text!r} must be one line that starts with a capital."
    if not text.endswith("?") or text.count("?") != 1 or re.search(r"[.!] [A-Z]", text):
        return f"{text!r} must be one sentence with one question mark, at its end."
    if len(text.split()) > LONGEST:
        return f"{text!r} has {len(text.split())} words; at most {LONGEST}."
    if _PLACEHOLDER.search(text):
        return f"{text!r} holds a placeholder; word it so that it stands by itself."
    if _FACT.search(text) or any(word[0].isupper() and word != "I" for word in _words(text)[1:]):
        return f"{text!r} holds a name or number; a question of the bank must fit every role."
    return ""


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text)
