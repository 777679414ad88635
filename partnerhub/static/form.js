/* The form of families: keeps unsent answers in this tab only, sends once, hides what does not apply. ES2015. */
(function () {
  "use strict";
  var d = document, f = d.getElementById("form"), w = window, s = w.sessionStorage, b = (d.querySelector("[data-sent]") || f || d.body).dataset, busy;
  function all(q) { return Array.from(d.querySelectorAll(q)); }
  function put(v) { try { if (v) s.setItem(k, JSON.stringify(v)); else s.removeItem(k); } catch (e) { /* full */ } }
  var k = "f-" + (b.sent || (f && f.dataset.keep));
  if (b.sent) put();
  if (b.start) {
    var t, rest = function () { clearTimeout(t); t = setTimeout(function () { w.location.replace(b.start); }, b.rest * 1000); };
    ["touchstart", "mousemove", "keydown", "input", "scroll"].forEach(function (n) { d.addEventListener(n, rest); });
    rest();
  }
  if (!f) return;
  var one = f.elements, keep = f.dataset.keep;
  function fields() { return Array.from(one).filter(function (e) { return e.name && e.name !== "ticket" && e.name !== "lang" && e.type !== "submit"; }); }
  function picks(e) { return e.type === "radio" || e.type === "checkbox"; }
  function save() {
    if (keep) put(fields().map(function (e) { return [e.name, e.value, picks(e) ? e.checked : 1]; }));
  }
  function show() {
    all("[data-if]").forEach(function (q) {
      var is = q.dataset.is.split(" "), off = !all('[name="' + q.dataset.if + '"]:checked').some(function (e) { return is.indexOf(e.value) > -1; });
      q.hidden = off;
      Array.from(q.querySelectorAll("input,textarea")).forEach(function (e) { e.disabled = off; });
    });
  }
  d.documentElement.className = "js";
  if (keep && f.dataset.filled === undefined) {
    try {
      (JSON.parse(s.getItem(k)) || []).forEach(function (v) {
        fields().forEach(function (e) { if (e.name === v[0] && picks(e)) { if (e.value === v[1]) e.checked = v[2]; } else if (e.name === v[0]) e.value = v[1]; });
      });
    } catch (e) { /* nothing was kept */ }
  }
  show();
  f.addEventListener("input", function () { show(); save(); });
  f.addEventListener("change", function () { show(); save(); });
  f.addEventListener("submit", function (e) {
    if (busy) return e.preventDefault();
    save();
    if (navigator.onLine === false) {
      e.preventDefault();
      d.getElementById("unsent").textContent = f.dataset.offline;
      w.addEventListener("online", function () { f.submit(); }, { once: true });
    } else busy = 1;
  });
  all("button[name=language]").forEach(function (x) {
    x.addEventListener("click", function (e) {
      if (!keep) return;
      e.preventDefault(); save(); w.location.replace("?lang=" + x.value);
    });
  });
  w.addEventListener("pageshow", function () { busy = 0; });
  var sum = d.getElementById("summary");
  if (sum) sum.focus();
})();
