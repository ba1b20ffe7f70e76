/** The days as the text form writes them, Monday first. */
export const dayNames = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

export const intervalsMax = 4;
const minutesOfDay = 24 * 60;
const minute_ms = 60_000;

/** The zone of this browser, such as "Europe/Berlin". */
export function ownZone() {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
}

/**
 * Reads `Mon-Fri 09:00-17:00; Sat 10:00-14:00 Europe/Berlin` into `{zone, week}`, a week of seven lists of
 * `{from, to}` in minutes after midnight. Null when it is empty (always open), undefined when it cannot be read.
 */
export function readHours(text) {
  if (text.trim() === "") return null;
  const week = dayNames.map(() => []);
  let zone = "UTC";
  const parts = text.split(";").map((part) => part.trim()).filter((part) => part !== "");
  for (const [index, part] of parts.entries()) {
    const match = /^([A-Za-z, -]+?)\s+((?:[\d:]+\s*-\s*[\d:]+(?:\s*,\s*)?)+)(?:\s+([A-Za-z][\w+/-]*))?$/.exec(part);
    if (!match || (match[3] && index !== parts.length - 1)) return undefined;
    const days = readDays(match[1]);
    const times = match[2].split(",").map((time) => time.trim()).filter(Boolean).map(readTimes);
    if (!days || times.includes(null)) return undefined;
    for (const day of days) week[day].push(...times.map((time) => ({ ...time })));
    if (match[3]) zone = match[3];
  }
  for (const day of week) day.sort((one, other) => one.from - other.from);
  return isZone(zone) ? { zone, week } : undefined;
}

function readDays(text) {
  const days = new Set();
  for (const part of text.split(/\s*,\s*/)) {
    const [first, last] = part.split(/\s*-\s*/).map((name) => dayNames.findIndex(
      (day) => day.toLowerCase() === name.trim().slice(0, 3).toLowerCase()));
    if (first < 0 || last < 0) return null;
    for (let day = first; ; day = (day + 1) % 7) {
      days.add(day);
      if (day === (last ?? first)) break;
    }
  }
  return days;
}

function readTimes(text) {
  const [from, to] = text.split("-").map(readMinutes);
  return from === null || to === null || to === undefined || from === minutesOfDay ? null : { from, to };
}

/** "09:30" as minutes after midnight, "24:00" as the end of the day; null when it is no time. */
export function readMinutes(text) {
  const match = /^\s*(\d{1,2}):(\d{2})\s*$/.exec(text);
  if (!match) return null;
  const minutes = Number(match[1]) * 60 + Number(match[2]);
  return Number(match[2]) < 60 && minutes <= minutesOfDay ? minutes : null;
}

/** What a person types: "9", "930", "09:30" and "9.30" too. */
export function readTyped(text) {
  const digits = text.trim().replace(/[.h\s]/, ":");
  if (/^\d{1,2}$/.test(digits)) return readMinutes(`${digits}:00`);
  return readMinutes(digits.replace(/^(\d{1,2})(\d{2})$/, "$1:$2"));
}

export function writeMinutes(minutes) {
  const two = (number) => String(number).padStart(2, "0");
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** The text form: days with the same hours are named together. */
export function writeHours({ zone, week }) {
  const keyOf = (day) => day.map(({ from, to }) => `${writeMinutes(from)}-${writeMinutes(to)}`);
  const parts = [];
  for (let day = 0; day < 7; ) {
    const times = keyOf(week[day]);
    let last = day;
    while (last < 6 && keyOf(week[last + 1]).join() === times.join()) last += 1;
    const name = last === day ? dayNames[day] : `${dayNames[day]}-${dayNames[last]}`;
    parts.push(...times.map((time) => `${name} ${time}`));
    day = last + 1;
  }
  return parts.length === 0 ? "" : `${parts.join("; ")} ${zone}`;
}

/** Where it ends, in minutes from the beginning of its day: hours that end before they begin end on the next day. */
export function endOf({ from, to }) {
  return to > from ? to : to + minutesOfDay;
}

/** What is wrong with a day's intervals: `{index, why: "missing" | "overlap"}`, or null. */
export function dayFault(day) {
  for (const [index, { from, to }] of day.entries()) {
    if (from === null || to === null) return { index, why: "missing" };
    if (index > 0 && from < endOf(day[index - 1])) return { index, why: "overlap" };
  }
  return null;
}

/** Whether it is open at a moment, and when that changes next: `{isOpen, next: ms | null}`. */
export function stateAt({ zone, week }, at_ms) {
  const { day, minutes } = wallClock(zone, at_ms);
  const isOpen = isOpenAt(week, day, minutes);
  const start_ms = at_ms - (at_ms % minute_ms);
  // Every edge of a week is a start or an end; the nearest one at which the answer differs is the next.
  const edges = [];
  for (let ahead = -1; ahead <= 7; ahead += 1) {
    const start = ahead * minutesOfDay;
    for (const interval of week[(day + ahead + 7) % 7]) edges.push(start + interval.from, start + endOf(interval));
  }
  for (const edge of edges.sort((one, other) => one - other)) {
    if (edge <= minutes) continue;
    const edgeDay = (day + Math.floor(edge / minutesOfDay)) % 7;
    if (isOpenAt(week, edgeDay, edge % minutesOfDay) === isOpen) continue;
    return { isOpen, next: shifted(zone, start_ms + (edge - minutes) * minute_ms, edge % minutesOfDay) };
  }
  return { isOpen, next: null };
}

function isOpenAt(week, day, minutes) {
  const isWithin = (on, at) => week[on].some((interval) => interval.from <= at && at < endOf(interval));
  // Yesterday's may last into today.
  return isWithin(day, minutes) || isWithin((day + 6) % 7, minutes + minutesOfDay);
}

/** Where the clocks changed on the way, the wall shows another time: moved by the difference. */
function shifted(zone, at_ms, minutesWanted) {
  let off = minutesWanted - wallClock(zone, at_ms).minutes;
  if (off > minutesOfDay / 2) off -= minutesOfDay;
  if (off < -minutesOfDay / 2) off += minutesOfDay;
  return at_ms + off * minute_ms;
}

/** The day (0 is Monday) and the minutes after midnight that a clock in the zone shows. */
export function wallClock(zone, at_ms) {
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone, weekday: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
  });
  const parts = Object.fromEntries(format.formatToParts(new Date(at_ms)).map(({ type, value }) => [type, value]));
  return { day: dayNames.indexOf(parts.weekday), minutes: Number(parts.hour) * 60 + Number(parts.minute) };
}

export function isZone(zone) {
  try {
    return Boolean(new Intl.DateTimeFormat("en", { timeZone: zone }));
  } catch {
    return false;
  }
}
