"""Model files without weights, and models over a process that does as the name of its file says."""

import struct
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rolecall.llm.local.engine import LocalModel, LocalSpec
from rolecall.llm.local.host import LocalHost
from rolecall.llm.local.planning import Machine, Wishes
from tests.fake_server import ANSWER

FAKE = (sys.executable, str(Path(__file__).with_name("fake_llama.py")), ANSWER)
ROOMY = Machine(cores=2, memory=8 * 1024**3)
KEYS: Mapping[str, Any] = {
    "general.architecture": "llama",
    "llama.block_count": 4,
    "llama.context_length": 8192,
    "llama.embedding_length": 256,
    "llama.attention.head_count": 4,
    "llama.attention.head_count_kv": 2,
}


def header(keys: Mapping[str, Any] = KEYS) -> bytes:
    """The start of a GGUF file of version 3 with these keys: texts, whole numbers, lists of either."""
    return b"GGUF" + struct.pack("<IQQ", 3, 0, len(keys)) + b"".join(_pair(*one) for one in keys.items())


def model_file(folder: Path, name: str, keys: Mapping[str, Any] = KEYS, weights: int = 1000) -> Path:
    path = folder / f"{name}.gguf"
    path.write_bytes(header(keys) + bytes(weights))
    return path


def local_model(path: Path, host: LocalHost | None = None, **spec: Any) -> LocalModel:
    given = {"name": f"local:{path.stem}", "deadline": 20.0, **spec}
    return LocalModel(LocalSpec.model_validate(given), lambda: path, host or fake_host())


def fake_host(**given: Any) -> LocalHost:
    return LocalHost(FAKE, **{"machine": lambda: ROOMY, "installed": lambda: True, **given})


def wishes(**given: int) -> Wishes:
    return Wishes(**given)


def _pair(key: str, value: Any) -> bytes:
    kind, data = _value(value)
    return _text(key) + struct.pack("<I", kind) + data


def _value(value: Any) -> tuple[int, bytes]:
    if isinstance(value, str):
        return 8, _text(value)
    if isinstance(value, list):
        kinds = {_value(one)[0] for one in value} or {4}
        return 9, struct.pack("<IQ", kinds.pop(), len(value)) + b"".join(_value(one)[1] for one in value)
    return 4, struct.pack("<I", value)


def _text(text: str) -> bytes:
    return struct.pack("<Q", len(text.encode())) + text.encode()
