/* Photos: sent one by one with their progress, so that a bad network loses one and not all; and an area to blur, drawn
   over the picture. Without this file the form sends them together, and the area is said in numbers. */
(() => {
  "use strict";

  const { $, say, complain, explain, renewToken, busy } = window.house;

  /* ---- Sending one by one ---- */

  function send(form, file, bar) {
    const body = new FormData();
    const fresh = [...crypto.getRandomValues(new Uint8Array(18))].map((byte) => byte.toString(16).padStart(2, "0"));
    body.append("csrf_token", $("meta[name=csrf-token]").content);
    body.append("submission_id", fresh.join(""));
    body.append($("[type=file]", form).name, file);
    return new Promise((resolve, reject) => {
      const xhr = new XMLHttpRequest();
      xhr.open("POST", form.action);
      xhr.setRequestHeader("HX-Request", "true");
      xhr.upload.onprogress = (event) => (bar.value = event.loaded / event.total);
      xhr.onload = () => resolve(xhr);
      xhr.onerror = reject;
      xhr.send(body);
    });
  }

  async function sendFresh(form, file, bar) {
    const answer = await send(form, file, bar);
    return answer.status === 400 ? renewToken().then(() => send(form, file, bar)) : answer;
  }

  /* What the server says of a photo that it does not take. */
  function problemIn(answer) {
    const page = new DOMParser().parseFromString(answer.responseText, "text/html");
    return $("#photos-error", page)?.textContent.trim();
  }

  async function sendAll(form) {
    const line = $("#photos-error", form);
    const list = document.createElement("ul");
    list.className = "sending";
    $(".upload", form).append(list);
    const wrong = [];
    busy(form, true);
    for (const file of $("[type=file]", form).files) {
      const bar = Object.assign(document.createElement("progress"), { max: 1, value: 0, ariaLabel: `${say("sending")}: ${file.name}` });
      const row = document.createElement("li");
      row.append(file.name, bar);
      list.append(row);
      const answer = await sendFresh(form, file, bar).catch(() => null);
      if (answer?.status < 300) bar.value = 1;
      else if (answer?.status === 422) wrong.push(problemIn(answer));
      else {
        busy(form, false);
        list.remove();
        return answer ? explain(answer.status, () => form.requestSubmit()) : complain(say("offline"), () => form.requestSubmit());
      }
    }
    busy(form, false);
    list.remove();
    if (wrong.length) return (line.textContent = wrong.join(" ")), $("[type=file]", form).focus();
    location.hash = "story-photos";
    location.reload();
  }

  function takeOver(event) {
    if (event.target.id !== "photos-form" || !$("[type=file]", event.target).files.length) return;
    event.preventDefault();
    sendAll(event.target);
  }

  /* ---- An area to blur ---- */

  function drawOver(figure) {
    const form = document.getElementById(figure.dataset.blur);
    const picture = $("img", figure);
    const box = document.createElement("div");
    box.className = "area";
    let begin = null;
    const at = (event) => {
      const { left, top, width, height } = picture.getBoundingClientRect();
      const within = (part) => Math.round(Math.min(1, Math.max(0, part)) * 100);
      return [within((event.clientX - left) / width), within((event.clientY - top) / height)];
    };
    const mark = (event) => {
      const end = at(event);
      const area = {
        left: Math.min(begin[0], end[0], 99),
        top: Math.min(begin[1], end[1], 99),
        width: Math.max(1, Math.abs(end[0] - begin[0])),
        height: Math.max(1, Math.abs(end[1] - begin[1])),
      };
      for (const [name, value] of Object.entries(area)) {
        form.elements[name].value = value;
        box.style[name] = `${value}%`;
      }
      figure.append(box);
    };
    picture.draggable = false;
    figure.classList.add("drawn");
    figure.addEventListener("pointerdown", (event) => {
      begin = at(event);
      figure.setPointerCapture(event.pointerId);
      mark(event);
    });
    figure.addEventListener("pointermove", (event) => begin && mark(event));
    for (const end of ["pointerup", "pointercancel"]) figure.addEventListener(end, () => (begin = null));
  }

  document.addEventListener("submit", takeOver, true);
  document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("[data-blur]").forEach(drawOver));
})();
