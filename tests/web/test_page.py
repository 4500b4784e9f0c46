"""The page, driven in a real headless Chromium over the stand-in coach."""

import email
import email.policy
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from rolecall.domain.conversation import RoleState, Turn
from rolecall.ports import StoreFault
from tests.web.conftest import PHONE, OpenPage, Site
from tests.web.standin import AD

pytestmark = pytest.mark.browser


def _say(page: Page, text: str) -> None:
    page.fill("#composer textarea", text)
    page.keyboard.press("Enter")


def _answers(page: Page, count: int) -> None:
    expect(page.locator("#log .turn.it")).to_have_count(count)
    expect(page.locator("#composer .submit-button")).to_be_visible()


def _until(page: Page, holds: Callable[[], bool]) -> None:
    for _ in range(100):
        if holds():
            return
        page.wait_for_timeout(100)
    raise AssertionError("it did not come to hold within 10 seconds")


def _read_a_role(page: Page) -> None:
    page.click(".example >> nth=0")
    _answers(page, 1)


def _draft(page: Page) -> None:
    page.click("#email-head button")
    expect(page.locator("#email-head h2")).to_have_text("Email to Dana")


def test_the_whole_way_from_an_example_to_an_email_and_back_after_a_reload(
    site: Site, open_page: OpenPage, tmp_path: Path
) -> None:
    page = open_page()
    expect(page.locator(".hero h2")).to_contain_text("Find out what a role really is")
    expect(page.locator(".example")).to_have_count(3)
    expect(page.locator(".engine").first).to_contain_text("Built-in engine: no model connected")

    _read_a_role(page)
    expect(page.locator(".gauge")).to_have_attribute(
        "aria-label", "24 % research, 22 % applied, 44 % engineering, 10 % unknown"
    )
    expect(page.locator(".topic")).to_have_count(8)
    expect(page.locator(".topic.answered q")).to_have_text("partner with ranking and own the pipeline")

    _say(page, "Should I prepare for coding?")
    _answers(page, 2)
    page.locator("#log .cite").last.focus()
    page.keyboard.press("Enter")
    sheet = page.locator(".sheet:popover-open")
    expect(sheet).to_contain_text("Split the week.")
    expect(sheet).to_have_attribute("aria-label", re.compile("Source 2: When the label stays fuzzy"))
    page.keyboard.press("Escape")
    expect(page.locator(".sheet:popover-open")).to_have_count(0)

    _say(page, "Write the email, friendly please")
    _answers(page, 3)
    expect(page.locator("#email-body textarea")).to_have_value(re.compile("Thank you for writing"))
    page.fill("#email-name input", "Noor")
    page.keyboard.press("Enter")
    expect(page.locator("#email-body textarea")).to_have_value(re.compile("Best wishes,\nNoor$"))
    page.click("#email-tone label:has-text('Direct')")
    expect(page.locator("#email-body textarea")).to_have_value(re.compile("Three questions before"))
    expect(page.locator(".ticks .held")).to_have_count(3)

    with page.expect_download() as waiting:
        page.click("text=Save as .eml")
    assert waiting.value.suggested_filename.endswith(".eml")
    waiting.value.save_as(tmp_path / "mail.eml")
    mail = email.message_from_bytes((tmp_path / "mail.eml").read_bytes(), policy=email.policy.default)
    assert mail["X-Unsent"] == "1"
    assert "Three questions before the interview" in mail.get_content()

    page.reload()
    _answers(page, 3)
    expect(page.locator(".gauge")).to_be_visible()
    expect(page.locator("#email-body textarea")).to_have_value(re.compile("Three questions before"))
    expect(page.locator("#email-head summary")).to_contain_text("Drafts 3")
    expect(page.locator("#side [aria-current=true]")).to_contain_text("Northlight")


def test_a_double_click_sends_once_and_an_empty_box_sends_nothing(site: Site, open_page: OpenPage) -> None:
    site.coach.pause = 0.01
    page = open_page()
    sent: list[str] = []
    page.on(
        "request",
        lambda request: sent.append(request.url) if '"files"' in (request.post_data or "") else None,
    )
    page.click("#composer .submit-button")
    page.fill("#composer textarea", "   ")
    page.keyboard.press("Enter")
    page.wait_for_timeout(200)
    # One that is under way would make the next go unheard.
    assert sent == []
    page.fill("#composer textarea", "What is a paper deep-dive?")
    page.dblclick("#composer .submit-button")
    _answers(page, 1)
    page.wait_for_timeout(300)
    assert site.coach.said == ["What is a paper deep-dive?"]


