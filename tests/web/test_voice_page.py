"""Speaking and hearing in a mock: a real headless Chromium, a fake microphone, audio over real HTTP."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from rolecall.domain.voice_choice import VoiceBy, VoiceChoice
from tests.fake_audio import TEXT, AudioServerStandIn
from tests.web.conftest import DESKTOP, PHONE, LaunchBrowser, Site
from tests.web.test_practise_page import answer, begin, kept, only_mock

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

MICROPHONE = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
SPEAK = "[data-voice=speak]"
RECOGNITION = """
  window.webkitSpeechRecognition = class {
    start() { this.on = true; setTimeout(() => this.heard("We shadow the new ranker"), 150); }
    heard(words) {
      if (!this.on) return;
      const result = Object.assign([{ transcript: words }], { isFinal: true });
      this.onresult({ resultIndex: 0, results: [result] });
    }
    stop() { this.on = false; setTimeout(() => this.onend(), 20); }
  };
  window.SpeechRecognition = undefined;
"""
NO_STREAM = """
  navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("", "{}"));
"""
SILENCE = """
  const quiet = () => new AudioContext().createMediaStreamDestination().stream;
  navigator.mediaDevices.getUserMedia = async () => quiet();
"""
VOICES = """
  window.read = [];
  window.speechSynthesis.getVoices = () => [{ name: "Own", lang: "en-GB", localService: true }];
  window.SpeechSynthesisUtterance = function (text) { this.text = text; };
  window.speechSynthesis.speak = (said) => { window.read.push(said.text); window.reading = said; };
  window.speechSynthesis.cancel = () => { window.read.push("(stopped)"); };
