import { element } from "../shared/element.js";
import { articleInQuestion } from "./gap-facts.js";
import { icon } from "./icons.js";
import { gapWords } from "./texts-gaps.js";

const words = gapWords.next;

/** What to do with a gap, by its kind: one button that leads, and what else is possible. */
export function nextStep(options) {
  const { facts, isEditor } = options;
  const { gap } = facts;
  if (gap.state === "merged" || gap.state === "dismissed") return "";
  const article = articleInQuestion(facts);
  const name = article?.title || article?.article;
  const step = gap.state === "published" ? published(options) : open(options, article, name);
  return element("section", { class: "next-step", "data-testid": "next-step", "data-kind": gap.kind, "aria-label": words.label },
    element("div", {},
      element("p", { class: "next-step-label" }, words.label),
      element("p", {}, step.text)),
    isEditor ? element("div", { class: "next-step-buttons" }, draftButtons(options), step.buttons) : null);
}

function open({ facts, isAdministrator, write, choose, dismiss, drafts }, article, name) {
  const isBegun = drafts.length > 0 || Boolean(facts.gap.draft);
  // A draft that was begun leads; what the kind asks for stands beside it.
  const lead = isBegun ? "" : "primary";
  const instead = button(words.instead, "", "write-new", () => write(null));
  const other = button(words.another, "", "choose-article", choose);
  switch (facts.gap.kind) {
    case "not_found": return {
      text: article ? words.not_found(name) : words.not_foundUnknown,
      buttons: article
        ? [button(words.add(name), lead, "write", () => write(article.article)), other, instead]
        : [button(words.choose, lead, "choose-article", choose), instead],
    };
    case "not_helpful": return {
      text: article ? words.not_helpful(name) : words.not_helpfulUnknown,
      buttons: article
        ? [button(words.improve(name), lead, "write", () => write(article.article)), other, instead]
        : [button(words.choose, lead, "choose-article", choose), instead],
    };
    case "no_article": return {
      text: words.no_article,
      buttons: [
        button(words.notForArticles, lead, "not-for-articles", dismiss),
        isAdministrator ? element("a", { class: "button", href: "#settings/answers" }, words.handover) : null,
        instead,
      ],
    };
    default: return {
      text: words.missing_article,
      buttons: [button(words.write, lead, "write", () => write(null)), button(words.extend, "", "choose-article", choose)],
    };
  }
}

/** After publishing: it can be written about again, on top of what is published. */
function published({ facts, write }) {
  const { article } = facts.gap;
  return { text: words.published, buttons: [button(words.again, "", "write", () => write(article))] };
}

function draftButtons({ drafts, write }) {
  return drafts.slice(0, 1).map((article) => button(words.goOn, "primary", "go-on", () => write(article)));
}

function button(label, kind, testid, work) {
  return element("button", {
    class: `button ${kind}`.trim(), type: "button", "data-testid": testid, on: { click: work },
  }, kind === "primary" ? icon("pencil") : null, element("span", {}, label));
}