def test_stop_ends_the_stream_and_keeps_what_was_said(site: Site, open_page: OpenPage) -> None:
    site.coach.pause = 0.3
    page = open_page()
    _say(page, "Tell me about loops")
    expect(page.locator("#live .said")).to_contain_text("Probably both.")
    expect(page.locator("#live .now")).to_have_attribute("aria-busy", "true")
    page.click("#composer .stop-button")
    _answers(page, 1)
    expect(page.locator("#log .turn.it")).to_contain_text("Stopped here. What was said is kept.")
    expect(page.locator("#log .turn.it .said")).to_contain_text("Probably both.")
    assert site.coach.closed == 1


def test_a_tab_closed_in_mid_stream_ends_the_stream_and_keeps_what_was_said(
    site: Site, open_page: OpenPage
) -> None:
    site.coach.pause = 0.3
    page = open_page()
    _say(page, "Tell me about loops")
    expect(page.locator("#live .said")).to_contain_text("Probably")
    page.close()
    other = open_page()
    _until(other, lambda: site.coach.closed == 1)
    other.reload()
    expect(other.locator("#log .turn.it .said")).to_contain_text("Probably")


def test_hostile_words_do_nothing(site: Site, open_page: OpenPage) -> None:
    page = open_page()
    _say(page, "hostile <script>window.hacked=1</script><img src=x onerror=window.hacked=1>")
    _answers(page, 1)
    assert page.evaluate("window.hacked") is None
    said = page.locator("#log")
    expect(said.locator("script, img, a[href^='javascript']")).to_have_count(0)
    # The picture is left as a link, which nobody follows by itself.
    expect(said.locator("a")).to_have_count(2)
    expect(said.locator("a[rel='noopener noreferrer'][target=_blank]")).to_have_count(2)
    text = said.inner_text()
    assert "hidden" in text
    assert "{{7+7}} ${7+7}" in text
    assert "A" not in text.split("hidden")[1].split("text")[0]


def test_a_long_paste_is_folded_and_kept_as_text(site: Site, open_page: OpenPage) -> None:
    page = open_page()
    long = "We own the serving stack. " * 400
    page.evaluate("text => navigator.clipboard.writeText(text)", long)
    page.focus("#composer textarea")
    page.keyboard.press("Control+V")
    page.keyboard.press("Enter")
    _answers(page, 1)
    assert site.coach.said == [long]
    expect(page.locator("#log .turn.me summary")).to_contain_text("Show all 10,400 characters")


def test_failures_are_told_in_one_sentence_and_the_message_is_back_in_the_box(
    site: Site, open_page: OpenPage
) -> None:
    page = open_page()
    _say(page, "crash")
    expect(page.locator("#live .problem")).to_contain_text("Something went wrong inside RoleCall")
    expect(page.locator("#composer textarea")).to_have_value("crash")
    assert "ZeroDivisionError" not in page.content()
    expect(page.locator("#composer .submit-button")).to_be_visible()
    missing = open_page("/?role=gone")
    expect(missing.locator("#live .problem")).to_contain_text("There is no role 'gone'")


def test_edit_and_try_again_replace_the_last_turn(site: Site, open_page: OpenPage) -> None:
    page = open_page()
    _say(page, "How do loops differ?")
    _answers(page, 1)
    page.click("text=Edit")
    expect(page.locator("#editing")).to_contain_text("Editing your last message")
    expect(page.locator("#composer textarea")).to_have_value("How do loops differ?")
    page.fill("#composer textarea", "How do loops differ by title?")
    page.keyboard.press("Enter")
    expect(page.locator("#log .turn.me")).to_have_text(re.compile("How do loops differ by title"))
    _answers(page, 1)
    page.click("text=Try again")
    _until(page, lambda: len(site.coach.said) == 3)
    expect(page.locator("#log .turn.me")).to_have_count(1)
    _answers(page, 1)
    assert site.coach.said == ["How do loops differ?", *["How do loops differ by title?"] * 2]


def test_copy_takes_the_words_without_the_chips(open_page: OpenPage) -> None:
    page = open_page()
    _say(page, "How do loops differ?")
    _answers(page, 1)
    page.click("#log .turn.it >> text=Copy")
    expect(page.locator("#log .turn.it .tools")).to_contain_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "before you plan your week. Until you hear back" in copied


def test_an_edited_email_is_checked_as_one_types_and_is_there_after_a_reload(
    site: Site, open_page: OpenPage
) -> None:
    page = open_page()
    _read_a_role(page)
    _draft(page)
    page.fill("#email-body textarea", "Hi [name], no questions.")
    expect(page.locator(".ticks .broken")).to_have_count(2)
    expect(page.locator("#email-take a")).to_have_attribute("href", re.compile("^mailto:.*no%20questions"))
    page.wait_for_timeout(1500)
    page.reload()
    expect(page.locator("#email-body textarea")).to_have_value("Hi [name], no questions.")
    expect(page.locator(".ticks .broken")).to_have_count(2)


