"""The interviewer's own time a turn, without a model: answer stored, heard, decided on, worded, stored."""

import asyncio
import dataclasses
import itertools
import tempfile
import time
from pathlib import Path

from benchmarks.table import Row, median, p95, print_table
from rolecall.coach.mocks import Mocks, mocks_over
from rolecall.domain.conversation import RoleState
from rolecall.domain.interviewing import last_question
from rolecall.domain.interviews import Grade, InterviewBank, RoundKind
from rolecall.domain.mocks import MockRequest
from rolecall.ports import BadInput
from rolecall.settings import load
from rolecall.storage.opening import open_store
from rolecall.wiring import build_files, build_mock_parts, build_runner

LIMIT = 20.0
OWNER = "bench"
WORDS = 300
TURNS = 60


def main(_: list[str]) -> int:
    """Prints the table; 1 where the limit was passed."""
    parts = build_mock_parts(build_files(), build_runner(load()))
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(None, Path(folder))
        # Without samples, so that an answer made from one is heard and not taken for pasted.
        full = parts.knowledge.bank
        bare = tuple(one.model_copy(update={"samples": {}}) for one in full.questions)
        bank = full.model_copy(update={"questions": bare})
        knowledge = parts.knowledge.model_copy(update={"bank": bank})
        parts = dataclasses.replace(parts, knowledge=knowledge)
        mocks = mocks_over(store, parts, _no_role, lambda owner: None)
        asyncio.run(_turns(mocks, full, 10))
        times, listened = asyncio.run(_turns(mocks, full, TURNS))
        store.close()
    rows = [
        Row(f"a turn on an answer of {WORDS} words, median", median(times), LIMIT),
        Row("the same, 95th percentile", p95(times)),
        Row("turns in which something was heard", 100 * listened / TURNS, unit="%"),
    ]
    return print_table("Interviewer", rows)


async def _turns(mocks: Mocks, bank: InterviewBank, number: int) -> tuple[list[float], int]:
    """Milliseconds of each turn, over as many mocks of every kind as that takes, and how many were heard."""
    times: list[float] = []
    listened = 0
    kinds = itertools.cycle(kind for kind in RoundKind if bank.of_kind(kind))
    for seed, kind in enumerate(kinds):
        state = await mocks.practice.start(OWNER, MockRequest(what=kind, minutes=60, seed=seed))
        for turn in range(6):
            if state.ended is not None:
                break
            text = _answer(bank, last_question(state.lines), seed * 10 + turn)
            begun = time.perf_counter()
            state = await mocks.practice.answer(OWNER, state.id, text)
            times.append((time.perf_counter() - begun) * 1000)
            listened += bool(state.answers[-1].heard)
            if len(times) == number:
                return times, listened
    return times, listened


def _answer(bank: InterviewBank, question_id: str, number: int) -> str:
    """So many words: the middling answer to the question, then weak ones to others."""
    asked = bank.question(question_id)
    texts = [asked.samples[Grade.MIDDLING].answer] if asked else []
    texts += [one.samples[Grade.WEAK].answer for one in bank.questions[number : number + 12]]
    words = " ".join(texts).split()
    return " ".join(f"{word} {number}" if at % 40 == 7 else word for at, word in enumerate(words[:WORDS]))


def _no_role(owner: str, role_id: str) -> RoleState:
    raise BadInput(f"There is no role {role_id!r} here.")
