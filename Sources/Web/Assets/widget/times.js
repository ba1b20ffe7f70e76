import { texts } from "./texts.js";

export const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

// Made once: a formatter costs more than all that it formats in a long conversation.
const format = (options) => new Intl.DateTimeFormat(texts.language, options);
const clock = { hour: "2-digit", minute: "2-digit" };
const exactly = format({ dateStyle: "full", timeStyle: "short" });
const day = format({ day: "numeric", month: "short" });
const hour = format(clock);
const weekday = format({ weekday: "long", ...clock });
const count = (unit) => new Intl.NumberFormat(texts.language, { style: "unit", unit, unitDisplay: "short" });
const minutes = count("minute");
const hours = count("hour");

/** The exact moment, for titles: "Sunday, 22 November 2026 at 16:44". */
export function exactTime(at) {
  return exactly.format(at);
}

/** How long ago, as short as it can be said; a clock that runs ahead of the server's gives "now". */
export function relativeTime(at, now) {
  const passed = now - at;
  if (passed < MINUTE_MS) return texts.now;
  return passed < DAY_MS ? durationText(passed) : day.format(at);
}

/** A moment within the week to come, as short as it is clear: "09:00", "Monday 09:00". */
export function momentText(at, now) {
  return (day.format(at) === day.format(now) ? hour : weekday).format(at);
}

/** A wait in words, rounded down to minutes: "4 min". */
export function durationText(ms) {
  if (ms < MINUTE_MS) return texts.seconds;
  return ms < HOUR_MS ? minutes.format(Math.floor(ms / MINUTE_MS)) : hours.format(Math.floor(ms / HOUR_MS));
}

/** A wait to expect, rounded up to minutes. */
export function waitText(seconds) {
  return durationText(Math.ceil(seconds / 60 || 1) * MINUTE_MS);
}
