import { element } from "../shared/element.js";
import { openDialog } from "./form-dialog.js";
import { failed, waiting, workButton } from "./page-parts.js";
import { share, words as all } from "./texts-certainty.js";
import { timeElement } from "./time.js";

const words = all.behind;
const rowsPerPage = 50;

/** The conversations behind a point or a row, newest first, each a link. `filter` is what the point stands for. */
export function openBehind({ api, desk, filter, opened }) {
  const list = element("ol", { class: "behind", "data-testid": "behind" });
  const foot = element("div", {}, waiting());
  const dialog = openDialog({ title: words.title, testid: "behind-dialog", fill: () => [list, foot] });
  const choose = (id) => {
    dialog.close();
    opened(id);
  };
  const more = async (after) => {
    const asked = new URLSearchParams({ ...filter, limit: rowsPerPage, ...(after ? { after } : {}) });
    const answer = await api.get(`/api/certainty/conversations?${asked}`);
    if (!dialog.open) return;
    if (!answer.ok) return foot.replaceChildren(failed(answer.error, () => more(after)));
    const { conversations, after: next } = answer.body;
    list.append(...conversations.map((row) => behindRow(row, desk, choose)));
    foot.replaceChildren(
      list.childElementCount === 0 ? element("p", { class: "is-quiet" }, words.none) : "",
      next ? workButton(words.more, () => more(next), { working: words.loading }) : "");
  };
  more(null);
}

function behindRow(row, desk, choose) {
  const follow = (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    choose(row.conversation);
  };
  const about = [
    Number.isFinite(row.confidence) ? words.sure(share(row.confidence)) : null, words.sources[row.source], row.area,
  ].filter(Boolean).join(" · ");
  return element("li", {},
    element("a", { href: `#c=${row.conversation}`, "data-verdict": row.verdict, on: { click: follow } },
      element("span", { class: "behind-top" },
        element("strong", {}, words.verdicts[row.verdict] ?? words.verdicts.waiting),
        element("span", {}, row.answered ? words.answered : words.handedOver),
        timeElement(row.at, desk.clock.now_ms())),
      element("span", { class: "is-quiet" }, about)));
}
