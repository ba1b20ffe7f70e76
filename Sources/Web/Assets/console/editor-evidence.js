import { element } from "../shared/element.js";
import { articleLink } from "./gap-aside.js";
import { foldable } from "./gap-questions.js";
import { icon } from "./icons.js";
import { measured } from "./measures.js";
import { words as all } from "./texts-editor.js";
import { gapWords } from "./texts-gaps.js";

const words = all.evidence;

/** What to write from: what is not sure, what people asked and answered, and passages of other articles nearby. */
export function evidencePane({ evidence, related, unsure, written, comparison }, { insert, addPhrasing }) {
  const said = element("p", { class: "visually-hidden", role: "status" });
  const tell = (text) => {
    said.textContent = text;
  };
  const insertButton = (label, text) => element("button", {
    class: "button", type: "button", "aria-label": label, title: label, "data-testid": "insert",
    on: { click: () => {
      insert(text);
      tell(words.inserted);
    } },
  }, icon("plus"), words.insert);
  return element("section", { class: "editor-pane editor-evidence", "aria-label": words.title, tabindex: 0, "data-testid": "evidence" },
    unsureBox(unsure), comparison, written,
    element("h2", { class: "pane-title" }, words.questions),
    evidence.length === 0 ? element("p", { class: "is-quiet" }, words.none)
      : element("ol", { class: "evidence" }, evidence.map((one) => item(one, { insertButton, addPhrasing, tell }))),
    related.length > 0 ? element("h2", { class: "pane-title" }, words.related) : null,
    related.length > 0 ? element("ul", { class: "evidence" }, related.map(({ article, title, excerpt, score }) =>
      element("li", { "data-article": article },
        element("p", { class: "evidence-question" }, articleLink(article, title)),
        quote(excerpt, insertButton(words.insertPassage(title || article), excerpt)),
        Number.isFinite(score) ? element("p", { class: "hint" }, words.near(measured(score))) : null))) : null,
    said);
}

/** What to look at before it is published; empty where nothing is. */
export function unsureBox(unsure) {
  return element("div", { class: "unsure", "data-testid": "unsure", hidden: unsure.length === 0 },
    element("h2", {}, words.unsure), element("ul", {}, unsure.map((text) => element("li", { dir: "auto" }, text))));
}

function item({ question, text, replies, conversation }, { insertButton, addPhrasing, tell }) {
  const phrasing = text ? element("button", {
    class: "link-button", type: "button", "aria-label": words.phrasingAdd(text), "data-testid": "add-phrasing",
    on: { click: () => addPhrasing(text) && tell(words.added) },
  }, words.phrasing) : null;
  return element("li", { "data-testid": "evidence-item", "data-question": question },
    element("p", { class: "evidence-question", dir: "auto" }, text ?? gapWords.erased),
    element("p", { class: "evidence-about" }, phrasing,
      element("a", { href: `#c=${conversation}`, target: "_blank", rel: "noopener" }, words.open)),
    replies.length === 0 ? element("p", { class: "hint" }, words.noAnswer)
      : replies.map((reply, index) => quote(reply, insertButton(words.insertReply(reply.slice(0, 80)), reply), { "data-reply": index })));
}

function quote(text, button, attributes = {}) {
  return element("blockquote", { class: "evidence-quote", ...attributes }, foldable(text), button);
}
