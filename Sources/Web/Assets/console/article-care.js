import { element } from "../shared/element.js";
import { articleLink } from "./gap-aside.js";
import { words as all } from "./texts-gaps.js";

const words = all.care;

/** Articles that want care, below the gaps that were answered; nothing where there are none. */
export async function articleCare(api) {
  const answer = await api.get("/api/gaps/care");
  if (!answer.ok || answer.body.articles.length === 0) return "";
  const { articles, days } = answer.body;
  return element("section", { class: "article-care", "aria-labelledby": "care-title", "data-testid": "care" },
    element("h2", { id: "care-title" }, words.title),
    element("ul", {}, articles.map(({ article, title, why, failed, asked }) => element("li", {},
      articleLink(article, title), " ", element("span", { class: "is-quiet" }, words.why[why]({ failed, asked, days }))))));
}
