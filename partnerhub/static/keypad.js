/* Entering sheets of paper with the digits of a keyboard: each question takes a key, and the next one comes by itself.
   A question is an element with data-ask; data-if and data-is name the answers that it depends on.
   Without this file the page is an ordinary form. */
(() => {
  "use strict";

  const { $, $$ } = window.house;
  const form = () => $("#keypad-form");
  const asks = () => $$("[data-ask]", form()).filter((ask) => !ask.hidden);
  const current = () => $("[data-ask].now", form());
  const boxes = (ask) => $$("input[type=radio], input[type=checkbox]", ask);
  const field = (ask) => $("textarea, input[type=text]", ask);
  let typed = "";

  /* What is not asked of somebody who answered like that is not in the way. */
  function fit() {
    for (const ask of $$("[data-if]", form())) {
      const given = $$(`[name="${CSS.escape(ask.dataset.if)}"]:checked`, form()).map((box) => box.value);
      ask.hidden = !ask.dataset.is.split(" ").some((answer) => given.includes(answer));
    }
  }

  /* Go to a question; past the last one, to the button that saves. */
  function go(ask, { scroll = true } = {}) {
    typed = "";
    current()?.classList.remove("now");
    ask?.classList.add("now");
    const target = ask ? field(ask) || ask : $("[type=submit]", form());
    target.focus({ preventScroll: true });
    if (scroll) (ask || target).scrollIntoView({ block: "center" });
  }

  function step(ask, by) {
    const all = asks();
    const to = all.indexOf(ask) + by;
    if (to >= 0) go(all[to]);
  }

  function take(ask, box) {
    typed = "";
    if (!box) return;
    box.checked = box.type === "radio" || !box.checked;
    fit();
    if (box.type === "radio") step(ask, 1);
  }

  function clear(ask) {
    for (const box of boxes(ask)) box.checked = false;
    fit();
    step(ask, 1);
  }

  /* Of ten answers and more, a 1 may be the begin of 10: Enter, or the second digit, says which. */
  function digit(ask, key) {
    const all = boxes(ask);
    typed += key;
    if (Number(typed) === 0) return clear(ask);
    if (typed.length < 2 && Number(typed) * 10 <= all.length) return undefined;
    return take(ask, all[Number(typed) - 1]);
  }

  function enter(ask) {
    if (typed) return take(ask, boxes(ask)[Number(typed) - 1]);
    return step(ask, 1);
  }

  function pressed(event) {
    const ask = form() && event.target.closest?.("[data-ask]");
    if (!ask || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (ask !== current()) go(ask, { scroll: false });
    const act = {
      Enter: () => !event.shiftKey && (enter(ask), true),
      ArrowUp: () => (step(ask, -1), true),
      ArrowDown: () => (step(ask, 1), true),
    }[event.key];
    const writes = field(ask)?.value && event.key !== "Enter"; // there the arrows move within the text
    const digits = /^[0-9]$/.test(event.key) && boxes(ask).length ? () => (digit(ask, event.key), true) : null;
    if (!writes && (act || digits)?.()) event.preventDefault();
  }

  /* A finger or a mouse goes on as a key does: after the click, which itself puts the focus on what was tapped. A click
     that a key made counts no taps. */
  function tapped(event) {
    const ask = event.detail && form() && event.target.closest?.("[data-ask]");
    const box = ask && $("input", event.target.closest("label") || document.createElement("i"));
    if (box?.type === "radio") setTimeout(() => (fit(), step(ask, 1)));
  }

  function begin() {
    if (!form() || form().dataset.begun) return;
    form().dataset.begun = "yes";
    fit();
    if (!$("#error-summary")) go(asks()[0], { scroll: form().elements.number.value > 1 });
  }

  document.addEventListener("keydown", pressed);
  document.addEventListener("click", tapped);
  document.addEventListener("change", () => form() && fit());
  document.addEventListener("house:ready", () => setTimeout(begin));
})();
