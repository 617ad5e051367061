// The limits of one child, by service and weekday, in a dialog.

import {change, get} from "./api.js";
import {ask, byId, h} from "./dom.js";
import {household, serviceName} from "./household.js";

const WEEK = ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"];
const nice = day => day[0] + day.slice(1).toLowerCase();

export async function editLimits(user) {
  const limits = await get("/limits", {user});
  const services = [...new Set([...Object.keys(household.services), ...Object.keys(limits)])];
  byId("limits-title").textContent = "Limits of " + user;
  byId("limits-table").replaceChildren(h("table", {},
    h("thead", {}, h("tr", {}, h("td"), WEEK.map(day => h("th", {scope: "col"}, day.slice(0, 1) + day.slice(1, 3).toLowerCase())))),
    h("tbody", {}, services.map(id => h("tr", {},
      h("th", {scope: "row"}, serviceName(id)),
      WEEK.map(day => h("td", {}, h("input", {
        type: "number", min: "0", max: "1440", step: "1", value: limits[id]?.[day], "data-service": id, "data-day": day,
        "aria-label": serviceName(id) + " on " + nice(day),
      }))))))));
  if (await ask(byId("limits")) === "save") await change("/limits?" + new URLSearchParams({user}), wanted(), "PUT");
}

function wanted() {
  const limits = {};
  for (const input of byId("limits-table").querySelectorAll("input")) {
    if (input.value !== "") (limits[input.dataset.service] ??= {})[input.dataset.day] = Number(input.value);
  }
  return limits;
}
