"""Reads the header of a model file: what it is, and what its memory of a conversation will take.

The format: "GGUF", a version, the counts of tensors and of keys, then key after key with its type and value,
little-endian (github.com/ggml-org/ggml, docs/gguf.md).
"""

import re
import struct
from pathlib import Path
from typing import Any, BinaryIO

from rolecall.domain.values import Value

_MAGIC = b"GGUF"
_SCALARS = {
    0: "<B",
    1: "<b",
    2: "<H",
    3: "<h",
    4: "<I",
    5: "<i",
    6: "<f",
    7: "<?",
    10: "<Q",
    11: "<q",
    12: "<d",
}
_TEXT, _LIST = 8, 9
# A header is a few megabytes of vocabulary; what claims more is damaged or hostile.
_MOST_KEYS = 10_000
_LONGEST_TEXT = 4_000_000
_MOST_ITEMS = 4_000_000
_KEPT_ITEMS = 1024
_HALF = 2
"""Bytes of a number in the memory of a conversation."""
_PART = re.compile(r"-\d{5}-of-\d{5}\.gguf$", re.IGNORECASE)


class NotGguf(ValueError):
    """The file is no model file that can be run; the words say why, to go after its name."""


class ModelFile(Value):
    """What a model file says of itself."""

    architecture: str
    bytes: int
    """Of the file: about what its weights take in memory."""
    trained_context: int
    """Tokens it was trained to hold at once; 0 where the file does not say."""
    bytes_per_token: int
    """Memory each token of a conversation takes, at two bytes a number; an upper bound."""


def read_header(path: Path) -> ModelFile:
    """Raises NotGguf for what cannot be run, OSError where the file cannot be read."""
    size = path.stat().st_size
    with path.open("rb") as file:
        if file.read(4) != _MAGIC:
            raise NotGguf("is not a GGUF file")
        try:
            keys = _keys(file)
        except (struct.error, UnicodeDecodeError, OverflowError) as error:
            raise NotGguf("is damaged or not whole") from error
    architecture = keys.get("general.architecture")
    if not isinstance(architecture, str):
        raise NotGguf("does not say what model it is")
    if architecture in _NO_CHAT:
        raise NotGguf(f"holds a model that does not chat ({architecture})")
    numbers = {
        name: _largest(keys.get(f"{architecture}.{key}"))
        for name, key in {
            "layers": "block_count",
            "context": "context_length",
            "width": "embedding_length",
            "heads": "attention.head_count",
            "kept": "attention.head_count_kv",
            "key": "attention.key_length",
            "value": "attention.value_length",
        }.items()
    }
    head = numbers["width"] // max(1, numbers["heads"])
    kept = numbers["kept"] or numbers["heads"]
    each = kept * ((numbers["key"] or head) + (numbers["value"] or head)) * _HALF
    return ModelFile(
        architecture=architecture,
        bytes=size,
        trained_context=numbers["context"],
        bytes_per_token=numbers["layers"] * each,
    )


def is_part(name: str) -> bool:
    """True for one part of a model that was cut into several files."""
    return bool(_PART.search(name))


# Files of these are given beside a model: pictures, sound, embeddings, adapters.
_NO_CHAT = frozenset({"clip", "bert", "nomic-bert", "jina-bert-v2", "t5encoder", "wavtokenizer-dec"})


def _keys(file: BinaryIO) -> dict[str, Any]:
    version, _, count = struct.unpack("<IQQ", file.read(20))
    if version not in (2, 3):
        raise NotGguf(f"is of version {version} of the format, which is not supported")
    if count > _MOST_KEYS:
        raise NotGguf("is damaged or not whole")
    found: dict[str, Any] = {}
    for _ in range(count):
        key = _text(file)
        (kind,) = struct.unpack("<I", file.read(4))
        if key.startswith("tokenizer.") and _enough(found):  # long, and nearly always last
            break
        found[key] = _value(file, kind)
    return found


def _enough(found: dict[str, Any]) -> bool:
    architecture = found.get("general.architecture")
    needed = ("block_count", "context_length", "embedding_length", "attention.head_count")
    return all(f"{architecture}.{key}" in found for key in needed)


def _value(file: BinaryIO, kind: int) -> Any:
    if kind in _SCALARS:
        form = _SCALARS[kind]
        return struct.unpack(form, file.read(struct.calcsize(form)))[0]
    if kind == _TEXT:
        return _text(file)
    if kind != _LIST:
        raise NotGguf("is damaged or not whole")
    inner, count = struct.unpack("<IQ", file.read(12))
    if count > _MOST_ITEMS or inner == _LIST:
        raise NotGguf("is damaged or not whole")
    items = []
    for place in range(count):
        item = _value(file, inner)
        if place < _KEPT_ITEMS:
            items.append(item)
    return items


def _text(file: BinaryIO) -> str:
    (length,) = struct.unpack("<Q", file.read(8))
    if length > _LONGEST_TEXT:
        raise NotGguf("is damaged or not whole")
    read = file.read(length)
    if len(read) < length:
        raise NotGguf("is damaged or not whole")
    return read.decode("utf-8", "replace")


def _largest(value: Any) -> int:
    """A number, or the largest of a list of one a layer; 0 for what is none."""
    if isinstance(value, list):
        return max((one for one in value if isinstance(one, int)), default=0)
    return value if isinstance(value, int) and 0 <= value < 2**31 else 0
