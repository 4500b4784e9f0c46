"""A model is named as the user should see it."""

import pytest

from rolecall.domain.engines import model_name


@pytest.mark.parametrize(
    ("provider", "model", "name"),
    [
        ("openai", "gpt-5-mini", "openai:gpt-5-mini"),
        ("", "gpt-5-mini", "openai:gpt-5-mini"),
        ("openai", "org/model", "openai:org/model"),
        ("local", "qwen3-4b", "local:qwen3-4b"),
        ("local", "/home/me/models/Small.Q4_1.gguf", "local:Small.Q4_1"),
        ("local", "C:\\models\\small.gguf", "local:small"),
    ],
)
def test_a_model_file_is_named_without_its_folders(provider: str, model: str, name: str) -> None:
    assert model_name(provider, model) == name
