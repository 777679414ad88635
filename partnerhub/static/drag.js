/* Dragging a row to another place of its list, for whoever has a mouse. The buttons Up and Down do the same for all.
   A row with data-drag (its key) and data-place (where the new place is sent to) can be dragged among its likes. */
(() => {
  "use strict";

  const { $, $$ } = window.house;
  const rows = () => $$("[data-drag]");
  let dragged = null;

  const rowAt = (event) => event.target.closest?.("[data-drag]");
  const clear = () => rows().forEach((row) => row.classList.remove("over"));
  const ready = () => rows().forEach((row) => (row.draggable = true));

  function send(row, before) {
    const values = { csrf_token: $("meta[name=csrf-token]").content, before };
    const list = row.closest("section");
    window.htmx.ajax("POST", row.dataset.place, { target: list, swap: "outerHTML", values });
  }

  document.addEventListener("dragstart", (event) => (dragged = rowAt(event)));
  document.addEventListener("dragend", () => ((dragged = null), clear()));
  document.addEventListener("dragover", (event) => {
    const row = rowAt(event);
    clear();
    if (!dragged || !row || row === dragged) return;
    event.preventDefault();
    row.classList.add("over");
  });
  document.addEventListener("drop", (event) => {
    const row = rowAt(event);
    if (!dragged || !row || row === dragged) return;
    event.preventDefault();
    send(dragged, row.dataset.drag);
  });
  document.addEventListener("house:ready", ready);
  ready();
})();
