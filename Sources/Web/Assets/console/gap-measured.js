import { element } from "../shared/element.js";
import { liveCell, preventedCell } from "./progress-overview.js";
import { openAsked } from "./progress-rows.js";
import { words } from "./texts-progress.js";

/** What has happened since a gap was answered: it fills itself, and stays empty when that cannot be loaded. */
export function gapMeasured({ api, desk, gap, opened }) {
  const made = element("dl", { class: "gap-measured", "data-testid": "measured", hidden: true });
  const load = async () => {
    const answer = await api.get(`/api/progress/gap?id=${encodeURIComponent(gap.id)}`);
    const measured = answer.ok ? answer.body.measured : null;
    if (!measured || !made.isConnected) return;
    const { live, prevented } = measured;
    const row = (name, cell) => element("div", {}, element("dt", {}, name), element("dd", {}, cell));
    made.replaceChildren(
      row(words.heads.live, liveCell(live, () => openAsked({ api, desk, gap: gap.id, opened }))),
      row(words.heads.prevented, preventedCell(prevented)));
    made.hidden = false;
  };
  queueMicrotask(load);
  return made;
}
