import { element } from "../shared/element.js";
import { costSum, minuteWords, trendOf, trendWords } from "./gap-facts.js";
import { sparkline } from "./sparkline.js";
import { gapWords as words, words as all } from "./texts-gaps.js";

/** Beside the questions: what the gap costs, and which articles stand around it. */
export function gapAside({ gap, ranked, named }) {
  const { cost, weeks, kind } = gap;
  return element("aside", { class: "gap-aside", "aria-label": words.parts.numbers },
    element("section", {},
      element("h2", {}, words.parts.numbers),
      element("p", { class: "gap-cost" }, element("strong", {}, minuteWords(cost.score)), " ", element("span", {}, all.cost.each)),
      element("p", { class: "gap-sum" }, costSum(cost)),
      element("p", { class: "hint" }, cost.is_timed ? all.cost.timed : all.cost.notTimed),
      element("p", { class: "gap-weeks" }, sparkline(weeks),
        element("span", { class: "gap-trend", "data-trend": trendOf(cost.trend) },
          all.weeks.now(weeks.at(-1) ?? 0), ", ", trendWords(cost.trend)))),
    articles(words.parts.named, named, null),
    articles(kind === "not_found" ? words.parts.ranked : words.parts.rankedFirst, ranked, words.noneRanked));
}

function articles(title, list, none) {
  if (list.length === 0 && none === null) return null;
  return element("section", {},
    element("h2", {}, title),
    list.length === 0 ? element("p", { class: "is-quiet" }, none)
      : element("ul", { class: "gap-articles" }, list.map(({ article, title: name, count }) =>
        element("li", {}, articleLink(article, name), " ", element("span", { class: "is-quiet" }, words.times(count))))));
}

/** An article as readers see it, in a tab of its own. */
export function articleLink(article, title) {
  return element("a", { href: `/help/${encodeURIComponent(article)}`, target: "_blank", rel: "noopener noreferrer", dir: "auto" },
    title || article);
}
