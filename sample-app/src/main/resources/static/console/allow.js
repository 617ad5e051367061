// Allows one service, or does with several what a quick action says.

import {change} from "./api.js";
import {byId, h, options, show} from "./dom.js";
import {deviceName, household} from "./household.js";
import {now} from "./time.js";

const form = byId("allow");

export function showAllow(act) {
  form.elements.user_name.replaceChildren(...household.children.map(child => h("option", {value: child}, child)));
  form.elements.service_id.replaceChildren(...options(household.services));
  form.elements.client_id.replaceChildren(...options(household.devices));
  form.onsubmit = event => {
    event.preventDefault();
    const {service_id, minutes} = Object.fromEntries(new FormData(form));
    act(() => allow([service_id], minutes ? Number(minutes) : null));
  };
  show(byId("quick"), Object.entries(household.quick_actions).map(([name, {services, minutes}]) =>
    h("button", {type: "button", "data-key": "quick-" + name, onclick: () =>
      act(() => (minutes ? allow(services, minutes) : block(services)))},
    name + (minutes ? ": " + minutes + " min" : ": block"))));
}

export function choose(child) {
  form.elements.user_name.value = child;
  form.scrollIntoView({block: "center"});
  form.elements.service_id.focus();
}

// With their start, so that what is sent twice counts once.
async function allow(services, minutes) {
  const {user_name, client_id} = form.elements;
  const started_at = new Date(Math.floor(now())).toISOString();
  for (const service_id of services) {
    await change("/viewings", {
      user_name: user_name.value, client_id: client_id.value, device_name: deviceName(client_id.value), service_id, minutes, started_at,
    });
  }
}

async function block(services) {
  for (const service_id of services) await change("/viewings/block", {client_id: form.elements.client_id.value, service_id});
}
