// The room of a mock: the countdown between the server's ticks, the draft, focus, and what is sent when.
(() => {
  "use strict";
  const { visits, remember, currentRole, code, voice } = window.rolecall;
  const html = document.documentElement;
  const BEAT = 4000, PAUSE_OF_TYPING = 900, PATIENCE = 15000;
  const $ = (selector) => document.querySelector(selector);
  const mockInAddress = () => new URLSearchParams(location.search).get("mock") || "";

  let send = () => {};
  let shown = { view: "", mock: "", said: "0" };
  let ends = 0;            // when the time is up, by this page's own steady clock
  let busy = "";           // the act whose answer is awaited
  let which = "";          // the button that asked for it
  let since = 0;
  let ticking = 0;         // when the tick that is under way was sent, or 0
  let sent = "";           // the answer that was sent
  let asked = null, kept = "";  // the draft on its way, the draft the server has
  let typing = null;

  const box = () => $("#mock-answer");
  const running = () => shown.view === "room" && !shown.paused;
  const inRoom = () => shown.view === "room" && html.dataset.page === "practise";

  function facts(act, extra) {
    const here = { act, mock: shown.mock, said: shown.said, paused: shown.paused || "", draft: box()?.value || "" };
    return { ...here, ...code.facts(act), ...extra };
  }
  const trying = () => busy === "run" || busy === "submit";

  function say(words) {
    const live = $("#mock-live");
    if (live && words) live.textContent = words;
  }

  function status(words) {
    const place = $("#mock-kept");
    if (place && place.textContent !== words) place.textContent = words;
  }

  function act(name, extra) {
    if (busy) return;
    busy = name;
    which = extra.which || name;
    since = performance.now();
    if (name === "send") sent = box().value;
    ready();
    send(name, facts(name, extra));
  }

  // A tick that is under way would store the draft after the answer; so the answer waits for it.
  function soon(name, extra) {
    clearTimeout(typing);
    if (ticking && performance.now() - ticking < 2000) setTimeout(() => soon(name, extra), 50);
    else act(name, extra);
  }

  function tick() {
    if ((busy && !trying()) || !inRoom() || (ticking && performance.now() - ticking < PATIENCE)) return;
    if (ticking) status("RoleCall does not answer; what you typed stays in the box.");
    const words = box().value;
    ticking = performance.now();
    asked = words;
    send("tick", facts("tick", { typed: words !== kept ? "yes" : "" }));
  }

  function left() {
    return Math.max(0, (ends - performance.now()) / 1000);
  }

  function second() {
    if (shown.view !== "room") return;
    if (busy && performance.now() - since > 120000) busy = "";
    const seconds = shown.paused ? shown.left : left();
    const face = $("#room-top .clock b"), clock = $("#room-top .clock");
    if (!face) return;
    const whole = Math.max(0, Math.round(seconds));
    const words = Math.floor(whole / 60) + ":" + String(whole % 60).padStart(2, "0");
    if (face.textContent !== words) face.textContent = words;
    const limit = whole <= 30 ? "the last half minute" : whole <= 120 ? "under two minutes" : "";
    const beside = clock.querySelector(".soft");
    if (limit && beside.textContent !== limit) beside.textContent = limit;
    clock.classList.toggle("soon", whole <= 120);
    clock.classList.toggle("last", whole <= 30);
    if (!shown.paused && seconds <= 0 && !busy && inRoom() && !writing()) soon("end", {});
  }

  // What was being said when the time was up is written down first; for that the end waits half a minute.
  let waited = 0;
  function writing() {
    if (!voice.busy()) return false;
    waited = waited || performance.now();
    voice.finish();
    return performance.now() - waited < 30000;
  }

  // Which buttons can be used now.
  function ready() {
    const answer = box();
    if (!answer) return;
    answer.readOnly = (!!busy && !trying()) || !!shown.paused;
    document.querySelectorAll("#room [data-needs]").forEach((button) => { button.disabled = !!busy || !!shown.paused; });
    document.querySelectorAll("#room-top [data-room]").forEach((button) => { button.disabled = !!busy; });
    const hint = $("#room-box [data-room=hint]");
    hint.hidden = !shown.hint;
    hint.textContent = shown.hint || "Hint";
    answer.placeholder = shown.paused ? "Paused" : "Answer as you would say it";
    code.ready(busy, which, !!shown.paused);
    status(busy === "send" ? "Sending" : busy === "hint" ? "Asking" : "");
  }

  function arrived(now) {
    if (!now.view) return;
    const before = shown, answer = box();
    const beat = now.answers === "tick";
    if (beat && (before.view !== "room" || now.mock !== before.mock || Number(now.said) < Number(before.said))) {
      ticking = 0;  // overtaken: another page is in view, or the answer to an act was faster
      return;
    }
    const fresh = now.mock !== before.mock || (now.view === "room" && before.view !== "room");
    const done = beat ? "" : busy;
    if (!beat) busy = "";
    if (beat && asked !== null) kept = asked;
    if (beat) ticking = 0;
    shown = now;
    ends = performance.now() + 1000 * Number(now.left || 0);
    html.dataset.mock = now.view;
    if (html.dataset.page === "practise") remember("practise", currentRole(), !fresh, now.mock);
    if (answer && fresh && now.view === "room") {
      answer.value = now.draft || "";
      kept = answer.value;
    } else if (answer && now.took) {
      if (answer.value.trim() === sent.trim()) answer.value = "";
      kept = "";
    } else if (answer && now.said !== before.said && !done && answer.value === kept) {
      answer.value = "";  // answered in another tab; nothing of its own was typed here
      kept = "";
    }
    code.arrived(now, fresh);
    ready();
    second();
    begins(false);
    if (running() && html.dataset.page !== "practise") soon("pause", {});
    if (fresh) waited = 0;
    voice.arrived(now, fresh || now.said !== before.said, done === "hint");
    if (now.view === "room") roomArrived(fresh, now.said !== before.said, done);
    else if (now.view === "debrief" && before.view === "room") debriefArrived();
    else if (now.view === "pick" && before.view !== "pick") $("#practise").scrollTop = 0;
  }

  function roomArrived(fresh, further, done) {
    if (shown.warning) say(shown.warning);
    else if (done === "run" || done === "submit") say(code.outcome() + (further && done === "submit" ? " " + asking() : ""));
    else if (fresh || further) say(asking());
    if (fresh || further) {
      const talk = $("#room-talk");
      talk.scrollTop = talk.scrollHeight;
    }
    if (fresh && code.open()) {
      $("#practise").scrollTop = 0;  // in one column the room is scrolled as a page is
      scrollTo(0, 0);
    }
    if (done === "run" || done === "submit") gave();
    // Whoever writes code or tries it goes on there.
    if (!inRoom() || (!fresh && !further && !done) || (code.isIn() && !fresh && !shown.paused)) return;
    if (shown.paused) $("#room-top [data-room=resume]")?.focus({ preventScroll: true });
    else if (box() !== document.activeElement) box()?.focus({ preventScroll: true });
  }

  const asking = () => $("#mock-question")?.textContent || "";
  // Results begin at their head; in one column they come into view.
  function gave() {
    const place = $("#code-gave");
    if (!place) return;
    place.scrollTop = 0;
    if (innerWidth <= 1100) $("#code-tools")?.scrollIntoView({ block: "start" });
  }

  function debriefArrived() {
    box().value = "";
    kept = "";
    const head = $("#debrief h1");
    if (!head) return;
    head.tabIndex = -1;
    head.focus();
    $("#practise").scrollTop = 0;
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-room]");
    if (!button || button.type === "submit" || button.disabled) return;
    document.querySelectorAll("[popover]:popover-open").forEach((sheet) => sheet.hidePopover());
    soon(button.dataset.room, {});
  });

  function answerGiven() {
    const answer = box();
    if (busy || shown.paused) return;
    if (voice.busy()) {
      voice.finish();
      voice.waits();
      return;
    }
    if (!answer.value.trim()) {
      status("Write an answer first; to pass, say so, for example: let us skip this one.");
      answer.focus();
      return;
    }
    soon("send", {});
  }
  document.addEventListener("submit", (event) => {
    if (event.target.dataset?.room !== "send") return;
    event.preventDefault();
    answerGiven();
  });
  document.addEventListener("keydown", (event) => {
    if (event.target.id !== "mock-answer" || event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    answerGiven();
  });
  document.addEventListener("input", (event) => {
    if (event.target.id !== "mock-answer") return;
    clearTimeout(typing);
    typing = setTimeout(tick, PAUSE_OF_TYPING);
  });
  code.wired(tick, (name, extra) => {
    if (!busy && running()) soon(name, extra);
  });
  document.addEventListener("visibilitychange", () => { if (document.hidden) tick(); });

  // Planning takes a moment where a paper is read first.
  function begins(busy) {
    const button = $(".begin");
    if (!button) return;
    button.disabled = busy;
    button.textContent = busy ? "One moment" : "Begin";
  }
  document.addEventListener("submit", (event) => { if (event.target.id === "pick-form") begins(true); });

  // The usual minutes of a round, until the candidate picks others.
  let picked = false;
  document.addEventListener("change", (event) => {
    const field = event.target;
    if (field.form?.id !== "pick-form") return;
    if (field.name === "minutes") picked = true;
    if (field.name !== "what") return;
    html.dataset.round = field.value;
    sandbox();
    const usual = $(`input[name=minutes][value="${field.dataset.minutes}"]`);
    if (usual && !picked) usual.checked = true;
  });

  // Which walls stand is asked once, when code first comes into view: asking may start the sandbox.
  let sandboxAsked = false;
  function sandbox() {
    if (sandboxAsked || (html.dataset.round !== "coding" && !code.open())) return;
    sandboxAsked = true;
    send("sandbox", {});
  }

  // The mark as it stood in this very answer: the next may be drawn before the page has settled.
  function read(value) {
    const drawn = document.createElement("template");
    drawn.innerHTML = value || "";
    return { ...drawn.content.querySelector("[data-view]")?.dataset };
  }

  function room(element, trigger, watch, props) {
    send = trigger;
    watch("value", () => {
      const now = read(props.value);
      setTimeout(() => {
        arrived(now);
        sandbox();
      }, 20);
    });
    visits("practise", () => {
      const mock = mockInAddress();
      if (mock && mock === shown.mock && !shown.paused) return;
      const leaving = running() && mock !== shown.mock ? shown.mock : "";
      trigger("visited", { ...code.facts("visited"), mock, leaving, draft: box()?.value || "" });
    });
    setInterval(tick, BEAT);
    setInterval(second, 500);
    // Going to another page pauses: what is looked up there is not interview time.
    new MutationObserver(() => {
      if (html.dataset.page !== "practise" && running()) soon("pause", {});
    }).observe(html, { attributes: true, attributeFilter: ["data-page"] });
  }

  html.dataset.mock = mockInAddress() ? "room" : "pick";
  html.dataset.round = "research_deep_dive";
  window.rolecall.room = room;
})();
