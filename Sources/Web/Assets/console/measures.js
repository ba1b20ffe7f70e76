import { texts } from "./texts.js";

const words = texts.decision;
/** The threshold that a measure was held against, where its name does not follow from the measure's. */
const thresholds = { matched_terms: "matches_min", nearest_cosine: "nearest_min" };
const answers = new Set([
  "lacks_number", "lacks_code", "words_agree", "draft_verbatim", "draft_facts_off", "draft_unsourced", "draft_contrary", "draft_refused",
  "draft_overlong", "draft_failed",
]);

/** The measures of a decision in words, in the order of `texts`; unknown ones come last under their own name. */
export function measureWords(measures) {
  const thresholdOf = (name) => thresholds[name] ?? `${name}_min`;
  const paired = new Set(Object.keys(measures).map(thresholdOf).filter((name) => name in measures));
  const order = Object.keys(words.measureNames);
  const place = (name) => (order.includes(name) ? order.indexOf(name) : order.length);
  return Object.keys(measures)
    .filter((name) => !paired.has(name))
    .sort((first, second) => place(first) - place(second) || (first < second ? -1 : 1))
    .map((name) => `${words.measureNames[name] ?? plain(name)}: ${value(name, measures, thresholdOf(name))}`);
}

export function measured(number) {
  if (!Number.isFinite(number)) return "?";
  return Number.isInteger(number) && Math.abs(number) > 1 ? String(number) : number.toFixed(2);
}

function value(name, measures, threshold) {
  if (answers.has(name)) return measures[name] > 0 ? words.yes : words.no;
  const shown = name.includes("term") || name.includes("matche") ? whole : measured;
  const least = measures[threshold];
  return least === undefined ? shown(measures[name]) : words.least(shown(measures[name]), shown(least));
}

function whole(number) {
  return Number.isInteger(number) ? String(number) : measured(number);
}

/** `seen_before` reads as "seen before". */
function plain(name) {
  return name.replaceAll("_", " ");
}
