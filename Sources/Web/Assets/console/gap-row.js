import { element } from "../shared/element.js";
import { followInside, gapAddress } from "./gap-address.js";
import { costSum, gapName, minuteWords, trendOf, trendWords, verdictParts } from "./gap-facts.js";
import { waitingMark } from "./gap-waiting.js";
import { sparkline } from "./sparkline.js";
import { words } from "./texts-gaps.js";
import { timeElement } from "./time.js";

/** One gap in the list: what it is, how it moves, what it costs and why. The whole row can be pressed. */
export function gapRow(gap, { now_ms, open }) {
  const { id, cost, weeks, verdict, draft } = gap;
  return element("li", { class: "gap-row", "data-gap": id, "data-testid": "gap-row" },
    element("div", { class: "gap-main" },
      element("h2", { class: "gap-name", dir: "auto" },
        element("a", { href: gapAddress({ page: "gap", gap: id }), on: { click: followInside(() => open(id)) } }, gapName(gap))),
      element("p", { class: "gap-about" }, kindMark(gap.kind), about(gap)),
      draft ? waitingMark(draft) : null,
      verdict ? verdictMark(verdict) : null,
      gap.state === "dismissed" ? element("p", { class: "gap-about" }, words.dismissals[gap.dismissal] ?? words.dismissals.other) : null,
      element("p", { class: "gap-sum" }, costSum(cost))),
    element("div", { class: "gap-weeks" }, sparkline(weeks),
      element("span", { class: "gap-trend", "data-trend": trendOf(cost.trend) },
        words.weeks.now(weeks.at(-1) ?? 0), ", ", trendWords(cost.trend))),
    element("div", { class: "gap-cost" },
      element("strong", {}, minuteWords(cost.score)), element("span", {}, words.cost.each)),
    element("p", { class: "gap-times" },
      words.first, " ", timeElement(gap.first_at, now_ms), " · ", words.last, " ", timeElement(gap.last_at, now_ms)));
}

/** The kind as words, with a sign of its own before them. */
export function kindMark(kind) {
  return element("span", { class: "gap-kind", "data-kind": kind }, words.kinds[kind] ?? kind);
}

/** "14 questions in 9 conversations", then the areas. */
export function about({ questions, conversations, areas }) {
  return [
    element("span", {}, `${words.questions(questions)} in ${words.conversations(conversations)}`),
    areas.length > 0 ? element("span", { class: "gap-areas", "aria-label": `${words.areas}: ${areas.join(", ")}`, role: "group" },
      areas.map((area) => element("span", { class: "tag" }, area))) : null,
  ];
}

export function verdictMark(verdict) {
  const { word, of, checked, found, after } = verdict;
  return element("p", { class: "gap-verdict", "data-verdict": word },
    element("strong", {}, verdictParts(verdict)[0]), " ",
    element("span", {}, words.verdicts.short(found ?? after, of, after, checked ?? 0)));
}
