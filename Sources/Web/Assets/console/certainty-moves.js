import { element } from "../shared/element.js";
import { share, versionName, words as all } from "./texts-certainty.js";

const words = all.moves;

/** Every move of the threshold that is known, newest first, and what it changed for the questions of that time. */
export function moveList({ moves = [] }) {
  if (moves.length === 0) return element("p", { class: "is-quiet" }, words.none);
  return element("ol", { class: "versions", "data-testid": "moves" }, moves.map(moveRow));
}

function moveRow({ at, cause, version, questions, before, after }) {
  const why = cause === "model" ? words.causes.model(versionName(version)) : words.causes[cause] ?? "";
  const [from, to] = [share(before.threshold), share(after.threshold)];
  return element("li", { class: "version" },
    element("p", { class: "version-name" }, from === to ? words.stayed(to) : words.went(from, to)),
    element("p", { class: "hint" }, [new Date(at).toLocaleDateString("en", { dateStyle: "medium" }), why].filter(Boolean).join(" · ")),
    element("p", {}, answered(before, after, questions), " ", wrong(before, after)));
}

function answered(before, after, questions) {
  if (questions === 0) return words.noQuestions;
  return words.answered(share(before.coverage), share(after.coverage), questions);
}

/** Without enough judged answers nobody can say how many are wrong; that is said too. */
function wrong(before, after) {
  const known = (effect) => (Number.isFinite(effect.upper_bound) ? share(effect.upper_bound, 1) : null);
  return words.wrong(known(before), known(after));
}
