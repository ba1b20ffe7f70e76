import { element, safeLink } from "../shared/element.js";
import { articleLink } from "./gap-aside.js";
import { followInside } from "./gap-address.js";
import { minuteWords } from "./gap-facts.js";
import { share } from "./texts-certainty.js";
import { gapWords as words } from "./texts-gaps.js";
import { timeElement } from "./time.js";

/** A text longer than this is folded. */
const charactersShown = 320;

/** The questions of a gap, newest first, each with what came of it. `ticked` holds the ids of those to split off. */
export function questionList({ questions, total, now_ms, ticked, mayTick, open, changed }) {
  const list = element("ol", { class: "questions", "data-testid": "questions" },
    questions.map((question) => row(question, { now_ms, ticked, mayTick, open, changed })));
  return element("div", {}, list, total > questions.length ? element("p", { class: "hint" }, words.latest(questions.length)) : null);
}

function row(question, { now_ms, ticked, mayTick, open, changed }) {
  const { id, text, conversation, answer, replies, ranked, named } = question;
  return element("li", { class: "question", "data-question": id, "data-testid": "question" },
    mayTick ? tick(question, ticked, changed) : null,
    element("div", { class: "question-body" },
      element("p", { class: "question-text", dir: "auto" }, text ?? words.erased),
      element("p", { class: "question-about" }, aboutQuestion(question, now_ms)),
      answer ? said(words.said, [answer], "is-assistant") : null,
      replies.length > 0 ? said(words.answered, replies, "is-person") : element("p", { class: "question-none" }, words.nobody),
      element("p", { class: "question-articles" },
        element("span", {}, words.first, ": ", ranked.length === 0 ? words.noRanked : listed(ranked)),
        named === "" ? element("span", {}, words.namesNone)
          : named ? element("span", {}, words.names, ": ", articleLink(named, titleOf(named, ranked))) : null,
        element("a", {
          href: `#c=${conversation}`, "data-testid": "open-conversation", on: { click: followInside(() => open(conversation)) },
        }, words.open))));
}

function tick({ id, text }, ticked, changed) {
  const box = element("input", {
    type: "checkbox", class: "question-tick", checked: ticked.has(id), "aria-label": words.tick(text ?? words.erased),
    on: { change: () => {
      if (box.checked) ticked.add(id);
      else ticked.delete(id);
      changed();
    } },
  });
  return element("label", { class: "question-tick-place" }, box);
}

/** When, on which page, why it counts as failed, how sure the Assistant was. */
function aboutQuestion({ at, page, area, causes, flaw, confidence, threshold, ending, minutes, is_pinned: isPinned }, now_ms) {
  const sure = Number.isFinite(confidence)
    ? words.sure(share(confidence), Number.isFinite(threshold) ? share(threshold) : null) : null;
  const parts = [
    timeElement(at, now_ms),
    page ? element("span", {}, words.page, " ", safeLink(page.url, page.title || page.url)) : null,
    area, causes.map((cause) => words.causes[cause] ?? cause).join(", "), flaw ? words.flaw[flaw] ?? flaw : null, sure,
    words.endings[ending], Number.isFinite(minutes) ? (minutes < 1 ? words.tookLess : words.took(minuteWords(minutes))) : null, isPinned ? words.pinned : null,
  ];
  return parts.filter(Boolean).flatMap((part, index) => (index === 0 ? [part] : [" · ", part]));
}

/** What somebody said; long texts are folded. */
function said(label, texts, kind) {
  return element("div", { class: `question-said ${kind}` },
    element("p", { class: "question-label" }, label), texts.map(foldable));
}

export function foldable(text) {
  const letters = [...text];
  if (letters.length <= charactersShown) return element("p", { class: "said-text", dir: "auto" }, text);
  const short = `${letters.slice(0, charactersShown).join("").trimEnd()}…`;
  const shown = element("span", {}, short);
  const button = element("button", { class: "link-button", type: "button", "aria-expanded": "false" }, words.all);
  button.addEventListener("click", () => {
    const isOpen = button.getAttribute("aria-expanded") === "true";
    button.setAttribute("aria-expanded", String(!isOpen));
    button.textContent = isOpen ? words.all : words.less;
    shown.textContent = isOpen ? short : text;
  });
  return element("p", { class: "said-text", dir: "auto" }, shown, " ", button);
}

function listed(ranked) {
  return ranked.flatMap(({ article, title }, index) =>
    (index === 0 ? [articleLink(article, title)] : [", ", articleLink(article, title)]));
}

function titleOf(article, ranked) {
  return ranked.find((one) => one.article === article)?.title ?? article;
}