def test_two_tabs_show_the_same_role_and_both_can_speak(site: Site, open_page: OpenPage) -> None:
    one = open_page()
    _read_a_role(one)
    two = open_page()
    expect(two.locator("#log .turn.it")).to_have_count(1)
    _say(two, "From the second tab")
    _answers(two, 2)
    _say(one, "From the first tab")
    _answers(one, 3)
    expect(one.locator("#log")).to_contain_text("From the second tab")


def test_roles_open_by_their_address_and_the_back_button_returns(site: Site, open_page: OpenPage) -> None:
    page = open_page()
    _read_a_role(page)
    expect(page).to_have_url(re.compile("role=role1"))
    page.click("#side >> text=General")
    expect(page.locator("#head h1")).to_have_text("General")
    page.click("#side >> text=Library")
    expect(page).to_have_url(re.compile("view=library"))
    page.go_back()
    page.go_back()
    expect(page.locator("#head h1")).to_have_text("Research Scientist, Northlight")


def test_a_role_is_renamed_and_removed_from_its_menu(site: Site, open_page: OpenPage) -> None:
    page = open_page()
    _read_a_role(page)
    page.click("text=Rename or remove")
    page.fill("#role-menu input", "Northlight <b>again</b>")
    page.click("#role-menu >> text=Rename >> nth=-1")
    expect(page.locator("#head h1")).to_have_text("Northlight <b>again</b>")
    page.click("text=Rename or remove")
    page.click("#role-menu summary")
    page.click("text=Yes, remove it")
    expect(page.locator("#side .roles a")).to_have_count(2)


