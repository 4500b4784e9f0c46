// Voice in the room: what is spoken becomes words in the box, to be edited before they count.
(() => {
  "use strict";
  const { visits } = window.rolecall;
  const MOST = 600, HELD = 400, STEP = 100, PATIENCE = 150000;
  const $ = (selector) => document.querySelector(selector);
  const box = () => $("#mock-answer");
  const mock = () => new URLSearchParams(location.search).get("mock") || "";
  const SETTINGS = '<a href="?view=settings" data-page="settings">Settings</a>';
  const NOT_SECURE = "The browser gives the microphone only to pages on https or on this very machine. Open RoleCall there under the name localhost, or put https in front of it.";
  const NO_RECORDER = "This browser cannot record. Use a newer one, or let it write down speech itself: choose that in Settings.";
  const NO_RECOGNITION = "This browser writes down no speech. Use Chrome, Edge or Safari, or choose a server in Settings.";
  const TROUBLE = {
    NotAllowedError: "The browser does not let RoleCall use the microphone. Allow it beside the address, then press Speak again.",
    NotFoundError: "No microphone was found. Plug one in, then press Speak again.",
    NotReadableError: "Another program holds the microphone. Close that one, then press Speak again.",
  };

  let state = { by: "", missing: "One moment: voice is being set up." };
  let hear = null;  // asks the server about hearing

  // One question to the server and its answer; what comes too late is told as such.
  function asking(trigger, watch, props) {
    const waiting = new Map();
    let count = 0;
    watch("value", () => {
      const drawn = document.createElement("template");
      drawn.innerHTML = props.value || "";
      const now = { ...drawn.content.querySelector("[data-beat]")?.dataset };
      if (now.by) known(now);
      const done = waiting.get(now.answers);
      waiting.delete(now.answers);
      done?.(now);
    });
    return (name, extra = {}) => new Promise((resolve) => {
      const number = `${performance.now()}-${++count}`;
      waiting.set(number, resolve);
      const late = { problem: "RoleCall does not answer. Check that it still runs, then try again.", kept: "yes" };
      setTimeout(() => { if (waiting.delete(number)) resolve(late); }, PATIENCE);
      trigger(name, { ...extra, number });
    });
  }

  function known(now) {
    state = now;
    const why = now.missing || "";
    document.querySelectorAll("[data-voice=speak], [data-voice=read]").forEach((button) => {
      why ? button.setAttribute("aria-disabled", "true") : button.removeAttribute("aria-disabled");
      button.title = why;
    });
    const always = $("[data-voice=aloud]");
    if (always) always.checked = now.aloud === "yes" && !why;
  }

  // What is said below the box. Words are set as text; `more` are our own buttons or links.
  function say(words, more = "") {
    const place = $("#voice-told");
    if (!place) return;
    place.textContent = words;
    if (more) place.insertAdjacentHTML("beforeend", " " + more);
  }
  const withSettings = (words) => say(words, words.includes("Settings") ? SETTINGS : "");

  // Hearing

  let phase = "idle";  // idle, asking (for the microphone), recording, sending, kept (could not be sent)
  let take = null;     // the recording: { mock, stream, recorder, parts, levels, begun, ... }
  let turn = 0;        // whoever stops waiting no longer gets what is answered then
  const later = new Map();  // words that came when their mock was not in view

  function draw() {
    const button = $("[data-voice=speak]");
    if (!button) return;
    const names = { idle: "Speak", asking: "One moment", recording: "Done", sending: "Stop waiting", kept: "Speak" };
    button.querySelector("span").textContent = names[phase];
    button.setAttribute("aria-pressed", phase === "recording" ? "true" : "false");
    $("#voice-live").hidden = phase !== "recording";
    document.documentElement.classList.toggle("speaking-now", phase === "recording");
  }

  function lacking() {
    if (state.missing) return state.missing;
    if (!isSecureContext || !navigator.mediaDevices) return NOT_SECURE;
    if (state.by === "server" && !window.MediaRecorder) return NO_RECORDER;
    if (state.by === "browser" && !recognition()) return NO_RECOGNITION;
    return "";
  }
  const recognition = () => window.SpeechRecognition || window.webkitSpeechRecognition;

  async function begin() {
    if (phase === "kept") return say("Send the last recording first, or throw it away.", AGAIN);
    voice.hush();
    const why = lacking();
    if (why) return withSettings(why);
    if (state.by === "server" && !state.hears) return offer(`The server ${state.where} writes down no speech.`);
    if (box().readOnly) return;
    phase = "asking";
    facts("");
    say("");
    draw();
    let stream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: true, noiseSuppression: true } });
    } catch (error) {
      phase = "idle";
      draw();
      return say(TROUBLE[error.name] || `The microphone cannot be used (${error.name}). Try again.`);
    }
    take = { mock: mock(), by: state.by, stream, parts: [], levels: [], begun: performance.now(), why: "" };
    measure(take);
    take.by === "server" ? record(take) : await listen(take);
    phase = "recording";
    draw();
    say(pressed ? "Recording while you hold." : "Recording. Press Done when you have finished.");
    if (ended) finish();
  }

  function record(now) {
    const kinds = ["audio/webm;codecs=opus", "audio/ogg;codecs=opus", "audio/mp4"];
    const mimeType = kinds.find((kind) => MediaRecorder.isTypeSupported(kind));
    now.recorder = new MediaRecorder(now.stream, { ...(mimeType && { mimeType }), audioBitsPerSecond: 32000 });
    now.recorder.ondataavailable = (event) => { if (event.data.size) now.parts.push(event.data); };
    now.stopped = new Promise((resolve) => { now.recorder.onstop = resolve; });
    now.recorder.start(1000);
    // The microphone was pulled out: what was said so far is good.
    now.stream.getAudioTracks()[0].onended = () => { if (phase === "recording") finish(); };
  }

  // The browser's own recognition; it stops by itself after a silence, so it is started anew until Done.
  async function listen(now) {
    const Recognition = recognition(), own = new Recognition(), lang = navigator.language || "en-GB";
    Object.assign(own, { continuous: true, interimResults: true, lang });
    try {
      if ((await Recognition.available?.({ langs: [lang], processLocally: true })) === "available") own.processLocally = true;
    } catch { /* an older browser: its maker's service listens, as the settings say */ }
    own.onresult = (event) => {
      let guess = "";
      for (let at = event.resultIndex; at < event.results.length; at++) {
        const heard = event.results[at];
        heard.isFinal ? now.parts.push(heard[0].transcript.trim()) : guess += heard[0].transcript;
      }
      say(guess);
    };
    own.onerror = (event) => {
      if (event.error === "no-speech" || event.error === "aborted") return;
      const closed = event.error === "not-allowed" || event.error === "service-not-allowed";
      now.why = closed ? TROUBLE.NotAllowedError
        : `The browser’s recognition failed (${event.error}). What it wrote down is in the box; go on by typing, or try again.`;
    };
    now.stopped = new Promise((resolve) => {
      own.onend = () => {
        if (phase === "recording" && !now.why) return own.start();
        resolve();
        if (phase === "recording") finish();
      };
    });
    now.recorder = { stop: () => own.stop() };
    own.start();
  }

  // The level, ten times a second; a page in the background is woken less often, so its samples count for more.
  function measure(now) {
    const context = new AudioContext(), analyser = context.createAnalyser();
    analyser.fftSize = 2048;
    context.createMediaStreamSource(now.stream).connect(analyser);
    context.resume();
    const samples = new Float32Array(analyser.fftSize);
    const bar = $("#voice-live i"), time = $("#voice-live b");
    now.timer = setInterval(() => {
      analyser.getFloatTimeDomainData(samples);
      const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
      const level = Math.max(-90, Math.round(10 * Math.log10(power + 1e-9)));
      const seconds = (performance.now() - now.begun) / 1000;
      while (now.levels.length < (seconds * 1000) / STEP) now.levels.push(level);
      bar.style.width = `${Math.max(2, Math.min(100, (level + 60) * 2))}%`;
      time.textContent = `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
      if (seconds >= MOST && phase === "recording") {
        now.full = true;
        finish();
      }
    }, STEP);
    now.close = () => {
      clearInterval(now.timer);
      now.stream.getTracks().forEach((track) => track.stop());
      context.close();
    };
  }

  async function finish() {
    if (phase === "asking") { ended = true; return; }
    if (phase !== "recording") return;
    const now = take;
    phase = "sending";
    draw();
    now.seconds = (performance.now() - now.begun) / 1000;
    try { now.recorder.stop(); } catch { /* it has stopped by itself */ }
    await Promise.race([now.stopped, new Promise((late) => setTimeout(late, 3000))]);
    now.close();
    await send(now);
  }

  const AGAIN = '<button type="button" class="tool" data-voice="again">Send it again</button> ' +
    '<button type="button" class="tool" data-voice="drop">Throw it away</button>';

  async function send(now) {
    const mine = ++turn;
    phase = "sending";
    draw();
    say(now.full ? "A recording holds ten minutes; it was stopped there. Writing it down." : "Writing down what you said.");
    const seconds = now.seconds.toFixed(1), levels = now.levels.join(" ");
    let answer;
    if (now.by === "browser") {
      const text = now.parts.join(" ").trim();
      if (!text && now.why) answer = { problem: now.why };
      else answer = await hear("voice_wrote", { mock: now.mock, text, seconds, levels });
    } else {
      const audio = await encoded(new Blob(now.parts, { type: now.recorder.mimeType }));
      if (mine === turn) answer = await hear("voice_record", { mock: now.mock, audio, kind: now.recorder.mimeType, seconds, levels });
    }
    if (mine !== turn) return;
    phase = answer.problem && answer.kept ? "kept" : "idle";
    draw();
    if (answer.offer) { phase = "idle"; draw(); return offer(answer.problem); }
    if (answer.problem) return phase === "kept" ? say(answer.problem, AGAIN) : withSettings(answer.problem);
    say(now.why);
    facts(answer.facts);
    now.mock === mock() ? insert(answer.text) : later.set(now.mock, `${later.get(now.mock) || ""} ${answer.text}`.trim());
    take = null;
  }

  const encoded = (blob) => new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).split(",")[1] || "");
    reader.readAsDataURL(blob);
  });

  function offer(words) {
    const other = recognition() ? '<button type="button" class="tool" data-voice="browser">Let this browser do it</button> <span class="soft">Its maker may hear what you say.</span>' : SETTINGS;
    say(words, other);
  }

  function facts(words) {
    const place = $("#voice-facts");
    if (place) place.textContent = words || "";
  }

  // At the cursor, with a blank on either side where one is missing; nothing that was typed is replaced.
  function insert(text) {
    const answer = box(), at = answer.selectionEnd;
    const before = answer.value.slice(0, at), after = answer.value.slice(at);
    const lead = before && !/\s$/.test(before) ? " " : "", tail = after && !/^\s/.test(after) ? " " : "";
    answer.setRangeText(lead + text + tail, at, at, "end");
    answer.dispatchEvent(new Event("input", { bubbles: true }));
    answer.focus({ preventScroll: true });
  }

  // Push to talk: held, it records until it is let go; tapped, until it is pressed again. Space and Enter do the same.
  let pressed = 0, ended = false, ending = false, byHand = false;
  function down() {
    if (phase === "sending") {
      turn++;
      phase = "kept";
      draw();
      return say("The recording is kept here.", AGAIN);
    }
    if (phase === "recording") { ending = true; return; }
    ended = ending = false;
    pressed = performance.now();
    begin();
  }
  function up() {
    const held = pressed && performance.now() - pressed > HELD;
    pressed = 0;
    if (ending || (held && phase === "recording")) finish();
    else if (phase === "recording") say("Recording. Press Done when you have finished.");
    ending = false;
  }
  const isSpeak = (event) => event.target.closest?.("[data-voice=speak]");
  document.addEventListener("pointerdown", (event) => {
    if (!isSpeak(event) || event.button) return;
    byHand = true;
    down();
  });
  for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, () => { if (byHand) up(); });
  document.addEventListener("keydown", (event) => {
    if (!isSpeak(event) || (event.key !== " " && event.key !== "Enter")) return;
    event.preventDefault();
    if (!event.repeat) down();
  });
  document.addEventListener("keyup", (event) => {
    if (!isSpeak(event) || (event.key !== " " && event.key !== "Enter")) return;
    event.preventDefault();
    up();
  });
  document.addEventListener("click", (event) => {
    const act = event.target.closest?.("[data-voice]")?.dataset.voice;
    if (act === "speak") {
      if (!byHand) { down(); pressed = 0; if (ending) up(); }  // a screen reader's press has no pointer
      byHand = false;
    } else if (act === "again" && take) send(take);
    else if (act === "drop") {
      take = null;
      phase = "idle";
      draw();
      say("");
    } else if (act === "browser") hear("voice_browser").then((now) => say(now.problem || "From now on this browser does it. Press Speak."));
  });
  addEventListener("beforeunload", (event) => { if (phase !== "idle") event.preventDefault(); });

  const voice = window.rolecall.voice = {
    hearing(element, trigger, watch, props) {
      hear = asking(trigger, watch, props);
      visits("practise", () => hear("voice_state"));
    },
    asking, say, withSettings,
    state: () => state,
    idle: () => phase === "idle",
    // True while words are on their way: what is sent or ended now would go without them.
    busy: () => phase === "recording" || phase === "asking" || (phase === "sending" && take?.mock === mock()),
    finish,
    waits: () => say("What you said is still being written down; it will be in the box in a moment."),
    // The room was drawn.
    arrived(now, further, aside) {
      const open = now.view === "room" && !now.paused;
      if (!open) finish();
      if (now.view === "room" && later.has(now.mock)) {
        insert(later.get(now.mock));
        later.delete(now.mock);
      }
      if (open && further && phase === "idle") {
        facts("");
        say("");
      }
      voice.asked(now, open, further, aside);
    },
  };
})();
