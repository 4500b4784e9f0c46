// Questions read aloud: by the configured server, or by a voice of the browser's.
(() => {
  "use strict";
  const { voice } = window.rolecall;
  const { say, withSettings } = voice;
  const $ = (selector) => document.querySelector(selector);
  const NO_VOICES = "This browser has no voice to read with. Install one, or choose a server in Settings.";

  let tell = null;      // asks the server about reading
  let reading = null;   // { stop } of what is being read
  let heard = null;     // the last player
  let wanted = 0, lastAsked = "";
  const sounds = new Map();  // the last few that were read, so that hearing one again costs nothing

  function readingNow(now) {
    reading = now;
    const button = $("[data-voice=read]");
    if (!button) return;
    button.textContent = now ? "Stop reading" : "Hear it";
    button.setAttribute("aria-pressed", now ? "true" : "false");
  }

  function stopReading() {
    wanted++;
    reading?.stop();
    readingNow(null);
  }

  const texts = (selector) => [...document.querySelectorAll(selector)].map((one) => one.textContent.trim());
  const question = () => texts("#room-now .lead, #mock-question").join(" ");

  async function read(text) {
    stopReading();
    if (!text || !voice.idle()) return;
    if (voice.state().missing) return withSettings(voice.state().missing);
    const mine = wanted;
    readingNow({ stop() {} });
    if (voice.state().by === "server" && voice.state().speaks) {
      const now = sounds.has(text) ? { sound: sounds.get(text) } : await tell("voice_read", { text });
      if (mine !== wanted) return;
      if (now.sound) {
        sounds.delete(text);
        sounds.set(text, now.sound);
        if (sounds.size > 5) sounds.delete(sounds.keys().next().value);
        return play(now.sound, mine);
      }
      say(now.problem);
      if (!now.offer) return readingNow(null);
    }
    await synthesise(text, mine, voice.state().by === "server");
  }

  async function play(sound, mine) {
    const data = Uint8Array.from(atob(sound), (one) => one.charCodeAt(0));
    const url = URL.createObjectURL(new Blob([data], { type: "audio/mpeg" })), player = new Audio(url);
    const over = () => { URL.revokeObjectURL(url); if (mine === wanted) readingNow(null); };
    player.onended = over;
    player.onerror = () => { if (mine === wanted) say("The browser cannot play what the server sent. Choose another voice in Settings."); over(); };
    heard = player;
    readingNow({ stop: () => { player.pause(); player.removeAttribute("src"); URL.revokeObjectURL(url); } });
    player.play().catch((error) => {
      if (error.name !== "NotAllowedError" || mine !== wanted) return;
      say("The browser plays sound only after a press on the page. Press Hear it.");
      over();
    });
  }

  // Where the server was to read, only a voice of this machine takes its place: the text goes nowhere else.
  async function synthesise(text, mine, own) {
    const voices = await allVoices();
    if (mine !== wanted) return;
    const lang = (document.documentElement.lang || "en").slice(0, 2);
    const fit = voices.filter((voice) => !own || voice.localService);
    const voice = fit.find((one) => one.localService && one.lang.startsWith(lang)) || fit.find((one) => one.lang.startsWith(lang)) || fit[0];
    if (!voice) { readingNow(null); return withSettings(NO_VOICES); }
    const spoken = new SpeechSynthesisUtterance(text);
    Object.assign(spoken, { voice, lang: voice.lang });
    spoken.onend = spoken.onerror = () => { if (mine === wanted) readingNow(null); };
    readingNow({ stop: () => speechSynthesis.cancel() });
    speechSynthesis.speak(spoken);
  }

  // Browsers fill the list of voices a moment after the page.
  async function allVoices() {
    for (let tried = 0; window.speechSynthesis && tried < 10; tried++) {
      const voices = speechSynthesis.getVoices();
      if (voices.length) return voices;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return [];
  }

  document.addEventListener("click", (event) => {
    if (event.target.closest?.("[data-voice=read]")) reading ? stopReading() : read(question());
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") stopReading(); });
  document.addEventListener("change", async (event) => {
    if (event.target.dataset?.voice !== "aloud") return;
    const always = event.target.checked;
    if (always && voice.state().missing) {
      event.target.checked = false;
      return withSettings(voice.state().missing);
    }
    if (always) read(question());
    else stopReading();
    await tell("voice_aloud", { always: always ? "yes" : "" });
  });

  voice.hush = stopReading;
  voice.playing = () => !!heard && !heard.paused && heard.currentTime > 0;
  voice.reading = (element, trigger, watch, props) => { tell = voice.asking(trigger, watch, props); };
  // What was asked is read once, where the candidate wants that.
  voice.asked = (now, open, further, aside) => {
    const key = `${now.mock}:${now.said}`;
    if (!open) return stopReading();
    if (!further || key === lastAsked) return;
    lastAsked = key;
    if (voice.state().aloud !== "yes" || !voice.idle()) return stopReading();
    read(aside ? texts("#room-now .hint").pop() || question() : question());
  };
})();
