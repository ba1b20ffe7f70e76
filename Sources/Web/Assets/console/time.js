import { element } from "../shared/element.js";
import { texts } from "./texts.js";

const minute_ms = 60_000;
const hour_ms = 60 * minute_ms;
const day_ms = 24 * hour_ms;

/** The server's clock as this page knows it: a computer's own may be an hour off. */
export class Clock {
  #offset_ms = 0;
  #own;

  constructor(own = () => Date.now()) {
    this.#own = own;
  }

  /** Takes the server's time from a `welcome` or a `pong`. */
  set(server_ms) {
    if (Number.isFinite(server_ms)) this.#offset_ms = server_ms - this.#own();
  }

  now_ms() {
    return this.#own() + this.#offset_ms;
  }
}

/** "now", "40 s", "3 min", "2 h", "5 d", or the date when it is more than a week ago. */
export function relative(at_ms, now_ms) {
  const age_ms = Math.max(0, now_ms - at_ms);
  if (age_ms < 10_000) return texts.time.now;
  if (age_ms < minute_ms) return texts.time.seconds(Math.floor(age_ms / 10_000) * 10);
  if (age_ms < hour_ms) return texts.time.minutes(Math.floor(age_ms / minute_ms));
  if (age_ms < day_ms) return texts.time.hours(Math.floor(age_ms / hour_ms));
  if (age_ms < 7 * day_ms) return texts.time.days(Math.floor(age_ms / day_ms));
  return new Date(at_ms).toLocaleDateString(texts.time.language, { day: "numeric", month: "short", year: "numeric" });
}

/** A length of time in its largest whole unit: "40 s", "2 min", "1 h". */
export function duration(length_ms) {
  if (length_ms < minute_ms) return texts.time.seconds(Math.round(length_ms / 1000));
  if (length_ms < hour_ms) return texts.time.minutes(Math.round(length_ms / minute_ms));
  return texts.time.hours(Math.round(length_ms / hour_ms));
}

function exact(at_ms) {
  return new Date(at_ms).toLocaleString(texts.time.language, { dateStyle: "medium", timeStyle: "medium" });
}

/** A `time` element that `refreshTimes` keeps true. */
export function timeElement(at_ms, now_ms, attributes = {}) {
  const made = element("time", attributes);
  setTime(made, at_ms, now_ms);
  return made;
}

export function setTime(made, at_ms, now_ms) {
  if (!Number.isFinite(at_ms)) return;
  if (made.dataset.at !== String(at_ms)) {
    made.dataset.at = String(at_ms);
    made.dateTime = new Date(at_ms).toISOString();
    made.title = exact(at_ms);
  }
  const shown = relative(at_ms, now_ms);
  if (made.textContent !== shown) made.textContent = shown;
}

export function refreshTimes(root, now_ms) {
  for (const made of root.querySelectorAll("time[data-at]")) setTime(made, Number(made.dataset.at), now_ms);
}
