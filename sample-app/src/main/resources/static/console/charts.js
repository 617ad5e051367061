// Pictures of time, in elements that can be focused and read aloud, each with a table of the same figures.

import {h} from "./dom.js";
import {colour, serviceName} from "./household.js";
import {clock, duration, minutes} from "./time.js";

const percent = share => Math.min(100, Math.max(0, share * 100)) + "%";

export const limitBar = (service, scale) => h("div", {class: "bar", "aria-hidden": "true"},
  h("span", {class: colour(service.service_id), style: {width: percent(service.watched_seconds / scale)}}),
  service.limit_seconds !== null && h("i", {class: "mark", style: {left: percent(service.limit_seconds / scale)}}));

export const legend = (services, ...more) => h("ul", {class: "legend"},
  services.map(id => h("li", {}, h("span", {class: colour(id), "aria-hidden": "true"}), serviceName(id))), more);

export const table = (key, caption, titles, rows) => h("details", {"data-key": key},
  h("summary", {"data-key": key + "-summary"}, "The figures"),
  h("div", {class: "scroll", tabindex: "0", role: "group", "aria-label": caption},
    h("table", {}, h("caption", {}, caption),
      h("thead", {}, h("tr", {}, titles.map(title => h("th", {scope: "col"}, title)))),
      h("tbody", {}, rows.map(([first, ...cells]) =>
        h("tr", {}, h("th", {scope: "row"}, first), cells.map(cell => h("td", {}, cell))))))));

// One column a day, the services on top of each other; the mark is the screen time, which can be less than their sum.
export function dayColumns(days, onDay) {
  const top = niceTop(Math.max(0, ...days.map(day => day.total_seconds)));
  const lines = [0, 1, 2, 3, 4].map(line => (top * line) / 4);
  return h("div", {class: "chart"},
    h("div", {class: "lines", "aria-hidden": "true"}, lines.map(seconds =>
      h("span", {style: {bottom: percent(seconds / top)}}, seconds ? duration(minutes(seconds)) : "0"))),
    h("ol", {class: days.length > 7 ? "days many" : "days"}, days.map(day => h("li", {},
      h("button", {"data-key": "day-" + day.date, "aria-label": day.label, title: day.label, onclick: () => onDay(day.date)},
        h("span", {class: "stack"},
          Object.entries(day.services).map(([id, usage]) =>
            h("span", {class: colour(id), style: {height: percent(usage.watched_seconds / top)}})),
          day.total_seconds > 0 && h("i", {class: "mark", style: {bottom: percent(day.screen_time_seconds / top)}})),
        h("span", {class: day.isToday ? "name today" : "name"}, day.name))))));
}

function niceTop(seconds) {
  const steps = [60, 120, 180, 240, 360, 480, 720, 960, 1440];
  return 60 * (steps.find(step => step * 60 >= seconds) ?? Math.ceil(seconds / 14400) * 240);
}

// One row a child, as many lanes as viewings run side by side, on the hours that have any.
export function timeline(rows, from, to, now) {
  const share = time => (time - from) / (to - from);
  const hours = Math.round((to - from) / 3_600_000);
  const step = [1, 2, 3, 4, 6].find(step => hours / step <= 6) ?? 6;
  const ticks = Array.from({length: Math.ceil(hours / step)}, (_, i) => from + i * step * 3_600_000);
  return h("div", {class: "timeline", "data-hours": hours},
    h("div", {class: "ticks", "aria-hidden": "true"}, ticks.map(tick =>
      h("span", {style: {left: percent(share(tick))}}, clock(tick)))),
    rows.map(({name, viewings}) => h("div", {class: "row"},
      h("h3", {}, name),
      h("div", {class: "lanes"}, lanes(viewings).map(lane => h("ul", {class: "lane"}, lane.map(viewing =>
        h("li", {
          class: colour(viewing.service_id), title: viewing.label,
          style: {left: percent(share(viewing.from)), width: percent(share(viewing.to) - share(Math.max(from, viewing.from)))},
        }, h("span", {class: "text", "aria-hidden": "true"}, serviceName(viewing.service_id)),
          h("span", {class: "unseen"}, viewing.label)))))))),
    now > from && now < to && h("div", {class: "now", "aria-hidden": "true"}, h("i", {style: {left: percent(share(now))}})));
}

function lanes(viewings) {
  const lanes = [];
  for (const viewing of viewings) {
    const free = lanes.find(lane => lane.at(-1).to <= viewing.from);
    if (free) free.push(viewing);
    else lanes.push([viewing]);
  }
  return lanes;
}
