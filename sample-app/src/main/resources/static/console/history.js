// What was: the last days of one child, and one day of all children.

import {get} from "./api.js";
import {correct, enter} from "./corrections.js";
import {dayColumns, legend, table, timeline} from "./charts.js";
import {byId, h, isNews, show} from "./dom.js";
import {household, serviceName} from "./household.js";
import {clock, dayOfMonth, duration, longDate, minutes, month, now, plusDays, weekday} from "./time.js";

const state = {child: null, length: 7, today: null, date: null, act: null};

// What is chosen stays chosen; the day follows today as long as nobody has stepped away from it.
export async function showHistory(today, children, act) {
  if (state.date === null || state.date === state.today) state.date = today;
  Object.assign(state, {today, act, child: children.includes(state.child) ? state.child : children[0] ?? null});
  choices(children);
  await Promise.all([showDays(), showDay()]);
}

function choices(children) {
  const choice = (key, text, isChosen, choose) => h("button", {
    "data-key": key, "aria-pressed": String(isChosen),
    onclick: () => { choose(); state.act(() => showHistory(state.today, children, state.act)); },
  }, text);
  show(byId("days-choice"),
    children.map(child => choice("child-" + child, child, child === state.child, () => (state.child = child))),
    [7, 30].map(length => choice("length-" + length, length + " days", length === state.length, () => (state.length = length))));
}

async function showDays() {
  if (state.child === null) return show(byId("days"), h("p", {class: "quiet"}, "Nothing to show yet."));
  const from = plusDays(state.today, 1 - state.length);
  const usage = await get("/usage", {user: state.child, from, to: state.today});
  if (!isNews("days", [state.child, usage.days])) return;
  const days = usage.days.map((day, i) => ({
    ...day, label: longDate(day.date) + ": " + summary(day), isToday: day.date === state.today,
    name: state.length === 7 ? weekday(day.date) : (state.length - 1 - i) % 5 ? "" : dayOfMonth(day.date),
  }));
  const services = [...new Set(days.flatMap(day => Object.keys(day.services)))];
  const average = days.reduce((sum, day) => sum + day.screen_time_seconds, 0) / days.length;
  show(byId("days"),
    h("p", {class: "quiet"}, state.child + ": " + duration(minutes(average)) + " of screen time a day on average."),
    dayColumns(days, open),
    legend(services, h("li", {}, h("i", {class: "sample", "aria-hidden": "true"}), "screen time, which counts what ran side by side once")),
    table("days-table", "Time by day and service", ["Day", "Screen time", ...services.map(serviceName)], days.map(day =>
      [longDate(day.date), time(day.screen_time_seconds), ...services.map(id => time(day.services[id]?.watched_seconds ?? 0))])));
}

async function showDay() {
  const day = await get("/day", {date: state.date});
  byId("day-date").value = state.date;
  byId("day-date").max = state.today;
  byId("day-after").disabled = state.date >= state.today;
  if (!isNews("day", [day.date, day.viewings, Math.floor(now() / 60_000)])) return;
  const viewings = day.viewings.map(viewing => {
    const [from, to] = [Date.parse(viewing.started_at), end(viewing)];
    const label = [serviceName(viewing.service_id), viewing.device_name, clock(from) + " to " + (viewing.ended_at ? clock(to) : "now")];
    return {...viewing, from, to, label: label.join(", ")};
  });
  const [starts, ends] = [Date.parse(day.starts_at), Date.parse(day.ends_at)];
  const hours = Math.round((ends - starts) / 3_600_000);
  const names = [...new Set([...household.children, ...viewings.map(viewing => viewing.user_name)])];
  show(byId("day"),
    h("p", {class: "quiet", "data-day-hours": hours}, longDate(day.date) + (hours === 24 ? "" : ", a day of " + hours + " hours")),
    viewings.length ? [
      timeline(names.map(name => ({name, viewings: viewings.filter(viewing => viewing.user_name === name)})),
        ...crop(viewings, starts, ends), now()),
      legend([...new Set(viewings.map(viewing => viewing.service_id))]),
      table("day-table", "Viewings of the day", ["Child", "Service", "Device", "From", "To", "Time", "Right?"], viewings.map(viewing =>
        [viewing.user_name, serviceName(viewing.service_id), viewing.device_name, clock(viewing.from),
          viewing.ended_at ? clock(viewing.to) : "now", time((viewing.to - viewing.from) / 1000), correction(viewing)])),
    ] : h("p", {}, "Nobody watched anything."),
    h("p", {}, month(day.date) + " as CSV: ", names.flatMap(user => [h("a", {download: true, "data-key": "csv-" + user,
      href: "/api/v1/viewings.csv?" + new URLSearchParams({user, month: day.date.slice(0, 7)})}, user), " "])));
}

const correction = viewing => h("button", {
  "data-key": ["correct", viewing.user_name, viewing.client_id, viewing.service_id, viewing.started_at].join("|"),
  "aria-label": "Correct " + viewing.user_name + ", " + viewing.label, onclick: () => state.act(() => correct(viewing)),
}, "Correct…");

const end = ({ended_at, due_at}) => ended_at ? Date.parse(ended_at) : due_at ? Math.min(now(), Date.parse(due_at)) : now();
const time = seconds => duration(minutes(seconds));

const summary = day => [time(day.screen_time_seconds) + " of screen time",
  ...Object.entries(day.services).map(([id, usage]) => serviceName(id) + " " + time(usage.watched_seconds))].join(", ");

// The hours of the day that have a viewing, six at least.
function crop(viewings, starts, ends) {
  const hour = 3_600_000;
  const first = Math.min(...viewings.map(viewing => viewing.from));
  const last = Math.max(...viewings.map(viewing => viewing.to));
  const from = starts + Math.max(0, Math.floor((first - starts) / hour)) * hour;
  const to = Math.min(ends, starts + Math.ceil((last - starts) / hour) * hour);
  return [Math.max(starts, Math.min(from, to - 6 * hour)), Math.min(ends, Math.max(to, from + 6 * hour))];
}

function open(date) {
  state.date = date;
  state.act(showDay);
}

byId("day-before").onclick = () => open(plusDays(state.date, -1));
byId("day-after").onclick = () => open(plusDays(state.date, 1));
byId("day-enter").onclick = () => state.act(() => enter(state.date));
byId("day-date").onchange = event => event.target.value && open(event.target.value);
