import { element } from "../shared/element.js";
import { workButton } from "./page-parts.js";
import { verdictOf, verdictWords } from "./gap-facts.js";
import { share } from "./texts-certainty.js";
import { words as all } from "./texts-editor.js";

const words = all.replay;

/** What a trial found: the counts in words, every question before and after, and what it would break. */
export function replayReport(replay, api) {
  const { questions, regression, before, after } = replay;
  const verdict = verdictOf(replay);
  return element("div", { class: "replay", "data-testid": "replay", "data-verdict": verdict.word },
    element("p", { class: "replay-verdict" }, verdictWords(verdict, true)),
    element("p", { class: "hint" }, words.answeredCount(after.answered, before.answered), " ", words.meaning),
    replayTable(questions),
    regression.broken.length > 0 ? brokenTable(regression.broken, api) : null);
}

/** Questions that are answered right today and would not be any longer. */
export function brokenTable(broken, api) {
  return element("section", { class: "replay-broken" },
    element("h3", {}, words.broken(broken.length)), element("p", { class: "is-quiet" }, words.brokenNote), replayTable(broken, api));
}

/** With `api`, what a question is expected to be answered from can be corrected. */
export function replayTable(questions, api = null) {
  const [question, before, after] = words.columns;
  return element("div", { class: "numbers-frame", tabindex: 0, role: "group", "aria-label": words.title },
    element("table", { class: "replay-table" },
      element("thead", {}, element("tr", {}, [...words.columns, ...(api ? [words.correct.column] : [])].map((column) => element("th", { scope: "col" }, column)))),
      element("tbody", {}, questions.map((one) => element("tr", { "data-testid": "replayed" },
        element("th", { scope: "row", dir: "auto", "data-label": question }, one.text ?? words.erased),
        cell(one.before, before), cell(one.after, after), api ? element("td", { "data-label": words.correct.column }, correction(one, api)) : null)))));
}

/** One press: the article that answers now is right too, or the question is no test. */
function correction({ id, text, after }, api) {
  const { answered, article, title } = after;
  const place = element("div", { class: "replay-correct", role: "group", "aria-label": words.correct.label(text ?? words.erased) });
  const send = async (body, said) => {
    const answer = await api.ask("POST", "/api/gaps/expectation", { question: id, ...body });
    if (!answer.ok) return place.append(element("p", { class: "form-error", role: "alert" }, words.correct.failed(answer.error)));
    place.replaceChildren(element("p", { role: "status", "data-testid": "corrected" }, said));
  };
  place.append(...[
    answered && article
      ? workButton(words.correct.too(title || article), () => send({ article }, words.correct.taken), { working: words.correct.working, "data-testid": "right-too" }) : null,
    workButton(words.correct.none, () => send({}, words.correct.left), { working: words.correct.working, "data-testid": "no-test" }),
  ].filter(Boolean));
  return place;
}

/** The word says what the colour says. */
function cell({ answered, found, right, text, confidence, title, article }, column) {
  const kind = !answered ? "passed" : right ? "right" : !found ? "wrong" : text ?? "found";
  const name = title || article;
  return element("td", { "data-label": column, "data-kind": kind },
    element("span", { class: "replay-kind" }, answered ? words.kinds[kind] : words.passed),
    element("span", { class: "replay-how" },
      [answered ? (name ? words.answered(name) : words.answeredPlain) : null,
        Number.isFinite(confidence) ? words.sure(share(confidence)) : null].filter(Boolean).join(", ")));
}
