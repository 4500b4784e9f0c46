"""A page over the stand-in coach, and a real headless Chromium to drive it."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from rolecall.web.app import build_app
from rolecall.web.launch import free_port, serve
from tests.web.standin_reality import RealityCoach

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESKTOP = {"width": 1280, "height": 860}
PHONE = {"width": 390, "height": 844}


expect.set_options(timeout=20_000)
"""A busy machine is slow; a page that is wrong stays wrong."""


def chromium() -> str | None:
    for name in ("chromium", "chromium-browser", "google-chrome"):
        found = shutil.which(name)
        if found:
            return found
    return None


LaunchBrowser = Callable[..., Browser]


@pytest.fixture(scope="session")
def launch_browser() -> Iterator[LaunchBrowser]:
    """Starts Chromium with flags of one's own; Playwright itself may run only once in a thread."""
    path = chromium()
    if path is None:
        pytest.skip("no Chromium on this machine; install the package 'chromium' to run the browser tests")
    with sync_playwright() as playwright:
        yield lambda *flags: playwright.chromium.launch(executable_path=path, args=[*FLAGS, *flags])


@pytest.fixture(scope="session")
def browser(launch_browser: LaunchBrowser) -> Iterator[Browser]:
    browser = launch_browser()
    yield browser
    browser.close()


@dataclass
class Site:
    """A page that is being served, and the coach behind it."""

    address: str
    coach: RealityCoach


@pytest.fixture(scope="module")
def _site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    coach = RealityCoach()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GRADIO_TEMP_DIR", str(tmp_path_factory.mktemp("gradio")))
        app = build_app(coach)  # type: ignore[arg-type]
        address = serve(app, free_port(None), block=False, tell=lambda _: None)
        yield Site(address.rstrip("/"), coach)
        app.close()


@pytest.fixture
def site(_site: Site) -> Site:
    """The page over a coach that knows nothing yet."""
    _site.coach.__init__()  # type: ignore[misc]
    return _site


OpenPage = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser, site: Site, tmp_path: Path) -> Iterator[OpenPage]:
    """Opens tabs; whatever they ask of another host, or report as an error, fails the test."""
    elsewhere: list[str] = []
    errors: list[str] = []
    contexts = []

    def opened(path: str = "/", *, viewport: dict[str, int] = DESKTOP, scheme: str = "light") -> Page:
        context = browser.new_context(
            viewport=viewport,  # type: ignore[arg-type]
            color_scheme=scheme,  # type: ignore[arg-type]
            reduced_motion="reduce",
            accept_downloads=True,
        )
        contexts.append(context)
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on(
            "request", lambda request: elsewhere.append(request.url) if _is_elsewhere(request.url) else None
        )
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(site.address + path)
        page.wait_for_selector("#side .side")
        page.wait_for_selector("#composer textarea", state="attached")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert elsewhere == []
    assert errors == []


def _is_elsewhere(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme not in ("data", "blob", "about") and parts.hostname != "127.0.0.1"