def test_a_file_dropped_on_the_conversation_is_read(site: Site, open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page()
    (tmp_path / "ad.txt").write_text(AD)
    page.set_input_files("#composer input[type=file]", tmp_path / "ad.txt")
    expect(page.locator("#composer [data-name='ad.txt']")).to_be_visible()
    page.click("#composer .submit-button")
    _answers(page, 1)
    expect(page.locator("#log .file")).to_have_text("ad.txt")
    expect(page.locator(".gauge")).to_be_visible()


def test_documents_are_added_listed_found_and_removed(
    site: Site, open_page: OpenPage, tmp_path: Path
) -> None:
    page = open_page("/?view=library")
    (tmp_path / "notes.md").write_text("# Loops\nAsk for the split.")
    (tmp_path / "scan.pdf").write_bytes(b"%PDF-1.4")
    page.set_input_files("#library-drop input[type=file]", [tmp_path / "notes.md", tmp_path / "scan.pdf"])
    expect(page.locator("#library-status")).to_contain_text("notes.md was added: 3 passages")
    expect(page.locator("#library-status")).to_contain_text("scan.pdf was not added")
    expect(page.locator(".shelf li")).to_have_count(1)
    page.set_input_files("#library-drop input[type=file]", tmp_path / "notes.md")
    expect(page.locator("#library-status")).to_contain_text("in your library already")
    page.fill("#library-query input", "split")
    page.keyboard.press("Enter")
    expect(page.locator(".found li")).to_have_count(2)
    page.click("[aria-label='Remove notes.md']")
    expect(page.locator("#library-list")).to_contain_text("None yet.")


def test_a_model_is_tested_connected_and_let_go_and_its_key_never_comes_back(
    site: Site, open_page: OpenPage
) -> None:
    page = open_page("/?view=settings")
    page.get_by_label("Model", exact=True).fill("gpt-5-mini")
    page.get_by_label("Key", exact=True).fill("wrong")
    page.click("#settings >> text=Test")
    expect(page.locator("#settings-verdict")).to_contain_text("refused the key")
    page.get_by_label("Key", exact=True).fill("sk-secret-value")
    page.click("text=Use this model")
    expect(page.locator("#settings-engine")).to_contain_text("openai:gpt-5-mini")
    page.reload()
    expect(page.get_by_label("Key", exact=True)).to_have_value("")
    assert "sk-secret-value" not in page.content()
    assert "sk-secret-value" not in page.evaluate(
        "JSON.stringify(Object.entries(localStorage)) + JSON.stringify(Object.entries(sessionStorage))"
    )
    page.click("#side >> text=Coach")
    expect(page.locator("#head .engine")).to_contain_text("openai:gpt-5-mini")
    page.click("#side >> text=Settings")
    page.click("text=Back to the built-in engine")
    expect(page.locator("#settings-engine")).to_contain_text("Built-in engine")


def test_everything_is_saved_as_a_file_and_deleted_only_when_confirmed(
    site: Site, open_page: OpenPage
) -> None:
    page = open_page()
    _read_a_role(page)
    page.click("#side >> text=Settings")
    with page.expect_download() as waiting:
        page.click("text=Save everything as a file")
    assert waiting.value.suggested_filename == "rolecall.json"
    page.click("#settings .danger button >> nth=0")
    page.click("#settings button.stop")
    expect(page.locator("#settings-data")).to_contain_text("Nothing was deleted")
    page.locator("#settings .danger input").fill("delete")
    page.click("#settings button.stop")
    expect(page.locator("#settings-data")).to_contain_text("Everything was deleted.")
    page.click("#side >> text=Coach")
    expect(page.locator(".hero")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/", "/?view=library", "/?view=settings"])
def test_nothing_is_wider_than_a_phone(open_page: OpenPage, scheme: str, path: str) -> None:
    page = open_page(path, viewport=PHONE, scheme=scheme)
    page.wait_for_timeout(300)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


@pytest.mark.parametrize(("width", "side", "card"), [(1280, 232, 400), (1100, 190, 340)])
def test_on_a_narrow_screen_the_outer_columns_give_way(
    open_page: OpenPage, width: int, side: int, card: int
) -> None:
    page = open_page(viewport={"width": width, "height": 800})
    page.click(".example >> nth=0")
    expect(page.locator("#card-top section").first).to_be_visible()
    boxes = page.locator("#side").bounding_box(), page.locator("#card").bounding_box()
    assert [box and round(box["width"]) for box in boxes] == [side, card]


def test_on_a_phone_the_card_folds_under_the_conversation(site: Site, open_page: OpenPage) -> None:
    page = open_page(viewport=PHONE)
    _read_a_role(page)
    talk, card = page.locator("#talk").bounding_box(), page.locator("#card").bounding_box()
    assert talk is not None
    assert card is not None
    assert card["y"] >= talk["y"] + talk["height"]
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_every_control_has_a_name_and_the_system_scheme_is_followed(site: Site, open_page: OpenPage) -> None:
    page = open_page(scheme="dark")
    _read_a_role(page)
    _draft(page)
    nameless = page.evaluate(
        """() => [...document.querySelectorAll('button, a, input, textarea')]
            .filter(e => e.offsetParent && !e.textContent.trim() && !e.getAttribute('aria-label')
                && !e.title && !(e.labels && e.labels.length))
            .map(e => e.outerHTML.slice(0, 120))"""
    )
    assert nameless == []
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(20, 23, 26)"


def test_a_role_removed_in_another_tab_is_told_and_the_message_is_not_lost(
    site: Site, open_page: OpenPage
) -> None:
    one = open_page()
    _read_a_role(one)
    site.coach.states.pop("role1")
    _say(one, "Are you still there?")
    expect(one.locator("#live .problem")).to_contain_text("There is no role 'role1'")
    expect(one.locator("#composer textarea")).to_have_value("Are you still there?")


def test_a_store_that_cannot_be_read_is_told_and_the_message_is_not_lost(
    site: Site, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_page()

    def broken(*_: object) -> None:
        raise StoreFault("The data folder cannot be read; check the disk and try again.")

    monkeypatch.setattr(site.coach, "open", broken)
    _say(page, "What is a loop?")
    expect(page.locator("#live .problem")).to_contain_text("The data folder cannot be read")
    expect(page.locator("#composer textarea")).to_have_value("What is a loop?")


def test_words_typed_into_the_email_survive_an_answer(site: Site, open_page: OpenPage) -> None:
    page = open_page()
    _read_a_role(page)
    _draft(page)
    site.coach.pause = 0.02
    _say(page, "How do loops differ?")
    page.locator("#email-body textarea").press_sequentially("Typed while it speaks. ", delay=40)
    _answers(page, 2)
    expect(page.locator("#email-body textarea")).to_have_value(re.compile("Typed while it speaks. "))


def test_what_was_never_answered_can_be_answered_now(site: Site, open_page: OpenPage) -> None:
    turn = Turn(id="t0", speaker="user", text="Cut off by a power failure")
    site.coach.states["general"] = RoleState(id="general", turns=(turn,))
    page = open_page()
    expect(page.locator("#log")).to_contain_text("This was not answered yet.")
    page.click("text=Answer it now")
    _answers(page, 1)
    expect(page.locator("#log")).not_to_contain_text("This was not answered yet.")
