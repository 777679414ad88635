/* PartnerHub: what pages can do better with scripts on. Every page works without this file.
   All texts come from the page (data- attributes), so that they are translated there.
   This is the only file that names htmx's events; drafts.js hears of them as house:... */
window.house = (() => {
  "use strict";

  const $ = (selector, root = document) => root.querySelector(selector);
  const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
  const say = (name) => document.body.dataset[name] || "";
  const tell = (target, name, detail) => target.dispatchEvent(new CustomEvent(`house:${name}`, { bubbles: true, detail }));
  const page = document.documentElement;
  page.classList.add("js");

  function make(tag, properties, ...children) {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  }

  /* ---- Messages: into the live region that every page has ---- */

  function notice(text, url) {
    const line = url ? make("a", { href: url, textContent: text }) : make("p", { textContent: text });
    const box = make("div", { className: "flash" }, line);
    $("#flash")?.replaceChildren(box);
    return box;
  }

  function button(text, act) {
    const made = make("button", { type: "button", className: "btn small", textContent: text });
    made.addEventListener("click", act);
    return made;
  }

  const hush = () => $("#flash")?.replaceChildren();

  /* Something did not work: say so in one sentence, and offer to try again. */
  function complain(text, again) {
    const box = notice(text);
    box.classList.add("trouble");
    box.append(again ? button(say("retry"), () => (hush(), again())) : button(say("close"), hush));
    return box;
  }

  const WHY = { 401: "signIn", 403: "forbidden", 404: "gone", 409: "conflict", 410: "gone", 413: "large", 429: "slow" };

  function explain(status, again) {
    if (status === 401) return askToSignIn(again);
    if (status === 409) return complain(say("conflict")).append(button(say("reload"), () => location.reload()));
    return complain(say(WHY[status] || "failed"), [403, 404, 410, 413].includes(status) ? null : again);
  }

  /* The session has ended: sign in in another tab; coming back here sends what was typed. */
  function askToSignIn(again) {
    const retry = () => renewToken().then(again);
    const link = make("a", { href: page.dataset.login, target: "_blank", className: "btn small", textContent: say("signInLink") });
    link.addEventListener("click", () => window.addEventListener("focus", () => (hush(), retry()), { once: true }));
    complain(say("signIn"), retry).append(link);
  }

  /* A new session has a new token. */
  async function renewToken() {
    const answer = await fetch(page.dataset.login);
    const fresh = $("meta[name=csrf-token]", new DOMParser().parseFromString(await answer.text(), "text/html"))?.content;
    if (!fresh) return;
    $("meta[name=csrf-token]").content = fresh;
    $$("[name=csrf_token]").forEach((field) => (field.value = fresh));
  }

  function fade(box) {
    if (box.dataset.timed) return;
    box.dataset.timed = "yes";
    const stay = () => box.matches(":hover, :focus-within");
    const go = () => (stay() ? setTimeout(go, 3000) : box.remove());
    setTimeout(go, 10000);
  }

  /* ---- Focus: never lost, and on what has to be mended ---- */

  function settle(root) {
    const summary = $("#error-summary", root) || (root.id === "error-summary" ? root : null);
    const prefix = `${say("errorTitle")} `;
    if (document.title.startsWith(prefix)) document.title = document.title.slice(prefix.length);
    if (summary) {
      document.title = prefix + document.title;
      summary.focus();
    } else if ($("[autofocus]", root)) {
      $("[autofocus]", root).focus();
    } else if (document.activeElement === document.body && root.isConnected) {
      if (!root.hasAttribute("tabindex")) root.setAttribute("tabindex", "-1");
      root.focus({ preventScroll: true });
    }
  }

  /* ---- Small comforts ---- */

  const comforts = {
    "[data-flash]": fade,
    "[data-copy]": offerCopy,
    "[data-password]": offerShow,
    "[data-most]": countDown,
    "[data-task-for]": offerTask,
    "[data-submit-on-change]": (field) => (field.onchange = () => field.form.requestSubmit()),
    "[data-hide-with-scripts]": (element) => (element.hidden = true),
    "[data-print]": (element) => ((element.hidden = false), (element.onclick = () => window.print())),
  };

  function offerCopy(copy) {
    copy.hidden = false;
    copy.onclick = async () => {
      const field = $("[data-copy-from]", copy.parentElement);
      field.select();
      if (navigator.clipboard) await navigator.clipboard.writeText(field.value);
      else document.execCommand("copy");
      $("span", copy).textContent = copy.dataset.copied;
    };
  }

  function offerShow(box) {
    if ($("button", box)) return;
    const field = $("input", box);
    const show = button(box.dataset.show, () => {
      const hidden = field.type === "password";
      field.type = hidden ? "text" : "password";
      show.textContent = hidden ? box.dataset.hide : box.dataset.show;
    });
    box.append(show);
  }

  /* The line that is being written becomes an action when the notes are saved. */
  function offerTask(make) {
    const area = document.getElementById(make.dataset.taskFor);
    make.hidden = false;
    make.onclick = () => {
      const begin = area.value.lastIndexOf("\n", area.selectionStart - 1) + 1;
      if (!area.value.slice(begin).startsWith("[ ]")) area.setRangeText("[ ] ", begin, begin, "preserve");
      area.focus();
      area.dispatchEvent(new Event("input", { bubbles: true }));
    };
  }

  /* Only near the end, so that nobody is hurried. */
  function countDown(area) {
    const most = Number(area.dataset.most);
    const line = document.getElementById(`${area.id}-left`);
    area.addEventListener("input", () => {
      const left = most - area.value.length;
      const near = left < Math.min(100, most / 5);
      line.textContent = near ? say(left < 0 ? "over" : "left").replace("{number}", Math.abs(left)) : "";
    });
  }

  function ready(root) {
    for (const [selector, comfort] of Object.entries(comforts)) {
      if (root.matches?.(selector)) comfort(root);
      $$(selector, root).forEach(comfort);
    }
    tell(root, "ready");
  }

  function arrived(root) {
    ready(root);
    settle(root);
  }

  /* ---- One field at a time: what was changed is checked, what is still empty is not ---- */

  async function check({ target: field }) {
    const form = field.form;
    const line = document.getElementById(`${field.id}-error`);
    if (!line || form?.method !== "post" || ["file", "checkbox", "radio"].includes(field.type)) return;
    const typed = field.value;
    const said = typed.trim() ? await askAbout(field.name, form) : "";
    if (said === null || field.value !== typed || !line.isConnected) return;
    line.innerHTML = said;
    if (said) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
  }

  /* What is wrong with it, as HTML of ours; null where nobody could say. */
  async function askAbout(name, form) {
    const texts = [...new FormData(form)].filter(([, value]) => typeof value === "string");
    const asked = { method: "POST", body: new URLSearchParams(texts), headers: { "X-Check-Field": name } };
    const answer = await fetch(form.action, asked).catch(() => null);
    return answer?.headers.has("X-Check-Field") ? (await answer.text()).trim() : null;
  }

  /* ---- One tap, one request ---- */

  function busy(form, on) {
    const taps = $$("[type=submit]", form);
    page.classList.toggle("loading", on);
    if (on) [form, ...taps].forEach((element) => element.setAttribute("aria-busy", "true"));
    else [form, ...taps].forEach((element) => element.removeAttribute("aria-busy"));
  }

  function guardDoubleTap(event) {
    const form = event.target;
    if (form.method !== "post") return;
    if (form.getAttribute("aria-busy") === "true") return event.stopImmediatePropagation(), event.preventDefault();
    setTimeout(() => event.defaultPrevented || busy(form, true));
    setTimeout(() => event.defaultPrevented || busy(form, false), 8000); // a download leaves the page where it is
  }

  function closeMore(event) {
    const open = $("details[data-more][open]");
    if (open && (event.key === "Escape" || (event.type === "click" && !open.contains(event.target)))) open.open = false;
  }

  window.addEventListener("submit", guardDoubleTap, true);
  window.addEventListener("pageshow", () => $$("form[aria-busy]").forEach((form) => busy(form, false)));
  document.addEventListener("change", check);
  document.addEventListener("click", closeMore);
  document.addEventListener("keydown", closeMore);
  document.addEventListener("DOMContentLoaded", () => {
    ready(document);
    if ($("#error-summary")) settle(document.body);
  });

  /* ---- htmx ---- */

  const on = (name, act) => document.addEventListener(`htmx:${name}`, (event) => act(event.detail, event));
  const again = (element) => () => (element.matches("form") ? element.requestSubmit() : window.htmx.trigger(element, "click"));
  const refreshes = (element) => element.matches("[data-refresh]");

  on("beforeRequest", ({ elt }) => {
    if (elt.matches("form[method=post]")) busy(elt, true);
    page.classList.toggle("loading", !refreshes(elt));
    tell(elt, "sending");
  });
  on("afterRequest", ({ elt, xhr, successful }) => {
    page.classList.remove("loading");
    if (elt.matches("form")) busy(elt, false);
    if (xhr?.status) tell(elt, "answered", { successful });
  });
  on("afterSettle", ({ elt, requestConfig }) => {
    ready(elt);
    if (!requestConfig || !refreshes(requestConfig.elt)) settle(elt);
  });
  on("oobAfterSwap", ({ target }) => ready(target));
  // What refreshes by itself never shows old truth in silence: it says that it is old until an answer takes its place.
  const grownOld = (element) => {
    element.classList.add("stale");
    for (const note of $$("[data-stale]", element)) note.hidden = false;
  };
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) for (const element of $$("[data-refresh]")) window.htmx.trigger(element, "refresh");
  });

  on("responseError", ({ elt, xhr }) => {
    if (refreshes(elt)) grownOld(elt);
    explain(xhr.status, again(elt));
  });
  for (const lost of ["sendError", "timeout"]) {
    on(lost, ({ elt }) => {
      if (elt.dataset.draft) tell(elt, "lost");
      else if (refreshes(elt)) grownOld(elt);
      else complain(say("offline"), again(elt));
    });
  }

  return { $, $$, say, notice, complain, explain, renewToken, arrived, busy, page };
})();
