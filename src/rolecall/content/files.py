"""Finds and reads the files of prompts/ and knowledge/; every error names the path and the field."""

import re
from collections.abc import Collection
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from rolecall.ports import ContentError

M = TypeVar("M", bound=BaseModel)

_PACKAGE = Path(__file__).resolve().parents[1]
# A wheel carries the files inside the package; a checkout has them at its top.
ROOT = _PACKAGE / "_data" if (_PACKAGE / "_data").is_dir() else _PACKAGE.parents[1]


def load_yaml(path: Path, model: type[M], *, numbers_in: Collection[str] = ()) -> M:
    """Reads one YAML file into a checked value.

    In the fields of `numbers_in` numbers as JSON and Python write them count too: `1e-3`, `NaN`, `Infinity`.
    Raises ContentError naming the path and, for each fault, the field.
    """
    text = _read(path)
    data = _parse(path, text, _loader())
    if numbers_in and isinstance(data, dict):
        again = _parse(path, text, _numbers_loader())
        data |= {name: again[name] for name in numbers_in if name in again}
    return checked(path, data, model)


def load_folder(folder: Path, model: type[M]) -> dict[str, M]:
    """Every .yaml file of a folder by its stem, in order of name."""
    return {path.stem: load_yaml(path, model) for path in sorted(folder.glob("*.yaml"))}


def load_front_matter(path: Path, model: type[M]) -> tuple[M, str]:
    """Reads a Markdown file: its YAML front matter as a value, and the text after it."""
    text = _read(path)
    if not text.startswith("---\n") or "\n---\n" not in text[4:]:
        raise ContentError(
            f"{shown(path)}: no front matter; start the file with a block between '---' lines."
        )
    head, _, body = text[4:].partition("\n---\n")
    return checked(path, _parse(path, head, _loader()), model), body


def checked(path: Path, data: Any, model: type[M]) -> M:
    """Validates parsed data against a schema."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        faults = "; ".join(
            f"field {'.'.join(map(str, fault['loc'])) or '(whole file)'!r}: {fault['msg']}"
            for fault in error.errors()
        )
        raise ContentError(f"{shown(path)}: {faults}") from error


def shown(path: Path) -> str:
    """The path as people name it: relative to the project where it lies in it."""
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ContentError(f"{shown(path)}: cannot be read ({error}).") from error


def _parse(path: Path, text: str, loader: Any) -> Any:
    try:
        return yaml.load(text, Loader=loader)  # noqa: S506 - both are safe
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise ContentError(f"{shown(path)}: not valid YAML ({error}).") from error


def _loader() -> Any:
    """libyaml's where PyYAML was built with it: the same language, many times quicker."""
    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def _numbers_loader() -> Any:
    """YAML 1.1 takes `1e-3` and JSON's NaN for texts; a file with expected values means numbers."""
    numbers: Any = type("Numbers", (_loader(),), {})
    numbers.add_implicit_resolver(
        "tag:rolecall,float",
        re.compile(r"[-+]?(?:(?:\d+\.?\d*|\.\d+)[eE][-+]?\d+|nan|NaN|NAN|inf|Inf|INF|[Ii]nfinity)$"),
        list("-+.0123456789nNiI"),
    )
    numbers.add_constructor("tag:rolecall,float", lambda loader, node: float(loader.construct_scalar(node)))
    return numbers
