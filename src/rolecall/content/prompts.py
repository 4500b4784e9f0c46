"""Loads prompts/*.md and renders them: strict about inputs, with pasted text in blocks that it cannot leave.

A file is front matter (purpose, inputs), then the text in Jinja. A line `--- user ---` or `--- assistant ---`
starts the next message; what stands before the first such line is the system message. Text that anybody but
us wrote goes through `{{ block("ad", text) }}`, which renders as `<ad>`, the text, `</ad>`.
"""

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, cast

from jinja2 import StrictUndefined, TemplateError, meta, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from rolecall.content.files import ROOT, load_front_matter, shown
from rolecall.domain.texts import visible
from rolecall.domain.values import Value
from rolecall.ports import ContentError, Message, Prompt

_PART = re.compile(r"^--- (user|assistant) ---\n", re.MULTILINE)
_GLOBALS = frozenset({"block"})

Role = Literal["system", "user", "assistant"]


class PromptHead(Value):
    """The front matter of a prompt file."""

    purpose: str
    inputs: tuple[str, ...] = ()


class PromptFile:
    """One checked prompt file."""

    def __init__(self, path: Path, environment: ImmutableSandboxedEnvironment) -> None:
        """Raises ContentError where inputs and text do not agree."""
        self.path = path
        self.head, body = load_front_matter(path, PromptHead)
        digest = hashlib.sha256(f"{self.head.model_dump_json()}\n{body}".encode()).hexdigest()[:8]
        self.stamp = f"{path.stem}@{digest}"
        """`name@hash`, which changes with every change of the text."""
        # Split before rendering, so that no pasted text is ever mistaken for a part's line.
        roles, texts = _parts(body)
        try:
            trees = [environment.parse(text) for text in texts]
            self._parts = [
                (role, environment.from_string(text)) for role, text in zip(roles, texts, strict=True)
            ]
        except TemplateError as error:
            raise ContentError(f"{shown(path)}: field 'text': {error}; mend the Jinja syntax.") from error
        self._labels = frozenset[str]().union(*map(_labels, trees))
        names = "|".join(map(re.escape, sorted(self._labels))) or "(?!)"
        self._tags = re.compile(rf"<(?=\s*/?\s*(?:{names})\b)", re.IGNORECASE)
        self._check_inputs(set().union(*map(meta.find_undeclared_variables, trees)) - _GLOBALS)

    def render(self, inputs: Mapping[str, object]) -> Prompt:
        """The messages for these inputs. Raises ContentError where one is missing, unknown or wrong."""
        for problem, names in (
            ("missing", set(self.head.inputs) - set(inputs)),
            ("unknown", set(inputs) - set(self.head.inputs)),
        ):
            if names:
                listed = ", ".join(sorted(names))
                raise ContentError(f"{shown(self.path)}: field 'inputs': {problem} {listed!r}.")

        given = {name: _held(value, self._tags) for name, value in inputs.items()}
        try:
            said = [
                (role, template.render(given, block=self._block).strip()) for role, template in self._parts
            ]
        except (TemplateError, TypeError, AttributeError, KeyError, ValueError) as error:
            raise ContentError(f"{shown(self.path)}: field 'text': does not render ({error}).") from error
        messages = tuple(Message(role=role, content=content) for role, content in said if content)
        return Prompt(name=self.stamp, messages=messages)

    def _block(self, label: str, text: object) -> str:
        if label not in self._labels:
            raise ValueError(f"the label {label!r} of a block must stand in the text as it is")
        return f"<{label}>\n{str(text).strip()}\n</{label}>"

    def _check_inputs(self, used: set[str]) -> None:
        for problem, names in (
            ("the text uses", used - set(self.head.inputs)),
            ("the text never uses", set(self.head.inputs) - used),
        ):
            if names:
                listed = ", ".join(sorted(names))
                raise ContentError(
                    f"{shown(self.path)}: field 'inputs': {problem} {listed!r}; make them agree."
                )


class Prompts:
    """All prompt files of a folder, read and checked once."""

    def __init__(self, folder: Path = ROOT / "prompts") -> None:
        """Raises ContentError naming path and field of the first file that does not hold."""
        environment = ImmutableSandboxedEnvironment(
            undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
        )
        self._folder = folder
        self._files = {path.stem: PromptFile(path, environment) for path in sorted(folder.glob("*.md"))}

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all prompts, in order."""
        return tuple(self._files)

    @property
    def fingerprint(self) -> str:
        """Changes with every change of any prompt."""
        names = " ".join(file.stamp for file in self._files.values())
        return hashlib.sha256(names.encode()).hexdigest()[:8]

    def file(self, name: str) -> PromptFile:
        """A prompt's file. Raises ContentError where there is none of that name."""
        if name not in self._files:
            known = ", ".join(self._files) or "none"
            raise ContentError(f"{shown(self._folder)}: there is no prompt {name!r}; there are: {known}.")
        return self._files[name]

    def render(self, name: str, **inputs: object) -> Prompt:
        """A prompt's messages for these inputs."""
        return self.file(name).render(inputs)


def _parts(body: str) -> tuple[list[Role], list[str]]:
    pieces = _PART.split(body)
    return cast(list[Role], ["system", *pieces[1::2]]), pieces[::2]


def _labels(tree: nodes.Template) -> frozenset[str]:
    """The labels of all blocks a template can render."""
    calls = (call for call in tree.find_all(nodes.Call) if isinstance(call.node, nodes.Name))
    return frozenset(
        call.args[0].value
        for call in calls
        if cast(nodes.Name, call.node).name == "block" and call.args and isinstance(call.args[0], nodes.Const)
    )


def _held(value: object, tags: re.Pattern[str]) -> Any:
    """An input without hidden characters and without our tags, in lists and values too.

    A text that holds a tag of ours could pretend to end its block and speak as RoleCall.
    """
    if isinstance(value, str):
        return tags.sub("‹", visible(value))
    if isinstance(value, Mapping):
        return {key: _held(held, tags) for key, held in value.items()}
    if isinstance(value, list | tuple):
        return [_held(held, tags) for held in value]
    return value
