"""Takes the pictures of the README with the real coach: `python -m tests.web.pictures docs/pictures`."""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

from rolecall.settings import Settings
from rolecall.web.app import build_app
from rolecall.web.launch import free_port, serve
from rolecall.wiring import opened
from tests.web.conftest import DESKTOP, FLAGS, PHONE, chromium


def take(folder: Path) -> None:
    """First visit, a role, its email, a source in the dark, the phone."""
    folder.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as data,
        opened(Settings(data=Path(data), embedder="auto")) as house,
        sync_playwright() as playwright,
    ):
        app = build_app(house.coach)
        address = serve(app, free_port(None), block=False, tell=lambda _: None)
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)

        def page_of(viewport: dict[str, int], scheme: str = "light", path: str = "") -> Page:
            context = browser.new_context(viewport=viewport, color_scheme=scheme)  # type: ignore[arg-type]
            page = context.new_page()
            page.goto(address + path)
            page.wait_for_selector("#side .side")
            page.wait_for_timeout(700)
            return page

        page = page_of(DESKTOP)
        page.screenshot(path=folder / "first-visit.png")
        page.click(".example >> nth=1")
        _answers(page, 1)
        page.fill("#composer textarea", "They want to talk research. Should I prepare for coding?")
        page.keyboard.press("Enter")
        _answers(page, 2)
        page.click("#email-head button")
        page.wait_for_selector("[data-draft]")
        page.fill("#email-name input", "Noor")
        page.keyboard.press("Enter")
        page.wait_for_timeout(1500)
        page.locator("#card").evaluate("card => { card.scrollTop = 0; }")
        page.mouse.move(640, 300)
        page.screenshot(path=folder / "role.png")
        path = page.url.removeprefix(address)
        page.locator("#email").scroll_into_view_if_needed()
        page.locator("#email").evaluate("email => email.scrollIntoView()")
        page.screenshot(path=folder / "email.png")
        dark = page_of(DESKTOP, "dark", path)
        dark.locator("#log .cite").last.click()
        dark.wait_for_timeout(400)
        dark.screenshot(path=folder / "source-dark.png")
        page_of(PHONE, "light", path).screenshot(path=folder / "phone.png")
        browser.close()
        app.close()


def _answers(page: Page, count: int) -> None:
    expect(page.locator("#log .turn.it")).to_have_count(count, timeout=30_000)
    expect(page.locator("#composer .submit-button")).to_be_visible()
    page.wait_for_timeout(500)


if __name__ == "__main__":
    take(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/pictures"))
