"""What one call met, the next ones know: a server that is down, that asks for peace, that is well again."""

import asyncio
import time

import pytest
from pydantic import SecretStr

from rolecall.llm.breaker import Breaker, Breakers
from rolecall.llm.models import LangChainModel, ModelSpec, connect
from rolecall.ports import FaultKind, Message, ModelFault, Prompt
from tests.fake_server import FakeServer

PROMPT = Prompt(name="test@0", messages=(Message(role="user", content="Hello?"),))
USERS = 20


def down(breaker: Breaker, at: float = 0.0) -> None:
    for _ in range(2):
        breaker.failed(FaultKind.UNREACHABLE, at)


def test_after_the_pause_one_call_finds_out_for_all() -> None:
    breaker = Breaker()
    down(breaker)
    assert breaker.fault(29.0, "m") is not None
    assert [breaker.fault(31.0, "m") is None for _ in range(3)] == [True, False, False]
    breaker.worked()
    assert breaker.fault(32.0, "m") is None


def test_a_probe_that_never_reports_does_not_shut_the_server_out_for_ever() -> None:
    breaker = Breaker()
    down(breaker)
    assert breaker.fault(31.0, "m") is None
    assert breaker.fault(60.0, "m") is not None
    assert breaker.fault(62.0, "m") is None


def test_a_server_that_asks_for_minutes_of_peace_has_them() -> None:
    breaker = Breaker()
    breaker.limited(0.0, 300.0)
    fault = breaker.fault(100.0, "m")
    assert fault is not None
    assert fault.kind is FaultKind.RATE_LIMITED
    assert "in 200 s" in fault.message
    assert breaker.fault(291.0, "m") is None
    assert breaker.rest(291.0) == pytest.approx(9.0)
    assert breaker.rest(301.0) == 0


def test_retries_are_paid_from_a_purse_that_fills_slowly() -> None:
    breaker = Breaker()
    assert sum(breaker.may_retry(0.0) for _ in range(50)) == 10
    assert sum(breaker.may_retry(9.0) for _ in range(50)) == 3
    breaker.worked()
    assert sum(breaker.may_retry(9.0) for _ in range(50)) == 1


def test_one_server_model_and_key_have_one_breaker() -> None:
    known = Breakers()
    one = known.of("http://127.0.0.1:1/v1", "m", "k")
    assert known.of("http://127.0.0.1:1/v1", "m", "k") is one
    assert known.of("http://127.0.0.1:1/v1", "m", "another key") is not one
    assert known.of("http://127.0.0.1:2/v1", "m", "k") is not one


def _model(server: FakeServer, behaviour: str, breaker: Breaker) -> LangChainModel:
    spec = ModelSpec(
        name=f"openai:{behaviour}", base_url=server.url, api_key=SecretStr("sk-test"), backoff=0.1, retries=2
    )
    return connect(spec, breaker)


async def _asked(model: LangChainModel) -> FaultKind | None:
    try:
        async for _ in model.stream(PROMPT):
            pass
    except ModelFault as fault:
        return fault.kind
    return None


async def test_a_storm_of_429_at_twenty_users_is_met_with_few_calls() -> None:
    with FakeServer() as server:
        model = _model(server, "429", Breaker())
        await model.prepare()
        kinds = await asyncio.gather(*(_asked(model) for _ in range(USERS)))
        assert kinds == [FaultKind.RATE_LIMITED] * USERS
        assert USERS <= len(server.of("429")) <= USERS + 15, "ten retries for all together, not forty"


async def test_a_server_that_asks_one_user_to_wait_is_not_called_by_the_others() -> None:
    with FakeServer() as server:
        model = _model(server, "429_late", Breaker())
        assert [await _asked(model) for _ in range(USERS)] == [FaultKind.RATE_LIMITED] * USERS
        assert len(server.of("429_late")) == 1


async def test_users_who_were_refused_together_come_back_one_by_one() -> None:
    with FakeServer() as server:
        model = _model(server, "429_soon", Breaker())
        await model.prepare()
        await asyncio.gather(*(_asked(model) for _ in range(6)))
        first = server.of("429_soon")[0].at
        later = sorted(seen.at - first for seen in server.of("429_soon")[6:])
        assert later
        assert min(later) >= 1.0, "nobody comes back sooner than asked"
        assert max(later) - min(later) > 0.02


async def test_a_clock_that_is_set_ends_no_wait_and_prolongs_none(monkeypatch: pytest.MonkeyPatch) -> None:
    real, jumps = time.time, iter(range(10**9))
    # Every look at the machine's clock finds it an hour further, or a day back.
    monkeypatch.setattr(time, "time", lambda: real() + (3600 if next(jumps) % 2 else -86_400))
    with FakeServer() as server:
        server.script("500", "429_soon", "ok")
        begun = time.monotonic()
        assert await _asked(_model(server, "queue", Breaker())) is None
        assert 1.0 <= time.monotonic() - begun < 30
