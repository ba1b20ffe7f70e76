import { element } from "../shared/element.js";
import { icon } from "./icons.js";
import { nameOf } from "./names.js";
import { openMenu } from "./menu.js";
import { texts } from "./texts.js";

const words = texts.report;
const kinds = ["incorrect", "outdated", "incomplete", "inappropriate", "should_have_handed_over"];

/** What was wrong with an answer of the Assistant, in two clicks: the button, then one of five. */
export function reportButton(item, desk) {
  const conversation = desk.openID;
  const button = element("button", {
    class: "icon-button flag", type: "button", "aria-label": words.label, title: words.label, "aria-haspopup": "menu",
    "aria-expanded": "false", "data-testid": "report",
  }, icon("flag"));
  button.addEventListener("click", () => {
    const current = desk.opened?.items.message(item.id)?.report?.kind;
    openMenu(button, words.label, kinds.map((kind) => ({
      label: words.kinds[kind], isChosen: kind === current, testid: `report-${kind}`,
      choose: () => desk.report(conversation, item.id, kind),
    })));
  });
  return button;
}

export function reportWords({ kind, author }, desk) {
  return words.reported(words.kindsInSentence[kind] ?? String(kind), author ? nameOf(author, desk) : texts.work.somebody);
}
