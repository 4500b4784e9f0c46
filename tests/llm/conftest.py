from collections.abc import Callable, Iterator

import pytest
from pydantic import SecretStr

from rolecall.llm.models import LangChainModel, ModelSpec, connect
from tests.fake_server import FakeServer


@pytest.fixture(scope="session")
def server() -> Iterator[FakeServer]:
    with FakeServer() as running:
        yield running


@pytest.fixture
def model(server: FakeServer) -> Callable[..., LangChainModel]:
    """Connects to the scripted server; deadlines short enough for tests."""

    def connected(behaviour: str, **spec: object) -> LangChainModel:
        given = {
            "name": f"openai:{behaviour}",
            "base_url": server.url,
            "api_key": SecretStr("sk-test-0123456789"),
            "first_word": 5.0,
            "deadline": 8.0,
            "retries": 1,
        }
        return connect(ModelSpec.model_validate({**given, **spec}))

    return connected