"""
OpenRoom = Callable[..., Page]


@pytest.fixture(scope="module")
def talking(launch_browser: LaunchBrowser) -> Iterator[Browser]:
    """A browser with a microphone that beeps."""
    browser = launch_browser(*MICROPHONE)
    yield browser
    browser.close()


@pytest.fixture
def server() -> Iterator[AudioServerStandIn]:
    with AudioServerStandIn() as made:
        yield made


@pytest.fixture
def open_room(talking: Browser, site: Site) -> Iterator[OpenRoom]:
    """A mock that has begun; what the page reports as an error fails the test."""
    errors: list[str] = []
    contexts = []

    def opened(
        script: str = "",
        *,
        by: VoiceBy = VoiceBy.SERVER,
        server: AudioServerStandIn | None = None,
        **named: str,
    ) -> Page:
        address = server.address if server else ""
        site.coach.voice.choose("local", VoiceChoice(by=by, address=address, **named))
        context = talking.new_context(viewport=DESKTOP, reduced_motion="reduce")  # type: ignore[arg-type]
        contexts.append(context)
        context.grant_permissions(["microphone"])
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("pageerror", lambda error: errors.append(str(error)))
        if script:
            page.add_init_script(script)
        page.goto(site.address + "/?view=practise")
        begin(page, minutes="15")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert errors == []


def speak(page: Page, milliseconds: int = 1600) -> None:
    """Holds the button as a thumb does."""
    button = page.locator(SPEAK)
    button.hover()
    page.mouse.down()
    expect(button).to_have_text("Done")
    page.wait_for_timeout(milliseconds)
    page.mouse.up()


def test_what_is_spoken_is_written_into_the_box_between_what_was_typed_and_only_sent_by_hand(
    site: Site,
    open_room: OpenRoom,
    server: AudioServerStandIn,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    page = open_room(server=server)
    page.fill("#mock-answer", "First, and then")
    page.evaluate("document.querySelector('#mock-answer').setSelectionRange(6, 6)")
    speak(page)
    expect(page.locator("#mock-answer")).to_have_value(f"First, {TEXT} and then")
    expect(page.locator("#mock-answer")).to_be_focused()
    expect(page.locator("#voice-facts")).to_contain_text(re.compile(r"^Spoken, \d+ s.*1 filler word"))
    assert page.locator("#room-talk .mine").count() == 0
    (asked,) = server.asked
    assert asked.kind == "audio/webm"
    assert len(asked.sound) > 500
    left = [path for path in tmp_path_factory.getbasetemp().rglob("*") if path.is_file()]
    assert not any(asked.sound[40:120] in path.read_bytes() for path in left)

    page.keyboard.type("!")
    kept(page, site, f"First, {TEXT}! and then")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#room-talk .mine .spoken")).to_contain_text("Spoken, ")
    expect(page.locator("#voice-facts")).to_have_text("")
    (said,) = only_mock(site).answers
    assert said.text == f"First, {TEXT}! and then"
    assert said.speech is not None
    assert said.speech.fillers == 1
    answer(page, "Typed this time, with 3 numbers in it.")
    assert only_mock(site).answers[-1].speech is None


def test_a_tap_records_until_the_next_and_keys_do_the_same(
    open_room: OpenRoom, server: AudioServerStandIn
) -> None:
    page = open_room(server=server)
    button = page.locator(SPEAK)
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#voice-live b")).to_have_text("0:01")
    # The microphone beeps once a second.
    page.wait_for_function("() => parseFloat(document.querySelector('#voice-live i').style.width) > 20")
    button.click()
    expect(page.locator("#mock-answer")).to_have_value(TEXT)
    expect(button).to_have_attribute("aria-pressed", "false")
    button.focus()
    page.keyboard.down("Space")
    expect(button).to_have_text("Done")
    page.wait_for_timeout(700)
    page.keyboard.up("Space")
    expect(page.locator("#mock-answer")).to_have_value(f"{TEXT} {TEXT}")


def test_a_fault_keeps_the_recording_and_it_can_be_sent_again(
    open_room: OpenRoom, server: AudioServerStandIn
) -> None:
    server.script = ["reset", "500"]
    page = open_room(server=server)
    speak(page)
    expect(page.locator("#voice-told")).to_contain_text("what you recorded is kept here")
    page.click("text=Send it again")
    expect(page.locator("#voice-told")).to_contain_text("reported a fault of its own")
    page.click("text=Send it again")
    expect(page.locator("#mock-answer")).to_have_value(TEXT)
    first, _, last = server.asked
    assert first.sound == last.sound


def test_a_server_without_hearing_offers_the_browser_and_never_hands_the_sound_over_by_itself(
    site: Site, open_room: OpenRoom, server: AudioServerStandIn
) -> None:
    page = open_room(RECOGNITION, server=server, hearing="404")
    speak(page)
    expect(page.locator("#voice-told")).to_contain_text("writes down no speech. Let this browser do it")
    assert site.coach.voice.choice("local").by is VoiceBy.SERVER
    page.click("text=Let this browser do it")
    expect(page.locator("#voice-told")).to_contain_text("From now on this browser does it")
    speak(page)
    expect(page.locator("#mock-answer")).to_have_value("We shadow the new ranker")
    assert len(server.asked) == 1


def test_the_browsers_own_recognition_writes_into_the_box_and_sends_no_sound_anywhere(
    site: Site, open_room: OpenRoom
) -> None:
    page = open_room(RECOGNITION, by=VoiceBy.BROWSER)
    speak(page)
    expect(page.locator("#mock-answer")).to_have_value("We shadow the new ranker")
    page.keyboard.type(" for 2 weeks")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#room-talk .spoken")).to_be_visible()
    (said,) = only_mock(site).answers
    assert said.speech is not None
    assert said.speech.words == 5


@pytest.mark.parametrize(
    ("by", "script", "words"),
    [
        (VoiceBy.OFF, "", "Voice is off. Choose in Settings"),
        (VoiceBy.SERVER, "", "No server is connected. In Settings"),
        (
            VoiceBy.BROWSER,
            "window.SpeechRecognition = window.webkitSpeechRecognition = undefined",
            "This browser writes down no speech",
        ),
        (
            VoiceBy.BROWSER,
            RECOGNITION + "Object.defineProperty(window, 'isSecureContext', { value: false })",
            "only to pages on https or on this very machine",
        ),
        (
            VoiceBy.BROWSER,
            RECOGNITION + NO_STREAM.format("NotAllowedError"),
            "Allow it beside the address",
        ),
        (
            VoiceBy.BROWSER,
            RECOGNITION + NO_STREAM.format("NotFoundError"),
            "No microphone was found",
        ),
    ],
)
def test_what_is_missing_is_told_with_the_next_step(
    open_room: OpenRoom, by: VoiceBy, script: str, words: str
) -> None:
    page = open_room(script, by=by)
    page.locator(SPEAK).click(force=True)
    expect(page.locator("#voice-told")).to_contain_text(words)
    expect(page.locator(SPEAK)).to_have_text("Speak")
    page.fill("#mock-answer", "Typing goes on")


def test_a_silent_recording_is_told_and_sent_nowhere(open_room: OpenRoom, server: AudioServerStandIn) -> None:
    page = open_room(SILENCE, server=server)
    speak(page)
    expect(page.locator("#voice-told")).to_contain_text("I heard nothing")
    expect(page.locator(SPEAK)).to_have_text("Speak")
    assert server.asked == []


def test_sending_waits_for_the_words_that_are_on_their_way(
    site: Site, open_room: OpenRoom, server: AudioServerStandIn
) -> None:
    server.wait = 1.0
    page = open_room(server=server)
    page.fill("#mock-answer", "Typed.")
    speak(page)
    page.focus("#mock-answer")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#voice-told")).to_contain_text("still being written down")
    expect(page.locator("#mock-answer")).to_have_value(f"Typed. {TEXT}")
    assert only_mock(site).answers == ()


def test_time_that_is_up_waits_for_what_was_being_said(
    site: Site, open_room: OpenRoom, server: AudioServerStandIn
) -> None:
    server.wait = 1.0
    page = open_room(server=server)
    page.locator(SPEAK).click()
    expect(page.locator(SPEAK)).to_have_text("Done")
    site.coach.moved.ahead += 15 * 60
    expect(page.locator("#debrief h1").first).to_be_visible()
    assert only_mock(site).answers[-1].text == TEXT


def test_a_question_is_heard_and_escape_stops_it(open_room: OpenRoom, server: AudioServerStandIn) -> None:
    server.seconds = 20
    page = open_room(server=server)
    question = page.locator("#mock-question").inner_text()
    page.click("text=Hear it")
    expect(page.locator("[data-voice=read]")).to_have_text("Stop reading")
    page.wait_for_function("() => window.rolecall.voice.playing()")
    page.keyboard.press("Escape")
    expect(page.locator("[data-voice=read]")).to_have_text("Hear it")
    assert not page.evaluate("window.rolecall.voice.playing()")
    (asked,) = server.asked
    assert asked.fields["input"].endswith(question)
    page.click("text=Hear it")
    page.wait_for_function("() => window.rolecall.voice.playing()")
    page.locator(SPEAK).click()
    expect(page.locator(SPEAK)).to_have_text("Done")
    assert not page.evaluate("window.rolecall.voice.playing()")
    assert len(server.asked) == 1, "the second time costs nothing"


def test_new_questions_are_read_once_where_that_was_chosen_and_the_choice_is_remembered(
    site: Site, open_room: OpenRoom
) -> None:
    page = open_room(VOICES + RECOGNITION, by=VoiceBy.BROWSER)
    first = page.locator("#mock-question").inner_text()
    page.check("[data-voice=aloud]", force=True)
    page.wait_for_function("() => window.read.length === 1")
    answer(page, "I would keep 3 time splits and hold back the last 20 days of the series.")
    page.wait_for_function("() => window.read.length >= 3")
    page.wait_for_timeout(4500)
    read = page.evaluate("window.read.filter((words) => words !== '(stopped)')")
    second = page.locator("#mock-question").inner_text()
    assert len(read) == 2
    assert read[0].endswith(first)
    assert read[1].endswith(second)
    assert site.coach.voice.state("local").aloud


def test_a_server_that_reads_nothing_leaves_it_to_a_voice_of_this_machine(
    open_room: OpenRoom, server: AudioServerStandIn
) -> None:
    page = open_room(VOICES, server=server, speaking="404")
    page.click("text=Hear it")
    expect(page.locator("#voice-told")).to_contain_text("reads nothing aloud. This browser reads instead.")
    page.wait_for_function("() => window.read.length === 1")
    page.keyboard.press("Escape")
    assert page.evaluate("window.read")[-1] == "(stopped)"


def test_voice_is_chosen_tested_and_told_in_settings(
    talking: Browser, site: Site, server: AudioServerStandIn
) -> None:
    page = talking.new_context(viewport=PHONE).new_page()  # type: ignore[arg-type]
    page.goto(site.address + "/?view=settings")
    box = page.locator("#settings-voice")
    expect(box).to_contain_text("The microphone stays off.")
    box.get_by_label("This browser").check()
    expect(box).to_contain_text("send what they hear to their maker")
    box.get_by_label("A server that speaks").check()
    expect(box).to_contain_text("to this server and to nobody else")
    box.get_by_text("Save", exact=True).click()
    expect(box).to_contain_text("No server is connected.")
    box.get_by_label("Address, where").fill(server.address)
    box.get_by_label("Key for that address").fill("sk-voice-key")
    box.get_by_text("Test", exact=True).click()
    expect(box).to_contain_text("It writes down what you say. It reads questions aloud.")
    box.get_by_text("Save", exact=True).click()
    expect(box).to_contain_text("Saved.")
    expect(box.get_by_label("Key for that address")).to_have_value("")
    assert {one.key for one in server.asked} == {"Bearer sk-voice-key"}
    assert site.coach.voice.choice("local").address == server.address
    assert "sk-voice-key" not in page.content()
    page.context.close()
