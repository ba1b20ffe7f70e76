import { texts } from "./texts.js";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

// Made once: a formatter costs more than all that it formats in a long conversation.
const exactly = new Intl.DateTimeFormat(texts.language, { dateStyle: "full", timeStyle: "short" });
const day = new Intl.DateTimeFormat(texts.language, { day: "numeric", month: "short" });

/** The exact moment, for titles: "Sunday, 22 November 2026 at 16:44". */
export function exactTime(at) {
  return exactly.format(at);
}

/** How long ago, as short as it can be said; a clock that runs ahead of the server's gives "now". */
export function relativeTime(at, now) {
  const passed = now - at;
  if (passed < MINUTE_MS) return texts.now;
  if (passed < HOUR_MS) return texts.minutes(Math.floor(passed / MINUTE_MS));
  if (passed < DAY_MS) return texts.hours(Math.floor(passed / HOUR_MS));
  return day.format(at);
}

/** A wait in words, rounded down to minutes. */
export function durationText(ms) {
  if (ms < MINUTE_MS) return texts.seconds;
  if (ms < HOUR_MS) return texts.minutes(Math.floor(ms / MINUTE_MS));
  return texts.hours(Math.floor(ms / HOUR_MS));
}
