// Puts right what was recorded: another end, away with it, or a viewing that nobody has entered.

import {change} from "./api.js";
import {ask, byId, h, options, show} from "./dom.js";
import {deviceName, household, serviceName} from "./household.js";
import {localTime, now} from "./time.js";

const dialog = byId("viewing");
const form = dialog.querySelector("form");

export async function correct({user_name, client_id, device_name, service_id, started_at, ended_at}) {
  const viewing = {user_name, client_id, service_id, started_at};
  open("Correct a viewing", h("p", {}, [user_name, serviceName(service_id), device_name].join(", ")), started_at, ended_at ?? now());
  form.elements.started_at.readOnly = true;
  form.elements.delete.hidden = false;
  const answer = await ask(dialog);
  if (answer === "save") await change("/viewings/end", {...viewing, ended_at: form.elements.ended_at.value});
  if (answer === "delete") await change("/viewings/delete", viewing);
}

export async function enter(date) {
  const choice = (label, name, choices) => h("label", {}, label + " ", h("select", {name, required: true}, choices));
  const fields = [
    choice("Child", "user_name", household.children.map(child => h("option", {value: child}, child))),
    choice("Service", "service_id", options(household.services)),
    choice("Device", "client_id", options(household.devices)),
  ];
  open("Enter a past viewing", fields, null, null);
  form.elements.started_at.value = form.elements.ended_at.value = date + "T12:00";
  form.elements.started_at.readOnly = false;
  form.elements.delete.hidden = true;
  if (await ask(dialog) !== "save") return;
  const viewing = Object.fromEntries(new FormData(form));
  await change("/viewings", {...viewing, device_name: deviceName(viewing.client_id)});
}

function open(title, what, from, to) {
  byId("viewing-title").textContent = title;
  show(byId("viewing-what"), what);
  if (from) form.elements.started_at.value = localTime(from);
  if (to) form.elements.ended_at.value = localTime(to);
}
