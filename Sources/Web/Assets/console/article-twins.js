import { element } from "../shared/element.js";
import { articleLink } from "./gap-aside.js";
import { foldable } from "./gap-questions.js";
import { workButton } from "./page-parts.js";
import { words as editor } from "./texts-editor.js";
import { words as all } from "./texts-gaps.js";

const words = all.twins;
/** As many as anybody reads at once; the next look is shorter. */
const pairs_max = 100;

/** All articles beside each other, on demand and a step at a time: those that say the same, or may contradict. */
export function articleTwins(api) {
  const said = element("p", { class: "hint", role: "status", "data-testid": "twins-said" }, words.note);
  const list = element("ul", {});
  const section = element("section", { class: "article-care", "aria-labelledby": "twins-title", "data-testid": "twins" },
    element("h2", { id: "twins-title" }, words.title), said,
    workButton(words.begin, () => compare(), { working: words.working, "data-testid": "twins-begin" }), list);

  async function compare() {
    list.replaceChildren();
    for (let [next, found] = ["", 0]; next !== null && section.isConnected;) {
      const answer = await api.get(`/api/gaps/twins?${new URLSearchParams({ after: next })}`);
      if (!answer.ok) return said.replaceChildren(words.failed(answer.error));
      const { pairs, compared, of } = answer.body;
      const fresh = pairs.slice(0, pairs_max - found);
      found += fresh.length;
      list.append(...fresh.map(pair));
      next = found < pairs_max ? answer.body.next : null;
      said.replaceChildren(next === null ? words.done(found, found < pairs_max) : words.progress(compared, of));
    }
  }

  return section;
}

function pair({ article, title, other }) {
  return element("li", { "data-testid": "twin", "data-kind": other.kind },
    element("p", {}, element("strong", {}, editor.comparison.kinds[other.kind]), " ",
      articleLink(article, title), words.and, articleLink(other.article, other.title)),
    other.sentence ? element("p", { class: "hint", dir: "auto" }, words.says(title, other.sentence)) : null,
    element("blockquote", { class: "evidence-quote" }, foldable(other.excerpt)));
}
