/* PartnerHub: what pages can do better with scripts on. Every page works without this file.
   All texts come from the page (data- attributes), so that they are translated there.
   This is the only file that names htmx's events. */
(() => {
  "use strict";

  const $ = (selector, root = document) => root.querySelector(selector);
  const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
  const say = (name) => document.body.dataset[name] || "";
  const person = () => document.documentElement.dataset.person || "anyone";

  /* ---- Drafts: what is typed outlives a reload, a closed tab, a lost network and an ended session ---- */

  const PREFIX = "partnerhub:";
  const keyOf = (form) => `${PREFIX}${person()}:${form.dataset.draft}`;
  const NOT_KEPT = new Set(["csrf_token"]);

  function stored(key) {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch {
      return null;
    }
  }

  function keep(key, value) {
    try {
      localStorage.setItem(key, JSON.stringify(value));
      return true;
    } catch {
      return false;
    }
  }

  function fieldsOf(form) {
    const fields = {};
    for (const [name, value] of new FormData(form)) {
      if (NOT_KEPT.has(name) || value instanceof File || isSecret(form, name)) continue;
      (fields[name] ||= []).push(value);
    }
    return fields;
  }

  function isSecret(form, name) {
    const field = form.elements.namedItem(name);
    return field instanceof HTMLInputElement && field.type === "password";
  }

  function fill(form, fields) {
    for (const control of form.elements) {
      const values = fields[control.name];
      const isChoice = control.type === "checkbox" || control.type === "radio";
      if (control.type === "file" || control.type === "password" || NOT_KEPT.has(control.name)) continue;
      if (isChoice) control.checked = (values || []).includes(control.value);
      else if (values) control.value = values.length > 1 ? values[namesakes(form, control).indexOf(control)] : values[0];
    }
  }

  const namesakes = (form, control) => [...form.elements].filter((other) => other.name === control.name);

  function status(form, text) {
    const line = $("[data-draft-status]", form);
    if (line && line.textContent !== text) line.textContent = text;
  }

  function statusSaved(form, at) {
    const time = new Date(at).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
    status(form, (form.dataset.saved || "").replace("{time}", time));
  }

  function saveHere(form, waiting = false) {
    const copy = { fields: fieldsOf(form), action: form.action, page: location.href, at: Date.now(), waiting };
    keep(keyOf(form), copy);
    return copy;
  }

  async function saveThere(form) {
    if (!form.dataset.draftUrl || form.dataset.sent) return;
    const body = JSON.stringify({ fields: fieldsOf(form) });
    const headers = { "Content-Type": "application/json", "X-CSRFToken": tokenOf(form) };
    try {
      const answer = await fetch(form.dataset.draftUrl, { method: "PUT", body, headers });
      if (!answer.ok) throw new Error(String(answer.status));
      statusSaved(form, Date.now());
    } catch {
      status(form, form.dataset.onDevice);
    }
  }

  const tokenOf = (form) => $("[name=csrf_token]", form)?.value || "";

  function watch(form) {
    if (form.dataset.watched) return;
    form.dataset.watched = "yes";
    restore(form);
    let timer = 0;
    form.addEventListener("input", () => {
      const copy = saveHere(form);
      clearTimeout(timer);
      if (form.dataset.draftUrl) timer = setTimeout(() => saveThere(form), 1000);
      else statusSaved(form, copy.at);
    });
    if (!form.hasAttribute("hx-post")) form.addEventListener("submit", (event) => sendWell(event, form));
  }

  function restore(form) {
    if ($("#error-summary", form)) return;
    const local = stored(keyOf(form));
    const fields = local?.fields || JSON.parse(form.dataset.draftSaved || "null");
    if (!fields) return;
    const wasWaiting = Boolean(local?.waiting);
    if (!wasWaiting) delete fields.submission_id;
    fill(form, fields);
    if (wasWaiting) status(form, form.dataset.onDevice);
    else if (local) statusSaved(form, local.at);
  }

  function sendWell(event, form) {
    if (event.defaultPrevented || $("[type=file]", form)?.files.length) return;
    event.preventDefault();
    if (form.getAttribute("aria-busy") === "true") return;
    const copy = saveHere(form, true);
    form.setAttribute("aria-busy", "true");
    status(form, form.dataset.sending);
    send(copy, tokenOf(form), event.submitter)
      .then((answer) => take(answer, form))
      .catch(() => status(form, form.dataset.onDevice))
      .finally(() => form.removeAttribute("aria-busy"));
  }

  function send(copy, token, submitter) {
    const body = new URLSearchParams({ csrf_token: token });
    for (const [name, values] of Object.entries(copy.fields)) values.forEach((value) => body.append(name, value));
    if (submitter?.name) body.append(submitter.name, submitter.value);
    return fetch(copy.action, { method: "POST", body, headers: { "HX-Request": "true" } });
  }

  /* An answer from the server, good or bad, ends the waiting; only a lost network goes on with it. */
  async function take(answer, form) {
    const goTo = answer.headers.get("HX-Redirect") || (answer.redirected && answer.url);
    if (answer.ok && goTo) {
      form.dataset.sent = "yes";
      localStorage.removeItem(keyOf(form));
      location.assign(goTo);
      return;
    }
    saveHere(form);
    if (answer.status === 401) return complain(say("signIn"), () => form.requestSubmit());
    if (answer.status !== 422 && !answer.ok && answer.status !== 409) {
      status(form, "");
      return complain(say("failed"), () => form.requestSubmit());
    }
    replacePage(await answer.text());
  }

  function replacePage(text) {
    const page = new DOMParser().parseFromString(text, "text/html");
    const fresh = $("main", page);
    if (!fresh) return;
    $("main").replaceWith(document.adoptNode(fresh));
    document.title = page.title;
    ready(document);
    window.htmx?.process($("main"));
    settle($("main"));
  }

  /* Drafts of pages that are closed now: sent as soon as there is a network again. */
  async function sendWaiting() {
    if (!navigator.onLine) return;
    const here = new Set($$("form[data-draft]").map(keyOf));
    for (const form of $$("form[data-draft]")) if (stored(keyOf(form))?.waiting) form.requestSubmit();
    for (const key of Object.keys(localStorage)) {
      const copy = key.startsWith(`${PREFIX}${person()}:`) && !here.has(key) ? stored(key) : null;
      if (copy?.waiting) await sendStored(key, copy);
    }
  }

  async function sendStored(key, copy) {
    try {
      const answer = await send(copy, $("meta[name=csrf-token]")?.content || "");
      if (answer.ok) localStorage.removeItem(key);
      else keep(key, { ...copy, waiting: false });
      notice(say(answer.ok ? "sentLater" : "notSent"), copy.page);
    } catch {
      /* still no network: it goes on waiting */
    }
  }

  function forgetEverything() {
    Object.keys(localStorage)
      .filter((key) => key.startsWith(PREFIX))
      .forEach((key) => localStorage.removeItem(key));
  }

  /* ---- Messages ---- */

  function notice(text, url) {
    const line = document.createElement(url ? "a" : "p");
    line.textContent = text;
    if (url) line.href = url;
    const box = document.createElement("div");
    box.className = "flash";
    box.append(line);
    $("#flash")?.replaceChildren(box);
    return box;
  }

  function complain(text, again) {
    const box = notice(text);
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn small";
    button.textContent = say("retry");
    button.addEventListener("click", () => {
      $("#flash").replaceChildren();
      again();
    });
    box.append(button);
  }

  function passMessages() {
    $$("[data-flash]").forEach((box) => {
      if (box.dataset.timed) return;
      box.dataset.timed = "yes";
      setTimeout(() => box.contains(document.activeElement) || box.remove(), $("form", box) ? 10000 : 7000);
    });
  }

  /* ---- Focus: never lost, and on what has to be mended ---- */

  function settle(root) {
    const summary = $("#error-summary", root) || (root.id === "error-summary" ? root : null);
    if (summary) {
      summary.focus();
      const prefix = say("errorTitle");
      if (prefix && !document.title.startsWith(prefix)) document.title = `${prefix} ${document.title}`;
      return;
    }
    const wish = $("[autofocus]", root);
    if (wish) wish.focus();
    else if (document.activeElement === document.body && root.isConnected) {
      if (!root.hasAttribute("tabindex")) root.setAttribute("tabindex", "-1");
      root.focus({ preventScroll: true });
    }
  }

  /* ---- Small comforts ---- */

  function comfort(root) {
    $$("[data-copy]", root).forEach((button) => {
      if (!navigator.clipboard) return;
      button.hidden = false;
      button.onclick = async () => {
        await navigator.clipboard.writeText($("[data-copy-from]", button.parentElement).value);
        $("span", button).textContent = button.dataset.copied;
      };
    });
    $$("[data-password]", root).forEach(addShowButton);
    $$("[data-submit-on-change]", root).forEach((field) => (field.onchange = () => field.form.requestSubmit()));
    $$("[data-hide-with-scripts]", root).forEach((element) => (element.hidden = true));
    $$("[data-print]", root).forEach((button) => {
      button.hidden = false;
      button.onclick = () => window.print();
    });
  }

  function addShowButton(box) {
    if ($("button", box)) return;
    const field = $("input", box);
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn small";
    const label = () => (button.textContent = field.type === "password" ? box.dataset.show : box.dataset.hide);
    button.onclick = () => {
      field.type = field.type === "password" ? "text" : "password";
      label();
    };
    label();
    box.append(button);
  }

  function guardDoubleTap(event) {
    const form = event.target;
    if (form.method !== "post" || form.hasAttribute("hx-post") || event.defaultPrevented) return;
    if (form.getAttribute("aria-busy") === "true") return event.preventDefault();
    form.setAttribute("aria-busy", "true");
    setTimeout(() => form.removeAttribute("aria-busy"), 8000);
  }

  function ready(root) {
    $$("form[data-draft]", root).forEach(watch);
    comfort(root);
    passMessages();
  }

  document.addEventListener("submit", (event) => {
    if (event.target.matches("[data-signout]")) forgetEverything();
  });
  window.addEventListener("submit", guardDoubleTap);
  window.addEventListener("pageshow", () => $$("form[aria-busy]").forEach((form) => form.removeAttribute("aria-busy")));
  window.addEventListener("online", sendWaiting);
  document.addEventListener("DOMContentLoaded", () => {
    ready(document);
    sendWaiting();
    if ($("#error-summary")) settle(document.body);
  });

  /* ---- htmx ---- */

  document.addEventListener("htmx:beforeRequest", (event) => {
    const form = event.detail.elt;
    if (form.dataset?.draft) {
      saveHere(form, true);
      status(form, form.dataset.sending);
    }
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.detail.elt;
    if (!form.dataset?.draft || !event.detail.xhr?.status) return;
    if (event.detail.successful) localStorage.removeItem(keyOf(form));
    else saveHere(form);
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    ready(event.detail.elt);
    if (event.detail.requestConfig?.verb !== "get") settle(event.detail.elt);
  });
  for (const lost of ["htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(lost, (event) => {
      const form = event.detail.elt;
      if (form.dataset?.draft) status(form, form.dataset.onDevice);
      else complain(say("offline"), () => window.htmx.trigger(form, form.matches("form") ? "submit" : "click"));
    });
  }
  document.addEventListener("htmx:responseError", (event) => {
    const { elt, xhr } = event.detail;
    const again = () => window.htmx.trigger(elt, elt.matches("form") ? "submit" : "click");
    complain(say({ 401: "signIn", 403: "forbidden", 404: "gone", 409: "conflict" }[xhr.status] || "failed"), again);
  });
})();
