// The debrief of a mock: asked for when it comes into view; ratings kept as they are chosen; where to go next.
(() => {
  "use strict";
  const { remember, currentRole } = window.rolecall;
  const html = document.documentElement;

  const mockInView = () => html.dataset.page === "practise" && html.dataset.mock === "debrief"
    ? document.querySelector("#mock-mark [data-view]")?.dataset.mock || "" : "";

  // A mock that was begun elsewhere on the page opens in the room.
  function open(mock) {
    remember("practise", currentRole(), false, mock);
    dispatchEvent(new PopStateEvent("popstate"));
  }

  function goes(element, watch) {
    let gone = "";
    watch("value", () => setTimeout(() => {
      const mark = element.querySelector("[data-go]");
      if (!mark?.dataset.go || mark.dataset.beat === gone) return;
      gone = mark.dataset.beat;
      open(mark.dataset.go);
    }, 20));
  }

  function debrief(element, trigger, watch) {
    let shown = "";
    const look = () => {
      const mock = mockInView();
      if (mock && mock !== shown) trigger("visited", { mock });
      shown = mock;
    };
    new MutationObserver(look).observe(html, { attributes: true, attributeFilter: ["data-mock", "data-page"] });
    goes(element, watch);
  }

  // The debrief that was asked for from the end of the form begins at its head.
  let asked = false;
  function arrives(element, watch) {
    watch("value", () => setTimeout(() => {
      const head = element.querySelector(".summary h2");
      if (!asked || !head) return;
      asked = false;
      head.tabIndex = -1;
      head.focus({ preventScroll: true });
      head.scrollIntoView({ block: "start" });
    }, 20));
  }

  // Levels by criterion of every question in `part` where one was chosen.
  function chosen(part) {
    const levels = {};
    part.querySelectorAll("input[data-criterion]:checked").forEach(({ dataset, value }) => {
      (levels[dataset.question] = levels[dataset.question] || {})[dataset.criterion] = Number(value);
    });
    return JSON.stringify(levels);
  }

  // New HTML is patched into the old: what was ticked by hand stays so unless it is told otherwise.
  function asWritten(element) {
    element.querySelectorAll("input").forEach((input) => { input.checked = input.hasAttribute("checked"); });
    element.querySelectorAll(".judged-one").forEach(counted);
  }

  function counted(fold) {
    const done = fold.querySelectorAll("input:checked").length;
    const place = fold.querySelector(".rated");
    if (!place) return;
    const of = fold.querySelectorAll("fieldset").length;
    place.textContent = done ? done + " of " + of + " rated" : "not rated";
  }

  function rates(element, trigger, watch) {
    watch("value", () => setTimeout(() => asWritten(element), 20));
    element.addEventListener("change", (event) => {
      const choice = event.target;
      if (choice.type !== "radio" || !choice.dataset.criterion) return;
      const fold = choice.closest(".judged-one");
      trigger("rated", { mock: choice.dataset.mock, ratings: chosen(fold) });
      counted(fold);
    });
    // The last choice may still be on its way when the debrief is asked for.
    element.addEventListener("click", (event) => {
      const button = event.target.closest("[data-do=make_debrief]");
      if (!button) return;
      button.dataset.ratings = chosen(element);
      asked = true;
    }, true);
  }

  // Checkboxes of our own HTML: data-change names the event.
  function changes(element, trigger, watch, names) {
    watch("value", () => setTimeout(() => asWritten(element), 20));
    element.addEventListener("change", (event) => {
      const name = event.target.dataset?.change;
      if (names.includes(name)) trigger(name, { on: event.target.checked ? "yes" : "" });
    });
  }

  Object.assign(window.rolecall, { debrief, rates, arrives, goes, changes });
})();
