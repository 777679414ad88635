/* The preview as a phone shows it, where htmx put it: only a page that is loaded makes a root of its own by itself. */
(() => {
  "use strict";

  let at = 0;
  const phone = () => document.querySelector("[data-phone]");

  function build() {
    const host = phone();
    const template = host?.querySelector("template[shadowrootmode]");
    if (!template) return;
    host.attachShadow({ mode: "open" }).append(template.content);
    template.remove();
    host.scrollTop = at;
    host.shadowRoot.querySelector("link").addEventListener("load", () => (host.scrollTop = at));
  }

  document.addEventListener("house:sending", () => (at = phone()?.scrollTop || 0));
  document.addEventListener("house:ready", build);
  build();
})();
