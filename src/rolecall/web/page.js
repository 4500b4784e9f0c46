// What the browser does by itself: pages, the address bar, copying, dropping, scrolling, downloads.
(() => {
  "use strict";
  const html = document.documentElement;
  const PAGES = ["coach", "practise", "progress", "library", "teams", "settings", "roles"];
  const visitors = {};

  function pageInAddress() {
    const page = new URLSearchParams(location.search).get("view");
    return PAGES.includes(page) ? page : "coach";
  }

  function address(page, role, mock) {
    const query = new URLSearchParams(location.search);
    page === "coach" ? query.delete("view") : query.set("view", page);
    mock ? query.set("mock", mock) : query.delete("mock");
    if (role) query.set("role", role);
    const words = query.toString();
    return location.pathname + (words ? "?" + words : "");
  }

  function remember(page, role, replace, mock) {
    const wanted = address(page, role, mock);
    if (wanted === location.pathname + location.search) return;
    replace ? history.replaceState({}, "", wanted) : history.pushState({}, "", wanted);
  }

  function showPage(page) {
    html.dataset.page = page;
    document.querySelectorAll("[data-page]").forEach((link) => {
      if (link === html) return;
      link.dataset.page === page
        ? link.setAttribute("aria-current", "page")
        : link.removeAttribute("aria-current");
    });
    (visitors[page] || []).forEach((visit) => visit());
  }

  const currentRole = () => document.querySelector("#side .side")?.dataset.role || "";

  // Events of our own HTML: clicks on [data-do], submitted forms with data-do.
  function actions(element, trigger, watch, names) {
    const act = (event, source, extra) => {
      if (!names.includes(source.dataset.do)) return;
      event.preventDefault();
      if (source.dataset.do === "open_role") {
        remember("coach", source.dataset.role);
        showPage("coach");
      }
      document.querySelectorAll("[popover]:popover-open").forEach((sheet) => sheet.hidePopover());
      trigger(source.dataset.do, { ...source.dataset, ...extra });
    };
    element.addEventListener("click", (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
      const source = event.target.closest("button[data-do], a[data-do]");
      if (source && element.contains(source)) act(event, source, {});
    });
    element.addEventListener("submit", (event) => {
      act(event, event.target, Object.fromEntries(new FormData(event.target)));
    });
    if (names.includes("open_role")) {
      let shown = null;
      const shownAnew = () => {
        const role = currentRole();
        if (role && role !== shown) {
          if (shown !== null) remember(html.dataset.page, role);
          shown = role;
          followTalk(true);
        }
        const open = document.querySelector("#side .roles [aria-current]");
        document.title = (open ? open.innerText.trim() + " · " : "") + "RoleCall";
        showMarks();
        const here = html.dataset.page === "coach" ? open : document.querySelector("#side .pages [aria-current]");
        here?.scrollIntoView({ block: "nearest", inline: "nearest" });
      };
      watch("value", () => setTimeout(() => {
        shownAnew();
        whenArrived.splice(0).forEach((visit) => visit());
      }));
      const wanted = new URLSearchParams(location.search).get("role") || "";
      setTimeout(() => { if (!currentRole()) trigger("open_role", { role: wanted }); }, 5000);
      addEventListener("popstate", () => {
        showPage(pageInAddress());
        const role = new URLSearchParams(location.search).get("role");
        if (role && role !== currentRole()) {
          shown = role;
          trigger("open_role", { role });
        }
      });
    }
  }

  function showMarks() {
    const page = html.dataset.page;
    document.querySelectorAll("#side a[data-page]").forEach((link) => {
      link.dataset.page === page
        ? link.setAttribute("aria-current", "page")
        : link.removeAttribute("aria-current");
    });
  }

  // A link of the coach's to a round: picked, for the candidate to choose the minutes and begin.
  function pickRound(round) {
    const field = document.querySelector(`#pick-form input[name=what][value="${CSS.escape(round)}"]`);
    if (!field) return;
    field.checked = true;
    field.dispatchEvent(new Event("change", { bubbles: true }));
    field.scrollIntoView({ block: "center" });
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-page]");
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    remember(link.dataset.page, currentRole());
    showPage(link.dataset.page);
    if (link.dataset.round) pickRound(link.dataset.round);
  });

  // The first visit waits for the first answer: an event sent earlier makes Gradio drop its own load event.
  const whenArrived = [];
  function visits(page, visit) {
    (visitors[page] = visitors[page] || []).push(visit);
    if (html.dataset.page === page) currentRole() ? visit() : whenArrived.push(visit);
  }

  // The email: stored when typing pauses or the field is left.
  function pauses(pause) {
    const fields = "#email-subject, #email-body";
    let timer = null;
    document.addEventListener("input", (event) => {
      if (!event.target.closest(fields)) return;
      clearTimeout(timer);
      timer = setTimeout(() => { timer = null; pause(); }, 900);
    });
    document.addEventListener("focusout", (event) => {
      if (timer === null || !event.target.closest(fields)) return;
      clearTimeout(timer);
      timer = null;
      pause();
    });
  }

  // Copying
  function wordsToCopy(button) {
    if (button.dataset.copy === "mail") return document.querySelector("#email-body textarea")?.value || "";
    if (button.dataset.copy === "box") return button.closest(".boxed-text")?.querySelector(".paste")?.textContent || "";
    const said = button.closest(".turn")?.querySelector(".said")?.cloneNode(true);
    if (!said) return "";
    said.querySelectorAll("[popover], .cite").forEach((part) => part.remove());
    said.style.cssText = "position:fixed;left:-9999px;white-space:normal";
    document.body.append(said);
    const words = said.innerText.trim();
    said.remove();
    return words;
  }

  async function copy(words) {
    try {
      await navigator.clipboard.writeText(words);
    } catch {
      const box = document.createElement("textarea");
      box.value = words;
      document.body.append(box);
      box.select();
      document.execCommand("copy");
      box.remove();
    }
  }

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    await copy(wordsToCopy(button));
    const before = button.textContent;
    if (before === "Copied") return;
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = before; }, 1500);
  });

  // A button that opens a fold elsewhere on the page.
  document.addEventListener("click", (event) => {
    const wanted = event.target.closest("[data-opens]")?.dataset.opens;
    const fold = wanted && document.querySelector(wanted);
    if (!fold) return;
    fold.open = true;
    comesIntoView(wanted);
    fold.querySelector("input")?.focus({ preventScroll: true });
  });

  // A file made by the server, saved by the browser; nothing is left on the server's disk.
  function download(file) {
    const cut = (file || "").indexOf("\n");
    if (cut < 0) return;
    const bytes = Uint8Array.from(atob(file.slice(cut + 1)), (c) => c.charCodeAt(0));
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([bytes], { type: "application/octet-stream" }));
    link.download = file.slice(0, cut);
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  // A file dropped anywhere on the conversation goes into the box.
  const onTalk = (event) => event.target instanceof Element && event.target.closest("#coach");
  document.addEventListener("dragover", (event) => {
    if (!onTalk(event) || !event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    html.classList.add("dropping");
  });
  for (const end of ["dragleave", "dragend", "drop"])
    document.addEventListener(end, (event) => {
      if (end !== "dragleave" || !event.relatedTarget) html.classList.remove("dropping");
    });
  document.addEventListener("drop", (event) => {
    if (!onTalk(event) || event.target.closest("#composer")) return;
    const files = event.dataTransfer?.files;
    const input = document.querySelector("#composer input[type=file]");
    if (!files?.length || !input) return;
    event.preventDefault();
    input.files = files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });

  // Gradio shows an attached file as an icon; its name belongs there.
  function attached(box) {
    requestAnimationFrame(() => {
      document.querySelectorAll("#composer .thumbnail-item").forEach((item, at) => {
        const name = box?.files?.[at]?.orig_name || "";
        item.dataset.name = name;
        item.setAttribute("aria-label", name);
      });
    });
  }

  // An empty message is not sent at all: while it was on its way, Gradio would let a real one go unheard.
  function emptyMessage(target) {
    const box = target.closest?.("#composer");
    return box && !box.querySelector("textarea").value.trim() && !box.querySelector(".thumbnail-item");
  }
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || !emptyMessage(event.target)) return;
    event.preventDefault();
    event.stopPropagation();
  }, true);
  document.addEventListener("click", (event) => {
    if (event.target.closest?.(".submit-button") && emptyMessage(event.target)) event.stopPropagation();
  }, true);

  // The conversation follows what is being said until its beginning would leave the view.
  let following = true;
  function followTalk(anew) {
    const talk = document.querySelector("#talk");
    if (!talk) return;
    if (anew) following = true;
    if (!following) return;
    const bottom = talk.scrollHeight - talk.clientHeight;
    const mine = talk.querySelectorAll(".turn.me");
    const said = mine[mine.length - 1];
    const top = said ? said.getBoundingClientRect().top - talk.getBoundingClientRect().top + talk.scrollTop - 14 : bottom;
    talk.scrollTop = Math.min(bottom, top);
  }

  function comesIntoView(selector) {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    document.querySelector(selector)?.scrollIntoView({ block: "start", behavior: calm ? "auto" : "smooth" });
  }

  // A list that is drawn anew gives the cursor back to the button that was pressed in it.
  function keepsFocus(element, watch) {
    let pressed = null;
    element.addEventListener("click", (event) => {
      const { do: act, promise, state, order } = event.target.closest("button[data-do]")?.dataset || {};
      pressed = act ? [["do", act], ["promise", promise], ["state", state], act === "sort_promises" ? ["order", order] : []] : null;
    });
    watch("value", () => setTimeout(() => {
      if (!pressed || !document.activeElement?.matches("body, html")) return;
      const wanted = pressed.filter(([, value]) => value).map(([name, value]) => `[data-${name}="${CSS.escape(value)}"]`);
      element.querySelector("button" + wanted.join(""))?.focus({ preventScroll: true });
    }));
  }

  function watchTalk(talk) {
    let live = false;
    talk.addEventListener("wheel", () => { following = false; }, { passive: true });
    talk.addEventListener("touchmove", () => { following = false; }, { passive: true });
    new MutationObserver(() => {
      const now = talk.querySelector("#live .turn") !== null;
      if (now && !live) {
        following = true;
        if (innerWidth <= 860) document.querySelector("#live")?.scrollIntoView({ block: "start" });
      }
      followTalk(false);
      live = now;
    }).observe(talk, { childList: true, subtree: true, characterData: true });
  }

  // A new draft comes into view beside the conversation; on a phone the page stays where it is.
  function watchDraft(head) {
    let shown = null;
    new MutationObserver(() => {
      const draft = head.querySelector("[data-draft]")?.dataset.draft || "";
      const role = currentRole();
      if (shown && draft && draft !== shown.draft && role === shown.role && innerWidth > 860) {
        const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
        head.closest("#email").scrollIntoView({ block: "nearest", behavior: calm ? "auto" : "smooth" });
      }
      shown = { draft, role };
    }).observe(head, { childList: true, subtree: true, attributes: true });
  }

  // Gradio shows the label of the box to no one.
  function nameComposer(box) {
    box.setAttribute("aria-label", box.placeholder);
    // Once, and not on a phone; Gradio's autofocus would pull the cursor out of the email after each answer.
    if (innerWidth > 860 && html.dataset.page === "coach") box.focus();
  }

  const waiting = new Map([["#composer textarea", nameComposer], ["#talk", watchTalk], ["#email-head", watchDraft]]);
  const arrivals = new MutationObserver(() => {
    for (const [selector, start] of waiting) {
      const element = document.querySelector(selector);
      if (!element) continue;
      waiting.delete(selector);
      start(element);
    }
    if (!waiting.size) arrivals.disconnect();
  });
  arrivals.observe(html, { childList: true, subtree: true });

  html.dataset.page = pageInAddress();
  html.lang = "en-GB";
  window.rolecall = { actions, visits, pauses, download, attached, remember, currentRole, comesIntoView, keepsFocus };
})();
