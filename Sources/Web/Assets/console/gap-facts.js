import { words } from "./texts-gaps.js";
import { share } from "./texts-certainty.js";

/** A trend this near to 1 is none: a gap of a few questions moves by more from week to week. */
const steadyBand = 0.1;

/** What a gap is called: by its name, or by the question in its middle. */
export function gapName({ name, question }) {
  return name || question || words.unnamed;
}

/** "rising", "falling" or "steady". */
export function trendOf(trend) {
  if (!Number.isFinite(trend) || Math.abs(trend - 1) < steadyBand) return "steady";
  return trend > 1 ? "rising" : "falling";
}

export function trendWords(trend) {
  return words.trend[trendOf(trend)];
}

/** Minutes of people: "7 min", "1 h 38 min", from ten hours on whole hours. */
export function minuteWords(minutes) {
  if (!Number.isFinite(minutes) || minutes < 0.05) return words.cost.minutes(0);
  if (minutes < 10) return words.cost.minutes(Number(minutes.toFixed(1)));
  const whole = Math.round(minutes);
  if (whole < 120) return words.cost.minutes(whole);
  const hours = Math.floor(whole / 60);
  return hours >= 10 ? words.cost.hours(Math.round(whole / 60), 0) : words.cost.hours(hours, whole % 60);
}

/** The cost with its arithmetic: "18 in four weeks × 1.3 rising × 60 % fail × 7 min × 1.5 account value = 147 min". */
export function costSum({ volume, trend, failure_rate: fail, minutes, account_value: value, score }) {
  const kind = trendOf(trend);
  return words.cost.sum({
    volume: Number(volume.toFixed(1)), trend: words.cost.trends[kind](factor(trend)), fail: share(fail), minutes: minuteWords(minutes),
    value: value ? words.cost.value(factor(value)) : "",
    score: minuteWords(score),
  });
}

/** The verdict after publishing, or before it where `isTrial`: its word, and what it rests on. */
export function verdictParts({ word, of, checked, found, found_before: foundBefore, before, after, broken, tried }, isTrial = false) {
  const { verdicts } = words;
  // A verdict of before texts were held against answers knows only what was found.
  const isOld = !Number.isFinite(checked);
  const [now, was] = isOld ? [after, before] : [found, foundBefore];
  const text = isOld ? verdicts.notChecked : checked === 0 ? verdicts.unknown
    : (isTrial ? verdicts.wouldSay : verdicts.said)(after, checked, before);
  const counts = `${(isTrial ? verdicts.would : verdicts.now)(now, of, was)} ${text}`;
  const others = tried === 0 ? verdicts.alone
    : broken === 0 ? (isTrial ? verdicts.noneWould : verdicts.noneBroke)(tried)
      : (isTrial ? verdicts.wouldBreak : verdicts.broke)(broken, tried);
  return [isOld && word === "proves" ? verdicts.found : verdicts[word] ?? verdicts.label, `${counts} ${others}`];
}

export function verdictWords(verdict, isTrial = false) {
  return verdictParts(verdict, isTrial).join(": ");
}

/** The numbers of a trial, in the shape of a verdict. */
export function verdictOf({ verdict, of, checked, before, after, regression }) {
  return {
    word: verdict, of, checked, found: after.found, found_before: before.found, before: before.right, after: after.right, broken: regression.broken.length, tried: regression.tried,
  };
}

/** Which article the next step is about: what people named, or what was shown and did not help. */
export function articleInQuestion({ gap, named, ranked }) {
  if (gap.kind === "not_found") return named[0] ?? null;
  if (gap.kind === "not_helpful") return ranked[0] ?? named[0] ?? null;
  return null;
}

export function mayEdit(user) {
  return ["administrator", "admin", "editor"].includes(user.role);
}

function factor(trend) {
  return Number(trend.toFixed(1));
}
