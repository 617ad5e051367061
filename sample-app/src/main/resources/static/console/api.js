// The console's API. What goes wrong is an Error whose message is for a person.

import {ask, byId} from "./dom.js";
import {household} from "./household.js";

let pin = null;

export const get = (path, query = {}) => call(path + "?" + new URLSearchParams(query), {});

// Asks for the PIN where the server does, and once more where it was wrong.
export async function change(path, body, method = "POST") {
  for (let message = "Changes ask for the PIN."; ; message = "The PIN is missing or wrong.") {
    if (household.asks_for_pin && !pin) pin = await askForPin(message);
    if (household.asks_for_pin && !pin) throw new Error("Nothing was changed: it takes the PIN.");
    const headers = {"Content-Type": "application/json", ...(pin && {"Gatekeeper-Pin": pin})};
    try {
      return await call(path, {method, headers, body: JSON.stringify(body)});
    } catch (failure) {
      if (failure.status !== 401) throw failure;
      pin = null;
    }
  }
}

async function call(path, request) {
  let answer;
  try {
    answer = await fetch("/api/v1" + path, {...request, signal: AbortSignal.timeout(15_000)});
  } catch {
    throw new Error("The console does not answer.");
  }
  const text = await answer.text();
  const json = text && answer.headers.get("Content-Type")?.includes("json") ? JSON.parse(text) : null;
  if (!answer.ok) {
    throw Object.assign(new Error(json?.detail ?? "The console answers " + answer.status + "."), {status: answer.status});
  }
  return json;
}

async function askForPin(message) {
  const form = byId("pin").querySelector("form");
  byId("pin-problem").textContent = message;
  form.reset();
  return await ask(byId("pin")) === "ok" && form.elements.pin.value;
}
