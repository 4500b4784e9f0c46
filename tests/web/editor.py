"""What tests do with the editor of a coding round."""

import re

from playwright.sync_api import Page, expect

_VIEW = "document.querySelector('#mock-code .cm-content').cmTile.view"


def held(page: Page) -> str:
    """The text in the editor."""
    return str(page.evaluate(f"{_VIEW}.state.doc.toString()"))


def write(page: Page, source: str) -> None:
    """Puts a text in place of what is there, as pasting does, and waits until it is there."""
    page.locator("#mock-code .cm-content").focus()
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    if source:
        page.keyboard.insert_text(source)
    page.wait_for_function(f"text => {_VIEW}.state.doc.toString() === text", arg=source)


def submit(page: Page) -> None:
    page.click("#code-tools [data-code=submit]")


def tells(page: Page, words: str | re.Pattern[str]) -> None:
    """Waits for a result."""
    expect(page.locator("#code-outcome")).to_contain_text(words)
    expect(page.locator("#code-tools [data-code=run]")).to_have_attribute("aria-disabled", "false")
