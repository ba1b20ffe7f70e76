import { element, safeLink } from "../shared/element.js";
import { measured, measureWords } from "./measures.js";
import { reasonInSentence, reasonWords } from "./reasons.js";
import { versionName } from "./texts-certainty.js";
import { texts } from "./texts.js";

const words = texts.decision;

/** One attempt of the Assistant, folded into a line; it opens to the decision record in words. */
export function createDecision() {
  return element("details", { class: "fold", "data-testid": "decision" }, element("summary"), element("dl"));
}

export function updateDecision(made, { decision, titles }, desk) {
  const found = desk.briefs.get(desk.openID)?.found ?? [];
  const known = new Map([...found.map(({ article, title }) => [article, title]), ...titles]);
  const version = `${known.size}`;
  if (made.shownVersion === version) return;
  made.shownVersion = version;
  const titleOf = (article) => known.get(article) ?? article;
  made.firstChild.textContent = decisionSummary(decision, titleOf);
  made.lastChild.replaceChildren(...record(decision, titleOf));
}

/**
 * "Answered from Embed the widget, confidence 0.82", "Asked back: Embed the widget or Install Baton", or "Did not
 * answer: no article on it".
 */
export function decisionSummary(decision, titleOf) {
  if (decision.outcome === "courtesy") return words.courtesy;
  if (decision.outcome === "clarify") return words.askedBack(rivals(decision, titleOf));
  if (decision.outcome !== "answer") return words.handedOff(reasonInSentence(decision.reason));
  const best = decision.candidates?.[0];
  if (!best) return words.answeredPlain;
  const confidence = decision.confidence ?? decision.measures?.confidence;
  return Number.isFinite(confidence)
    ? words.answeredWith(titleOf(best.article), measured(confidence))
    : words.answered(titleOf(best.article), measured(best.coverage));
}

/** The two best articles. */
function rivals({ candidates = [] }, titleOf) {
  return [...new Set(candidates.map(({ article }) => article))].slice(0, 2).map(titleOf);
}

function record(decision, titleOf) {
  const candidates = decision.candidates ?? [];
  const measures = measureWords(decision.measures ?? {});
  return [
    entry(words.outcome, words.outcomes[decision.outcome] ?? String(decision.outcome)),
    decision.band ? entry(words.band, words.bands[decision.band] ?? String(decision.band)) : null,
    decision.confidence_version ? entry(words.version, versionName(decision.confidence_version)) : null,
    ...rewritingEntries(decision.rewriting),
    decision.chosen ? entry(words.chosen, titleOf(decision.chosen)) : null,
    decision.reason ? entry(words.reason, reasonWords(decision.reason)) : null,
    decision.answerer ? entry(words.answerer, answererWords(decision.answerer)) : null,
    decision.model ? entry(words.model, String(decision.model)) : null,
    decision.model_failure ? entry(words.modelFailure, words.modelFailures[decision.model_failure] ?? String(decision.model_failure)) : null,
    decision.prompt ? entry(words.prompt, String(decision.prompt)) : null,
    decision.checks && decision.model ? entry(words.checks, checksWords(decision.checks)) : null,
    decision.rule ? entry(words.rule, String(decision.rule)) : null,
    decision.snapshot ? entry(words.snapshot, String(decision.snapshot)) : null,
    measures.length > 0 ? entry(words.measures, list(measures)) : null,
    decision.snapshot || candidates.length > 0 ? entry(words.candidates, found(candidates, titleOf)) : null,
  ].filter(Boolean);
}

/** What a follow-up was searched for as, or why its own words were; nothing when no model was asked. */
function rewritingEntries(rewriting) {
  if (!rewriting) return [];
  const { text, failure, prompt } = rewriting;
  const said = failure ? words.notRewritten(words.rewritingFailures[failure] ?? words.modelFailures[failure] ?? String(failure)) : text ?? words.erased;
  return [entry(words.searchedFor, said), entry(words.rewritingPrompt, String(prompt))];
}

function entry(term, value) {
  return element("div", {}, element("dt", {}, term), element("dd", {}, value));
}

function answererWords(name) {
  if (name.startsWith("generative")) return words.generative(name);
  return name.startsWith("extractive") ? words.extractive(name) : name;
}

function checksWords({ shown = 0, sentences = 0, first_rejection: rejection }) {
  const counted = words.checked(shown, sentences);
  return rejection ? `${counted}; ${words.rejections[rejection] ?? String(rejection)}` : counted;
}

function list(lines) {
  return element("ul", {}, lines.map((line) => element("li", {}, line)));
}

function found(candidates, titleOf) {
  if (candidates.length === 0) return words.nothingFound;
  return element("ol", {}, candidates.map((candidate) =>
    element("li", {},
      safeLink(`/help/${encodeURIComponent(candidate.article)}`, titleOf(candidate.article)),
      ` ${words.candidate(candidate.passage, measured(candidate.score), measured(candidate.coverage))}`)));
}
