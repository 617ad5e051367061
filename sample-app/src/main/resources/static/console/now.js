// Who watches now, whoever is next to end first.

import {change} from "./api.js";
import {byId, h, isNews, show} from "./dom.js";
import {colour, serviceName} from "./household.js";
import {clock, countdown, now} from "./time.js";

const MORE = 15;

export function showNow(open, act) {
  if (!isNews("now", open)) return;
  const byEnd = [...open].sort((a, b) => (a.due_at ?? "9").localeCompare(b.due_at ?? "9"));
  show(byId("now"), open.length ? byEnd.map(viewing => card(viewing, act)) : h("p", {class: "quiet"}, "Nobody is watching."));
  tick();
}

function card(viewing, act) {
  const {user_name, client_id, device_name, service_id, started_at, due_at} = viewing;
  const key = [user_name, client_id, service_id, started_at].join("|");
  const what = user_name + ", " + serviceName(service_id);
  const button = (text, label, action) =>
    h("button", {"data-key": [user_name, client_id, service_id, text].join("|"), "aria-label": label, onclick: () => act(action)}, text);
  return h("article", {class: colour(service_id), "data-viewing": key},
    h("h3", {}, h("strong", {}, user_name), " ", serviceName(service_id),
      h("span", {class: "left", "data-from": started_at, "data-due": due_at})),
    h("p", {class: "quiet"}, [device_name, "since " + clock(started_at), due_at && "until " + clock(due_at)].filter(Boolean).join(" · ")),
    due_at && h("div", {class: "bar", "aria-hidden": "true"}, h("span", {class: "fill", "data-from": started_at, "data-due": due_at})),
    h("div", {class: "buttons"},
      due_at && button("+15 min", "15 minutes more for " + what, () =>
        change("/viewings/extend", {user_name, client_id, service_id, minutes: MORE})),
      button("Block", "Block " + what + " on " + device_name, () => change("/viewings/block", {client_id, service_id})),
      button("Block device", "Block everything on " + device_name, () => change("/viewings/block", {client_id}))));
}

// Every second, without drawing anything anew.
export function tick() {
  document.querySelectorAll(".left").forEach(left => {
    const rest = left.dataset.due ? Date.parse(left.dataset.due) - now() : null;
    left.textContent = rest === null
      ? countdown(now() - Date.parse(left.dataset.from)) + ", no end"
      : rest > 0 ? countdown(rest) + " left" : "time is up";
    left.classList.toggle("soon", rest !== null && rest < 300_000);
  });
  document.querySelectorAll(".fill").forEach(fill => {
    const [from, due] = [Date.parse(fill.dataset.from), Date.parse(fill.dataset.due)];
    fill.style.width = Math.min(100, Math.max(0, ((due - now()) / (due - from)) * 100)) + "%";
  });
  const next = document.querySelector(".left");
  document.title = next ? next.textContent + " · Gatekeeper" : "Gatekeeper";
}
