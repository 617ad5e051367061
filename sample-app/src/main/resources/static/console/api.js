// The console's API. What goes wrong is an Error whose message is for a person.

import {byId} from "./dom.js";

let pin = null;

export const get = (path, query = {}) => call(path + "?" + new URLSearchParams(query), {});

// Asks for the PIN where the server does, and sends the change again with it.
export async function change(path, body, method = "POST") {
  for (let message = null; ; ) {
    const headers = {"Content-Type": "application/json", ...(pin && {"Gatekeeper-Pin": pin})};
    try {
      return await call(path, {method, headers, body: JSON.stringify(body)});
    } catch (failure) {
      if (failure.status !== 401) throw failure;
      message = pin && failure.message;
      pin = await askForPin(message);
      if (!pin) throw new Error("Nothing was changed: it takes the PIN.");
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

function askForPin(message) {
  const dialog = byId("pin");
  const form = dialog.querySelector("form");
  byId("pin-problem").textContent = message || "Changes ask for the PIN.";
  form.reset();
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise(resolve =>
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "ok" && form.elements.pin.value), {once: true}));
}
