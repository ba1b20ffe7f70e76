import { element } from "../shared/element.js";
import { openDialog } from "./form-dialog.js";
import { failed, waiting } from "./page-parts.js";
import { publish_ms_max } from "./publish-dialog.js";
import { replayReport } from "./replay-table.js";
import { modelTrial } from "./trial-model.js";
import { words as all } from "./texts-editor.js";

const words = all.replay;

/** "How would the Assistant answer these questions now": nothing is published. */
export function openTrial({ api, draft }) {
  const place = element("div", { class: "dialog-parts" });
  const dialog = openDialog({
    title: words.title, testid: "trial-dialog",
    fill: () => [element("p", { class: "is-quiet" }, words.note), place],
  });
  dialog.classList.add("is-wide");
  const ask = async () => {
    place.replaceChildren(element("p", { role: "status" }, words.trying), waiting());
    const answer = await api.ask("POST", "/api/gaps/try", draft, publish_ms_max);
    if (!dialog.isConnected) return;
    if (answer.ok) place.replaceChildren(replayReport(answer.body, api), modelTrial(api, draft));
    else place.replaceChildren(failed(words.failed(answer.error), ask));
  };
  ask();
}
