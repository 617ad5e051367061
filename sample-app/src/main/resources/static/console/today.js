// What every child has watched today, against its limits.

import {byId, h, isNews, show} from "./dom.js";
import {limitBar} from "./charts.js";
import {serviceName} from "./household.js";
import {duration, minutes} from "./time.js";

export function showToday(children, {onAllow, onLimits}) {
  if (!isNews("today", children)) return;
  show(byId("today"), children.length ? children.map(child => card(child, onAllow, onLimits)) : h("p", {class: "quiet"},
    "No children are named yet: set sample.household, or start with --demo to look around."));
}

function card({user_name, screen_time_seconds, services}, onAllow, onLimits) {
  const scale = Math.max(1, ...services.flatMap(service => [service.watched_seconds, service.limit_seconds ?? 0]));
  return h("article", {},
    h("h3", {}, h("strong", {}, user_name),
      h("span", {}, h("strong", {}, duration(minutes(screen_time_seconds))), " screen time")),
    services.length
      ? h("ul", {class: "services"}, services.map(service => h("li", {},
        h("div", {class: "figures"}, h("span", {}, serviceName(service.service_id)), h("span", {}, figures(service))),
        limitBar(service, scale))))
      : h("p", {class: "quiet"}, "Nothing yet today."),
    h("div", {class: "buttons"},
      h("button", {"data-key": "allow-" + user_name, "aria-label": "Allow " + user_name + " something", onclick: () => onAllow(user_name)}, "Allow…"),
      h("button", {"data-key": "limits-" + user_name, "aria-label": "Limits of " + user_name, onclick: () => onLimits(user_name)}, "Limits…")));
}

// What is left is told from the minutes that are shown, so that the two always add up.
function figures({watched_seconds, limit_seconds}) {
  const watched = minutes(watched_seconds);
  if (limit_seconds === null) return [duration(watched) + " · ", h("strong", {}, "no limit")];
  const left = minutes(limit_seconds) - watched;
  const rest = left > 0 ? duration(left) + " left" : left < 0 ? duration(-left) + " over" : "used up";
  return [duration(watched) + " of " + duration(minutes(limit_seconds)) + " · ", h("strong", {class: left < 0 && "over"}, rest)];
}
