import { words } from "./texts-progress.js";

/** The live rate in words: `{value, note, isKnown}`. */
export function liveWords({ answered, of, low, high }) {
  if (of === 0) return { value: words.live.none, note: words.live.noneNote, isKnown: false };
  return { value: words.live.value(answered / of), note: words.live.note(low, high, of), isKnown: true };
}

/** What all publications prevented, or what is missing to say so. */
export function totalWords({ is_distinguishable: isKnown, measured, of, count, low, high, weeks_needed: weeks }) {
  if (!isKnown) return { value: words.prevented.notYet, note: words.prevented.few(measured, of, weeks), isKnown };
  const [middle, least, most] = [count, low, high].map(Math.round);
  return { value: words.prevented.value(middle), note: words.prevented.note(least, most, measured, of), isKnown };
}

/** What one publication prevented. */
export function preventedWords(prevented) {
  const { is_distinguishable: isKnown, count, low, high, missing } = prevented;
  if (!isKnown) return { value: words.prevented.notYet, note: words.prevented.missing[missing]?.(prevented) ?? "", isKnown };
  return { value: words.prevented.value(Math.round(count)), note: words.prevented.range(Math.round(low), Math.round(high)), isKnown };
}

/** The median of a pace with its interval. */
export function paceWords({ median, low, high, ended, open }) {
  const days = (value) => (Number.isFinite(value) ? words.velocity.days(value) : null);
  const range = Number.isFinite(low) ? words.velocity.range(days(low), days(high)) : null;
  const isKnown = Number.isFinite(median);
  const note = ended + open === 0 ? words.velocity.noGaps : words.velocity.note(isKnown ? range : null, ended, open);
  return { value: isKnown ? days(median) : words.velocity.none, note, range: range ?? words.unknown, isKnown };
}

/** "27 Nov", with the year where it is another one than now. */
export function dayWords(at_ms, now_ms) {
  const [at, now] = [new Date(at_ms), new Date(now_ms)];
  const year = at.getFullYear() === now.getFullYear() ? undefined : "numeric";
  return at.toLocaleDateString("en-GB", { day: "numeric", month: "short", year });
}
