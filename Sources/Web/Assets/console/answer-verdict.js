import { element } from "../shared/element.js";
import { nameOf } from "./names.js";
import { words as all } from "./texts-certainty.js";
import { texts } from "./texts.js";

const words = all.judge;
const verdicts = ["right", "wrong", "cant_tell"];

/**
 * Under an answer that was drawn to be judged: three buttons, and what was said. Others of the Assistant's answers have
 * it only once somebody has judged them.
 */
export function verdictLine(item, desk) {
  const { isDrawn = false, verdicts: given = [] } = item;
  if (!isDrawn && given.length === 0) return null;
  const conversation = desk.openID;
  const said = given.map(({ verdict, author }) => words.judgedBy(
    author ? nameOf(author, desk) : texts.work.somebody, words.verdictsInSentence[verdict] ?? String(verdict)));
  const mine = given.find(({ author }) => author?.id === desk.user.id)?.verdict;
  return element("span", { class: "verdict-line", "data-testid": "verdict-line", role: "group", "aria-label": words.inConversation },
    element("span", {}, said.length > 0 ? said.join(" · ") : words.inConversation),
    desk.mayNote && isDrawn ? verdicts.map((verdict) => element("button", {
      class: "chip", type: "button", "aria-pressed": String(verdict === mine), "data-testid": `verdict-${verdict}`,
      on: { click: () => desk.judge(conversation, item.id, verdict) },
    }, words[verdict])) : null);
}

/** Changes with everything that the line shows. */
export function verdictVersion({ isDrawn = false, verdicts: given = [] }) {
  return `${isDrawn}${given.map(({ verdict, author }) => `${author?.id}:${verdict}`).join()}`;
}
