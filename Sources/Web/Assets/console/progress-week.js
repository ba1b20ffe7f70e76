import { element } from "../shared/element.js";
import { about } from "./gap-row.js";
import { verdictWords } from "./gap-facts.js";
import { gapLink } from "./progress-overview.js";
import { liveWords, paceWords, totalWords } from "./progress-facts.js";
import { words as all } from "./texts-progress.js";

const words = all.week;
/** Of each kind: more would not go on one page of paper. */
const shownMax = 6;

/** The last seven days on one page. */
export function week({ facts }) {
  const { digest, gaps } = facts;
  const day = (at) => new Date(at).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
  const print = element("button", {
    class: "button", type: "button", "data-testid": "print-week", on: { click: () => window.print() },
  }, words.print);
  const list = (name, about_) => part(words[name](digest[`${name}_count`]), words[`${name}Note`],
    digest[name].map((id) => gaps[id]).filter(Boolean).slice(0, shownMax), digest[`${name}_count`], about_);
  return [
    element("header", { class: "week-head" },
      element("h2", { tabindex: -1 }, words.heading(day(digest.from), day(digest.to))), print),
    element("p", { class: "section-note is-quiet week-note" }, words.note),
    element("article", { class: "week", "data-testid": "week" },
      list("published", (gap) => (gap.verdict ? verdictWords(gap.verdict) : "")),
      list("opened", (gap) => about(gap)),
      list("growing", (gap) => [words.thisWeek(gap.weeks.at(-1) ?? 0), ", ", ...about(gap)]),
      standing(facts)),
  ];
}

function part(title, note, gaps, count, aboutOf) {
  return element("section", {},
    element("h3", {}, title),
    count === 0 ? null : element("p", { class: "is-quiet" }, note),
    element("ul", {}, gaps.map((gap) => element("li", {}, gapLink(gap), element("span", { class: "week-about" }, aboutOf(gap))))),
    count > gaps.length ? element("p", { class: "is-quiet" }, words.more(count - gaps.length)) : null);
}

function standing({ digest, live, prevented, velocity }) {
  const [rate, total, pace] = [liveWords(live), totalWords(prevented), paceWords(velocity.whole)];
  const lines = [
    words.open(digest.open_count),
    rate.isKnown ? words.live(rate.value, rate.note) : words.liveNone,
    total.isKnown ? words.prevented(total.value, total.note) : words.preventedNone(prevented.of === 0 ? "" : total.note),
    pace.isKnown ? words.velocity(pace.value, pace.note) : words.velocityNone(pace.note),
  ];
  return element("section", {}, element("h3", {}, words.standing), element("ul", { class: "week-lines" }, lines.map((line) => element("li", {}, line))));
}
