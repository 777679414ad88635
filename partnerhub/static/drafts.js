/* Drafts: what is typed outlives a reload, a closed tab, a lost network and an ended session, and is sent once.
   A form with data-draft keeps its text on the device at once and on the server (data-draft-url) a second later. */
(() => {
  "use strict";

  const { $, $$, say, notice, complain, explain, renewToken, arrived, busy, page } = window.house;
  const PREFIX = "partnerhub:";
  const KEPT_DAYS = 30;
  const NOT_KEPT = new Set(["csrf_token"]);
  const mine = `${PREFIX}${page.dataset.person || "anyone"}:`;
  const keyOf = (form) => mine + form.dataset.draft;
  const timers = new WeakMap();

  /* ---- The copy on this device ---- */

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
    } catch {
      /* the device is full, or keeps nothing: the form still works */
    }
    return value;
  }

  function forget(which) {
    Object.keys(localStorage).filter((key) => key.startsWith(PREFIX) && which(key)).forEach((key) => localStorage.removeItem(key));
  }

  function fieldsOf(form, submitter) {
    const fields = {};
    for (const [name, value] of new FormData(form)) {
      const secret = form.elements.namedItem(name)?.type === "password";
      if (!NOT_KEPT.has(name) && typeof value === "string" && !secret) (fields[name] ||= []).push(value);
    }
    if (submitter?.name) fields[submitter.name] = [submitter.value];
    return fields;
  }

  function fill(form, fields) {
    for (const control of form.elements) {
      const values = fields[control.name];
      const leave = ["file", "password", "submit", "button", "fieldset"].includes(control.type) || NOT_KEPT.has(control.name);
      if (leave || !control.name) continue;
      if (control.type === "checkbox" || control.type === "radio") control.checked = (values || []).includes(control.value);
      else if (values) control.value = values[namesakes(form, control).indexOf(control)] ?? values[0];
    }
  }

  const namesakes = (form, control) => [...form.elements].filter((other) => other.name === control.name);

  /* waiting: it was sent and no answer came. synced: the server has it as well. */
  function saveHere(form, more = {}, submitter = null) {
    const { draftUrl } = form.dataset;
    const copy = { fields: fieldsOf(form, submitter), action: form.action, page: location.href, at: Date.now(), draftUrl, ...more };
    return keep(keyOf(form), copy);
  }

  function status(form, text) {
    const line = $("[data-draft-status]", form);
    if (line && line.textContent !== text) line.textContent = text || "";
  }

  /* Without a network the line says so. */
  function statusSaved(form, at) {
    if (!navigator.onLine) return status(form, form.dataset.onDevice);
    const time = new Date(at).toLocaleTimeString(page.lang, { hour: "numeric", minute: "2-digit" });
    status(form, (form.dataset.saved || "").replace("{time}", time));
  }

  /* ---- The copy on the server ---- */

  async function saveThere(form) {
    if (form.dataset.sent || form.getAttribute("aria-busy")) return;
    const headers = { "Content-Type": "application/json", "X-CSRFToken": $("meta[name=csrf-token]").content };
    const copy = stored(keyOf(form));
    try {
      const answer = await fetch(form.dataset.draftUrl, { method: "PUT", headers, body: JSON.stringify({ fields: copy.fields }) });
      if (answer.status === 401) explain(401, () => saveThere(form));
      if (!answer.ok) throw new Error(String(answer.status));
      if (stored(keyOf(form))?.at === copy.at) keep(keyOf(form), { ...copy, synced: true });
      statusSaved(form, Date.now());
    } catch {
      status(form, form.dataset.onDevice);
    }
  }

  function drop(form) {
    form.dataset.sent = "yes";
    clearTimeout(timers.get(form));
    dropCopies(keyOf(form), form.dataset.draftUrl);
  }

  function dropCopies(key, draftUrl) {
    localStorage.removeItem(key);
    const headers = { "X-CSRFToken": $("meta[name=csrf-token]").content };
    if (draftUrl) fetch(draftUrl, { method: "DELETE", headers, keepalive: true }).catch(() => {});
  }

  /* ---- Typing ---- */

  function watch(form) {
    if (form.dataset.watched) return;
    form.dataset.watched = "yes";
    restore(form);
    showUnsent(form);
    form.addEventListener("input", () => {
      showUnsent(form);
      if (form.dataset.tried) renewId(form);
      const copy = saveHere(form);
      clearTimeout(timers.get(form));
      if (form.dataset.draftUrl) timers.set(form, setTimeout(() => saveThere(form), 1000));
      else statusSaved(form, copy.at);
    });
  }

  /* "Not sent yet" stands there as long as the form says something else than what was sent. */
  function showUnsent(form) {
    const bar = $("[data-unsent=changed]", form);
    if (bar) bar.hidden = ![...form.elements].some((control) => control.checked !== control.defaultChecked || differs(control));
  }

  const differs = (control) => "defaultValue" in control && control.type !== "hidden" && control.value !== control.defaultValue;

  /* What was changed after a try is another text: under the old id the server would answer as to the first.
     Nor may a browser that comes back to this page put an id there that was sent already. */
  function renewId(form) {
    delete form.dataset.tried;
    const random = [...crypto.getRandomValues(new Uint8Array(18))].map((byte) => byte.toString(16).padStart(2, "0"));
    Object.assign(form.elements.submission_id, { value: random.join(""), autocomplete: "off" });
  }

  function restore(form) {
    if ($("#error-summary", form)) return;
    const local = stored(keyOf(form));
    const there = JSON.parse(form.dataset.draftSaved || "null");
    const fields = local && !local.synced ? local.fields : there;
    if (!fields || !Object.keys(fields).length) return;
    if (!local?.waiting) delete fields.submission_id;
    fill(form, fields);
    if (local?.waiting) status(form, form.dataset.onDevice);
    else statusSaved(form, local?.at || Date.now());
  }

  /* ---- Sending ---- */

  function send(action, fields, files, onProgress) {
    const body = files ? new FormData() : new URLSearchParams();
    body.append("csrf_token", $("meta[name=csrf-token]")?.content || "");
    for (const [name, values] of Object.entries(fields)) values.forEach((value) => body.append(name, value));
    (files || []).forEach(([name, file]) => body.append(name, file));
    return new Promise((resolve, reject) => {
      const xhr = new XMLHttpRequest();
      xhr.open("POST", action);
      xhr.setRequestHeader("HX-Request", "true");
      xhr.upload.onprogress = (event) => onProgress?.(event.loaded / event.total);
      xhr.onload = () => resolve({ status: xhr.status, ok: xhr.status < 300, text: xhr.responseText, goTo: whereTo(xhr, action) });
      xhr.onerror = xhr.ontimeout = reject;
      xhr.send(body);
    });
  }

  const whereTo = (xhr, action) =>
    xhr.getResponseHeader("HX-Redirect") || (new URL(action, location).href !== xhr.responseURL && xhr.responseURL);

  /* A page that was open for long has an old token: take a new one, and send once more. */
  async function sendFresh(...what) {
    const answer = await send(...what);
    return answer.status === 400 ? renewToken().then(() => send(...what)) : answer;
  }

  function takeOver(event) {
    const form = event.target;
    if (event.defaultPrevented || form.hasAttribute("data-hx-post") || !form.matches("[data-draft], [data-upload]")) return;
    event.preventDefault();
    deliver(form, event.submitter);
  }

  async function deliver(form, submitter) {
    const files = form.dataset.upload !== undefined && [...new FormData(form)].filter(([, value]) => value instanceof File && value.name);
    const fields = fieldsOf(form, submitter);
    $$("[type=password]", form).forEach((field) => (fields[field.name] = [field.value]));
    if (form.dataset.draft) saveHere(form, { waiting: !files?.length }, submitter);
    busy(form, true);
    status(form, form.dataset.sending);
    const bar = files?.length ? progressIn(form) : null;
    try {
      take(await sendFresh(form.action, fields, files, bar && ((part) => (bar.value = part))), form);
    } catch {
      form.dataset.tried = "yes";
      if (form.dataset.draft && !files?.length) status(form, form.dataset.onDevice);
      else complain(say("offline"), () => form.requestSubmit(submitter));
    } finally {
      bar?.remove();
      if (!form.dataset.sent) busy(form, false);
    }
  }

  function progressIn(form) {
    const bar = Object.assign(document.createElement("progress"), { max: 1, value: 0, ariaLabel: say("sending") });
    ($(".upload", form) || form).append(bar);
    return bar;
  }

  /* An answer, good or bad, ends the waiting; only a lost network goes on with it. */
  function take(answer, form) {
    if (answer.ok && form.dataset.draft) drop(form);
    if (answer.ok && answer.goTo) {
      form.dataset.sent = "yes";
      return goTo(new URL(answer.goTo, location));
    }
    if (form.dataset.draft && !answer.ok) saveHere(form);
    status(form, "");
    if (answer.ok || answer.status === 422 || answer.status === 409) return showAnswer(answer.text, form);
    return explain(answer.status, () => form.requestSubmit());
  }

  /* The same page with another # would not be loaded anew. */
  function goTo(url) {
    if (url.pathname + url.search !== location.pathname + location.search) return location.assign(url);
    history.replaceState(null, "", url);
    location.reload();
  }

  function showAnswer(text, form) {
    const answer = new DOMParser().parseFromString(text, "text/html");
    const main = $("main", answer);
    const fresh = main || [...answer.body.children].find((part) => part.id && document.getElementById(part.id));
    if (!fresh) return form.submit();
    if (main) document.title = answer.title;
    (main ? $("main") : document.getElementById(fresh.id)).replaceWith(document.adoptNode(fresh));
    if (main) window.scrollTo(0, 0);
    window.htmx?.process(fresh);
    arrived(fresh);
  }

  /* ---- When the network is back ---- */

  async function sendWaiting() {
    if (!navigator.onLine) return;
    const forms = new Map($$("form[data-draft]").map((form) => [keyOf(form), form]));
    for (const key of Object.keys(localStorage).filter((name) => name.startsWith(mine))) {
      const copy = stored(key);
      const form = forms.get(key);
      if (copy?.waiting && form) form.requestSubmit();
      else if (copy?.waiting) await sendStored(key, copy);
      else if (form?.dataset.draftUrl && copy && !copy.synced) saveThere(form);
      else if (form && copy) statusSaved(form, copy.at);
    }
  }

  function saySaved() {
    for (const form of $$("form[data-draft]")) {
      const copy = stored(keyOf(form));
      if (copy && !copy.synced) statusSaved(form, copy.at);
    }
  }

  async function sendStored(key, copy) {
    try {
      const answer = await sendFresh(copy.action, copy.fields);
      if (answer.status === 401 || answer.status === 429 || answer.status >= 500) return;
      if (answer.ok) dropCopies(key, copy.draftUrl);
      else keep(key, { ...copy, waiting: false });
      notice(say(answer.ok ? "sentLater" : "notSent"), (answer.ok && answer.goTo) || copy.page);
    } catch {
      /* still no network: it goes on waiting */
    }
  }

  /* ---- Hearing of it all ---- */

  const ofDraft = (act) => (event) => event.target.dataset?.draft && act(event.target, event.detail);
  document.addEventListener("house:ready", (event) => {
    const root = event.target;
    if (root.matches?.("form[data-draft]")) watch(root);
    $$("form[data-draft]", root).forEach(watch);
  });
  document.addEventListener("house:sending", ofDraft((form) => (saveHere(form, { waiting: true }), status(form, form.dataset.sending))));
  document.addEventListener("house:answered", ofDraft((form, { successful }) => (successful ? drop(form) : saveHere(form), status(form, ""))));
  document.addEventListener("house:lost", ofDraft((form) => ((form.dataset.tried = "yes"), status(form, form.dataset.onDevice))));
  document.addEventListener("submit", (event) => {
    if (event.target.matches("[data-signout]")) forget(() => true);
    takeOver(event);
  });
  window.addEventListener("online", sendWaiting);
  window.addEventListener("offline", saySaved);
  window.addEventListener("load", () => {
    const oldest = Date.now() - KEPT_DAYS * 86400000;
    forget((key) => (stored(key)?.at || 0) < oldest);
    sendWaiting();
  });
})();
