import { element } from "../shared/element.js";
import { table } from "./certainty-charts.js";
import { gapAddress } from "./gap-address.js";
import { gapName } from "./gap-facts.js";
import { verdictMark } from "./gap-row.js";
import { pageSection } from "./page-parts.js";
import { velocityChart, weeksChart } from "./progress-charts.js";
import { dayWords, liveWords, paceWords, preventedWords, totalWords } from "./progress-facts.js";
import { openAsked, openWeeks } from "./progress-rows.js";
import { words as gapWords } from "./texts-gaps.js";
import { words } from "./texts-progress.js";

/** The headline numbers, the charts, and the rows that they count. */
export function overview(surroundings) {
  const { facts } = surroundings;
  const isSome = facts.answered.length > 0;
  const courses = facts.courses.length > 0;
  return [
    isSome ? headlines(facts) : null,
    isSome ? charts(facts) : null,
    isSome ? published(surroundings) : null,
    courses ? velocity(surroundings) : null,
  ].flat().filter(Boolean);
}

/** Four numbers, each with what it rests on; pressed, it goes to its rows. */
function headlines(facts) {
  const { verdicts } = gapWords;
  const count = {
    value: words.published.count(facts.answered.length), note: words.published.verdicts(facts.verdicts, verdicts), isKnown: true,
  };
  const list = [
    ["live", liveWords(facts.live), "progress-published"], ["prevented", totalWords(facts.prevented), "progress-published"],
    ["velocity", paceWords(facts.velocity.whole), "progress-velocity"], ["published", count, "progress-published"],
  ];
  return element("ul", { class: "headlines", "data-testid": "headlines" }, list.map(([name, { value, note, isKnown }, rows]) =>
    element("li", { "data-testid": `headline-${name}` },
      element("button", { type: "button", class: isKnown ? null : "is-open", on: { click: () => toRows(rows) } },
        element("span", { class: "headline-name" }, words.heads[name]),
        element("strong", {}, value),
        element("span", { class: "headline-note" }, note)))));
}

function toRows(id) {
  const heading = document.getElementById(`${id}-title`);
  heading?.scrollIntoView({ block: "start" });
  heading?.focus({ preventScroll: true });
}

/** Axes without a point say nothing: until there is one a sentence says what will be here. */
function charts({ weeks, velocity, prevented }) {
  const made = [
    weeks.length > 0 ? weeksChart(weeks, prevented.is_distinguishable, () => toRows("progress-published")) : null,
    velocity.curve.length > 0 ? velocityChart(velocity, () => toRows("progress-velocity")) : null,
  ].filter(Boolean);
  if (made.length === 0) return element("p", { class: "hint charts-hint", "data-testid": "progress-charts-none" }, words.charts.none);
  return [
    element("div", { class: made.length > 1 ? "charts" : "charts is-single", "data-testid": "progress-charts" }, made),
    element("p", { class: "hint charts-hint" }, words.charts.key),
  ];
}

function published(surroundings) {
  const { facts } = surroundings;
  const rows = facts.answered.map((row) => publishedRow(row, surroundings));
  const total = facts.prevented;
  return pageSection({ id: "progress-published", title: words.parts.published },
    element("div", { class: "numbers-frame", tabindex: 0, role: "group", "aria-label": words.parts.published },
      table(words.published.columns, rows)),
    total.of > rows.length ? element("p", { class: "hint" }, words.published.more(rows.length)) : null,
    element("p", { class: "hint progress-how" }, words.prevented.how, " ", words.prevented.placebo(total.placebos_found, total.placebos)));
}

function publishedRow({ gap: id, published_at: at, live, prevented }, { facts, api, desk, now_ms, opened }) {
  const gap = facts.gaps[id];
  return [
    gapLink(gap), dayWords(at, now_ms), gap.verdict ? verdictMark(gap.verdict) : gapWords.verdicts.waiting,
    liveCell(live, () => openAsked({ api, desk, gap: id, opened })), preventedCell(prevented),
  ];
}

/** "33 of 40 (68–91 %)", pressed for the questions. */
export function liveCell(live, open) {
  if (live.of === 0) return element("span", { class: "is-quiet" }, words.live.none);
  return element("span", { class: "measured" },
    element("button", { class: "link-button", type: "button", "data-testid": "open-asked", on: { click: open } },
      words.live.rows(live.answered, live.of)),
    element("span", { class: "is-quiet" }, words.live.interval(live.low, live.high)));
}

/** The number with its interval, or what is missing; pressed for the weeks. */
export function preventedCell(prevented) {
  const { value, note, isKnown } = preventedWords(prevented);
  return element("span", { class: "measured" },
    element("button", {
      class: isKnown ? "link-button" : "link-button is-open", type: "button", "data-testid": "open-weeks",
      on: { click: () => openWeeks(prevented) },
    }, value),
    element("span", { class: "is-quiet" }, note));
}

export function gapLink(gap) {
  return element("a", { class: "progress-gap", href: gapAddress({ page: "gap", gap: gap.id }), dir: "auto" }, gapName(gap));
}

function velocity({ facts, now_ms }) {
  const { velocity: pace, courses, gaps } = facts;
  const phases = pace.phases.map(({ phase, pace: one }) => {
    const { value, range } = paceWords(one);
    return [words.velocity.phases[phase], value, range, one.ended, one.open];
  });
  const moment = (at) => (at === null ? "–" : dayWords(at, now_ms));
  const rows = courses.filter(({ gap }) => gaps[gap]).map((one) => [
    gapLink(gaps[one.gap]), moment(one.seen_at), moment(one.opened_at), moment(one.drafted_at), moment(one.published_at),
    moment(one.proven_at), moment(one.live_at),
  ]);
  const frame = (label, made) => element("div", { class: "numbers-frame", tabindex: 0, role: "group", "aria-label": label }, made);
  return pageSection({ id: "progress-velocity", title: words.parts.velocity, note: words.velocity.how(pace.days, pace.questions_min) },
    frame(words.parts.velocity, table(words.velocity.columns, phases)),
    element("h3", { class: "progress-sub" }, words.parts.courses),
    frame(words.parts.courses, table(words.velocity.rows, rows)),
    element("p", { class: "hint progress-how" }, words.velocity.liveNote));
}
