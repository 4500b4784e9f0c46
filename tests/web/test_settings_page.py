"""The Settings page: what is found on this machine only fills the form, and what a model can do is shown."""

import pytest
from playwright.sync_api import Page, expect

from rolecall.domain.capabilities import FoundServer
from tests.web.conftest import PHONE, OpenPage, Site

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

OLLAMA = FoundServer(
    name="Ollama",
    address="http://127.0.0.1:11434/v1",
    models=tuple(f"small:{number}b" for number in range(1, 10)),
)
LLAMA = FoundServer(
    name="llama.cpp", address="http://127.0.0.1:8080/v1", models=("/very/long/" * 12 + "model-Q4_K_M.gguf",)
)
EMPTY = FoundServer(name="LM Studio", address="http://127.0.0.1:1234/v1", models=())


def settings(open_page: OpenPage, **how: object) -> Page:
    page = open_page("/?view=settings", **how)
    expect(page.locator("#settings-found")).to_contain_text("Look again")
    return page


def field(page: Page, label: str) -> str:
    return page.get_by_label(label, exact=True).input_value()


def test_a_server_that_was_found_fills_the_form_and_is_not_connected(site: Site, open_page: OpenPage) -> None:
    site.coach.engines.servers = (OLLAMA, LLAMA, EMPTY)
    page = settings(open_page)
    found = page.locator("#settings-found")
    expect(found).to_contain_text("Ollama at 127.0.0.1:11434")
    expect(found).to_contain_text("3 more")
    expect(found).to_contain_text("It has no model yet")
    found.get_by_text("model-Q4_K_M.gguf").click()
    expect(page.locator("#settings-verdict")).to_contain_text("Filled in. Test it, then use it.")
    expect(page.get_by_label("Address")).to_have_value(LLAMA.address)
    assert field(page, "Model") == LLAMA.models[0]
    assert page.get_by_label("OpenAI’s protocol: vLLM").is_checked()
    assert not site.coach.engines.is_model
    page.click("text=Use this model")
    expect(page.locator("#settings-verdict")).to_contain_text("From now on this model speaks.")
    assert site.coach.engines.connected.address == LLAMA.address


def test_nothing_found_says_what_was_looked_for_and_looks_again_when_asked(
    site: Site, open_page: OpenPage
) -> None:
    page = settings(open_page)
    expect(page.locator("#settings-found")).to_contain_text("none answers")
    site.coach.engines.servers = (OLLAMA,)
    page.locator("#settings-found").get_by_text("Look again").click()
    expect(page.locator("#settings-found")).to_contain_text("small:1b")


def test_names_of_servers_and_models_are_words_and_nothing_else(site: Site, open_page: OpenPage) -> None:
    evil = '"><img src=x onerror="window.evil=1"><script>window.evil=1</script>'
    site.coach.engines.servers = (FoundServer(name=evil, address="http://127.0.0.1:8000/v1", models=(evil,)),)
    site.coach.engines.can = evil
    site.coach.engines.is_model = True
    page = settings(open_page)
    expect(page.locator("#settings-can")).to_contain_text("<script>")
    assert page.evaluate("window.evil") is None
    page.locator("#settings-found .quiet").click()
    expect(page.get_by_label("Model", exact=True)).to_have_value(evil)


def test_what_a_model_can_do_is_one_line_and_the_built_in_engine_has_none(
    site: Site, open_page: OpenPage
) -> None:
    site.coach.engines.can = "holds 8,192 tokens at once, keeps to a JSON schema, streams its words"
    page = settings(open_page)
    expect(page.locator("#settings-engine")).to_contain_text("Built-in engine")
    expect(page.locator("#settings-can")).to_have_count(0)
    page.get_by_label("Model", exact=True).fill("gpt-5-mini")
    page.click("text=Use this model")
    expect(page.locator("#settings-can")).to_have_text(
        "It holds 8,192 tokens at once, keeps to a JSON schema, streams its words."
    )
    expect(page.locator("#settings-jobs")).to_contain_text("openai:gpt-5-mini")
    page.click("text=Back to the built-in engine")
    expect(page.locator("#settings-can")).to_have_count(0)


def test_each_provider_asks_for_what_it_needs_and_keeps_what_is_typed(
    site: Site, open_page: OpenPage
) -> None:
    page = settings(open_page)
    model, address = page.get_by_label("Model", exact=True), page.get_by_label("Address")
    model.fill("kept")
    expect(address).to_be_hidden()
    page.get_by_label("A model file on this machine").check()
    expect(page.get_by_label("Key", exact=True)).to_be_hidden()
    expect(address).to_be_hidden()
    expect(model).to_have_value("kept")
    page.get_by_label("OpenAI’s protocol: vLLM").check()
    expect(address).to_be_visible()
    page.get_by_label("Another provider").check()
    expect(page.get_by_label("Its name, as LangChain knows it")).to_be_visible()
    expect(model).to_have_value("kept")
    page.get_by_label("A model file on this machine").check()
    expect(page.get_by_label("Key", exact=True)).to_be_hidden()
    page.click("text=Use this model")
    expect(page.locator("#settings-engine")).to_contain_text("local:kept")
    assert site.coach.engines.connected.address == ""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_was_found_fits_a_phone(site: Site, open_page: OpenPage, scheme: str) -> None:
    site.coach.engines.servers = (OLLAMA, LLAMA, EMPTY)
    page = settings(open_page, viewport=PHONE, scheme=scheme)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    widest = page.locator("#settings-found .quiet").evaluate_all(
        "all => Math.max(...all.map(one => one.getBoundingClientRect().right))"
    )
    assert widest <= PHONE["width"]
