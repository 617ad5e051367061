// Asks every five seconds what there is to show. Paused while nobody looks, at once when somebody looks again.

import {choose, showAllow} from "./allow.js";
import {get} from "./api.js";
import {byId, isNews} from "./dom.js";
import {showHistory} from "./history.js";
import {household} from "./household.js";
import {editLimits} from "./limits.js";
import {showNow, tick} from "./now.js";
import {clock, moment, now, synchronize, useZone} from "./time.js";
import {showToday} from "./today.js";

const EVERY = 5_000;

let asOf = null;
let timer = null;
let round = 0;

async function refresh() {
  clearTimeout(timer);
  const mine = ++round;
  try {
    if (asOf === null) await meetHousehold();
    const today = await get("/today");
    if (mine !== round) return;
    synchronize(today.as_of);
    asOf = today.as_of;
    const children = today.children.map(child => child.user_name);
    showNow(today.open, act);
    showToday(today.children, {onAllow: choose, onLimits: child => act(() => editLimits(child))});
    // History costs more than now, and changes with the viewings; while one runs, a minute is soon enough.
    const openNow = today.open.map(viewing => [viewing.started_at, viewing.user_name, viewing.service_id, viewing.client_id]);
    if (isNews("history", [today.date, openNow, children, Math.floor(now() / 60_000)])) {
      await showHistory(today.date, children, act);
    }
    connected(true, "Up to date");
  } catch (failure) {
    isNews("history", null);
    connected(false, asOf === null
      ? "Nothing can be shown yet. " + failure.message
      : "Not up to date: what you see is of " + clock(asOf) + ". " + failure.message);
  } finally {
    if (mine === round && !document.hidden) timer = setTimeout(refresh, EVERY);
  }
}

async function meetHousehold() {
  Object.assign(household, await get("/household"));
  useZone(household.zone);
  showAllow(act);
}

// Does something, says what went wrong if anything did, and shows what there is now.
async function act(action) {
  byId("problem").textContent = "";
  try {
    await action();
  } catch (failure) {
    byId("problem").textContent = failure.message;
  }
  isNews("history", null);
  await refresh();
}

function connected(isConnected, text) {
  const connection = byId("connection");
  connection.classList.toggle("off", !isConnected);
  if (connection.textContent !== text) connection.textContent = text;
}

document.addEventListener("visibilitychange", () => document.hidden ? clearTimeout(timer) : refresh());
setInterval(() => {
  if (asOf === null) return;
  byId("clock").textContent = moment(now());
  tick();
}, 1_000);
refresh();
