// The editor of a coding round: its keys, what is kept of it, and the buttons beside it.
(() => {
  "use strict";
  const html = document.documentElement;
  const $ = (selector) => document.querySelector(selector);
  const PAUSE_OF_TYPING = 1500, STEP = "    ";
  const LABEL = "Your code. Tab indents; Escape, then Tab, leaves the editor.";

  let problem = "";     // what the editor is for
  let kept = "";        // what the server has of it
  const underWay = {};  // by act: the text that is on its way
  let waiting = null;   // text for an editor that is not there yet
  let typing = null;
  let pause = () => {}, tryOut = () => {};

  const content = () => $("#mock-code .cm-content");
  function view() {
    const tile = content()?.cmTile || content()?.cmView;
    return tile?.view || tile?.root?.view || null;
  }
  const lines = (text) => (text || "").replace(/\r\n?/g, "\n");
  const text = () => waiting !== null ? waiting : view() ? view().state.doc.toString() : kept;
  const changed = () => !!problem && text() !== kept;

  // Puts a text into the editor: `afresh` for another problem, else as an edit that can be undone.
  function put(words, afresh) {
    const editor = view();
    if (!editor) {
      waiting = words;
      return;
    }
    waiting = null;
    const whole = { from: 0, to: editor.state.doc.length, insert: words };
    // As pasting does: a step of its own to undo.
    editor.dispatch({ changes: whole, selection: { anchor: 0 }, scrollIntoView: !afresh, userEvent: "input.paste" });
    if (!afresh) return;
    const state = editor.state;
    editor.setState(state.constructor.create({ doc: words, extensions: state.config.base }));
  }

  // What the server is told with every act; the text only where this tab changed it.
  function facts(act) {
    if (!problem) return {};
    const words = text();
    underWay[act] = words;
    const whole = act === "run" || act === "submit" || words !== kept;
    return { problem, coded: words !== kept ? "yes" : "", code: whole ? words : "" };
  }

  // An answer of the server: it never goes over what was typed in this tab.
  function arrived(now, fresh) {
    const open = now.view === "room" ? now.problem || "" : "";
    html.dataset.coding = open ? "yes" : "";
    const sent = underWay[now.answers];
    delete underWay[now.answers];
    if (!open) {
      problem = "";
      return;
    }
    const held = now.code === undefined ? sent : lines(now.code);
    if (fresh || open !== problem) {
      if (held === undefined) return;
      problem = open;
      kept = held;
      put(kept, true);
      unsaved();
    } else if (held !== undefined) {
      const mine = text();
      if (mine === (sent ?? kept) && mine !== held) put(held, false);
      kept = held;
    }
    note();
    remember();
  }

  // What was typed and had not reached the server when this tab was loaded anew.
  const drawer = () => "code:" + $("#mock-mark [data-mock]")?.dataset.mock + ":" + problem;
  function remember() {
    if (!problem) return;
    try {
      changed() ? sessionStorage.setItem(drawer(), JSON.stringify({ kept, text: text() })) : sessionStorage.removeItem(drawer());
    } catch { /* a browser that stores nothing */ }
  }
  function unsaved() {
    let found = null;
    try { found = JSON.parse(sessionStorage.getItem(drawer())); } catch { /* nothing of ours */ }
    if (found && found.kept === kept && typeof found.text === "string" && found.text !== kept) {
      put(found.text, false);
      setTimeout(pause, 200);
    }
  }

  function note(words) {
    const place = $("#code-kept");
    const said = words ?? (changed() ? "" : "Kept");
    if (place && place.textContent !== said) place.textContent = said;
  }

  function edited() {
    if (!problem) return;
    waiting = null;
    note();
    remember();
    clearTimeout(typing);
    typing = setTimeout(pause, PAUSE_OF_TYPING);
  }

  function start(editor) {
    if (waiting !== null) put(waiting, true);
    unsaved();
    content().setAttribute("aria-label", LABEL);
    new MutationObserver(edited).observe(content(), { childList: true, subtree: true, characterData: true });
    editor.addEventListener("focusout", () => { if (changed()) pause(); });
  }
  const arrivals = new MutationObserver(() => {
    if (!view()) return;
    arrivals.disconnect();
    start($("#mock-code"));
  });
  arrivals.observe(html, { childList: true, subtree: true });

  // Keys. The editor's own steps are two spaces; Python's are four.
  const firstLine = (state, at) => state.doc.lineAt(at);
  function replace(editor, from, to, insert, userEvent) {
    editor.dispatch({ changes: { from, to, insert }, selection: { anchor: from + insert.length }, scrollIntoView: true, userEvent });
  }
  function eachLine(editor, step) {
    const { state } = editor, { from, to } = state.selection.main, changes = [];
    for (let at = firstLine(state, from).number; at <= firstLine(state, to).number; at++) {
      const change = step(state.doc.line(at));
      if (change) changes.push(change);
    }
    editor.dispatch({ changes, userEvent: "input.indent" });
  }
  function indents(editor, back) {
    const { state } = editor, { from, to } = state.selection.main, line = firstLine(state, from);
    if (back) {
      eachLine(editor, (one) => {
        const spaces = one.text.match(/^ {1,4}|^\t/);
        return spaces && { from: one.from, to: one.from + spaces[0].length };
      });
    } else if (from === to || (to <= line.to && from > line.from)) {
      replace(editor, from, to, " ".repeat(4 - ((from - line.from) % 4)), "input.indent");
    } else {
      eachLine(editor, (one) => one.text.trim() ? { from: one.from, insert: STEP } : null);
    }
  }
  function breaks(editor) {
    const { state } = editor, { from, to } = state.selection.main, line = firstLine(state, from);
    const before = line.text.slice(0, from - line.from);
    let indent = before.match(/^\s*/)[0];
    if (/[:([{]\s*(#.*)?$/.test(before) && !/^\s*#/.test(before)) indent += STEP;
    else if (/^\s*(return|pass|break|continue|raise)\b/.test(before) && !/[([{,\\]\s*$/.test(before)) indent = indent.slice(0, -4);
    replace(editor, from, to, "\n" + indent, "input");
  }
  function deletes(editor) {
    const { state } = editor, { from, to } = state.selection.main, line = firstLine(state, from);
    const before = line.text.slice(0, from - line.from);
    if (from !== to || !before || before.trim() || before.includes("\t")) return false;
    replace(editor, from - ((before.length - 1) % 4 + 1), from, "", "delete.backward");
    return true;
  }
  function took(event, editor) {
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) tryOut("run", {});
    else if (event.key === "Tab" && plain && !leaving) indents(editor, event.shiftKey);
    else if (event.key === "Enter" && plain && !event.shiftKey) breaks(editor);
    else return event.key === "Backspace" && plain && deletes(editor);
    return true;
  }
  let leaving = false;
  document.addEventListener("keydown", (event) => {
    const editor = event.target.closest?.("#mock-code .cm-content") && !event.isComposing && view();
    if (!editor || editor.state.readOnly) return;
    if (took(event, editor)) {
      event.preventDefault();
      event.stopPropagation();
    }
    const before = leaving;
    leaving = event.key === "Escape" || (leaving && (event.key === "Tab" || event.key === "Shift"));
    if (before !== leaving) editor.setTabFocusMode?.(leaving);
  }, true);
  document.addEventListener("keydown", (event) => {
    if (event.target.id !== "own-calls" || event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    tryOut("run", { calls: event.target.value, which: "calls" });
  });

  document.addEventListener("change", (event) => {
    const talk = $("#room-talk");
    if (event.target.name === "side" && talk) talk.scrollTop = talk.scrollHeight;
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-code]");
    if (!button || button.getAttribute("aria-disabled") === "true") return;
    const what = button.dataset.code;
    document.querySelectorAll("[popover]:popover-open").forEach((sheet) => sheet.hidePopover());
    if (what === "run" || what === "submit") tryOut(what, {});
    else if (what === "calls") tryOut("run", { calls: $("#own-calls").value, which: "calls" });
    else if (what === "back" || what === "starter") {
      put(lines(what === "back" ? button.dataset.source : $("#the-starter")?.dataset.source), false);
      view()?.focus();
      note(what === "back" ? "That version is back; undo returns to what was here." : "The starter is back; undo returns to your code.");
    }
  });

  // What the buttons say, and whether the editor can be written in.
  function ready(busy, which, paused) {
    document.querySelectorAll("#code-tools button[data-says]").forEach((button) => {
      const own = busy && button.dataset.code === which;
      button.setAttribute("aria-disabled", busy || paused ? "true" : "false");
      button.textContent = own ? (which === "submit" ? "Judging" : "Running") : button.dataset.says;
    });
    const editor = $("#room-code");
    if (editor) editor.inert = !!paused;
  }

  const outcome = () => $("#code-outcome")?.textContent || "";
  const open = () => !!problem;
  const isIn = () => !!document.activeElement?.closest("#room-code");
  function wired(onPause, onTry) {
    pause = onPause;
    tryOut = onTry;
  }
  window.rolecall.code = { arrived, facts, ready, changed, open, isIn, outcome, wired, note };
})();
