// The household's days and zone, the server's clock. A browser may be in another zone, and its clock may be wrong.

let zone = "UTC";
let ahead = 0;

export const useZone = name => (zone = name);

// What the server's clock says, told from when it was asked and how long that is ago.
export const synchronize = asOf => (ahead = Date.parse(asOf) - performance.now());
export const now = () => performance.now() + ahead;

const format = (options, locale) => new Intl.DateTimeFormat(locale, {timeZone: zone, ...options});

export const clock = instant =>
  format({hour: "2-digit", minute: "2-digit", hourCycle: "h23"}, "en-GB").format(new Date(instant));
export const moment = instant =>
  format({weekday: "short", day: "numeric", month: "short"}).format(new Date(instant)) + ", " + clock(instant) + ", " + zone;

// As an input of type datetime-local has it.
export const localTime = instant =>
  format({dateStyle: "short", timeStyle: "short"}, "sv-SE").format(new Date(instant)).replace(" ", "T");

// A date is a day of the household, wherever it begins: never converted between zones.
const ofDate = (date, options) => new Intl.DateTimeFormat(undefined, {timeZone: "UTC", ...options}).format(new Date(date));
export const weekday = date => ofDate(date, {weekday: "short"});
export const dayOfMonth = date => ofDate(date, {day: "numeric"});
export const month = date => ofDate(date, {month: "long", year: "numeric"});
export const longDate = date => ofDate(date, {weekday: "long", day: "numeric", month: "long"});
export const plusDays = (date, days) => new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);
export const weekdayName = date =>
  new Intl.DateTimeFormat("en", {timeZone: "UTC", weekday: "long"}).format(new Date(date)).toUpperCase();

const two = number => String(number).padStart(2, "0");

// 4:43 or 1:04:43
export function countdown(milliseconds) {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  const minutes = Math.floor(seconds / 60);
  return minutes < 60
    ? minutes + ":" + two(seconds % 60)
    : Math.floor(minutes / 60) + ":" + two(minutes % 60) + ":" + two(seconds % 60);
}

// 1 h 5 min
export function duration(minutes) {
  const hours = Math.floor(minutes / 60);
  return [hours && hours + " h", (minutes % 60 || !hours) && (minutes % 60) + " min"].filter(Boolean).join(" ");
}

export const minutes = seconds => Math.floor(seconds / 60);
