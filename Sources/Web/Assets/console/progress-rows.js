import { element } from "../shared/element.js";
import { table } from "./certainty-charts.js";
import { openDialog } from "./form-dialog.js";
import { followInside } from "./gap-address.js";
import { failed, waiting } from "./page-parts.js";
import { words } from "./texts-progress.js";
import { timeElement } from "./time.js";

/** The questions behind a gap's live rate, the newest first, each a link to its conversation. */
export function openAsked({ api, desk, gap, opened }) {
  const list = element("ol", { class: "behind", "data-testid": "asked" });
  const foot = element("div", {}, waiting());
  const dialog = openDialog({
    title: words.live.title, testid: "asked-dialog", fill: () => [element("p", { class: "hint" }, words.live.noted), list, foot],
  });
  const choose = (id) => {
    dialog.close();
    opened(id);
  };
  const load = async () => {
    const answer = await api.get(`/api/progress/questions?id=${encodeURIComponent(gap)}`);
    if (!dialog.open) return;
    if (!answer.ok) return foot.replaceChildren(failed(answer.error, load));
    const { questions } = answer.body;
    list.append(...questions.map((one) => askedRow(one, desk, choose)));
    foot.replaceChildren(questions.length === 0 ? element("p", { class: "is-quiet" }, words.live.noRows) : "");
  };
  load();
}

function askedRow({ conversation, at, text, is_answered: isAnswered, is_solved: isSolved }, desk, choose) {
  const word = isSolved ? words.live.solved : isAnswered ? words.live.failed : words.live.passed;
  return element("li", {},
    element("a", { href: `#c=${conversation}`, "data-verdict": isSolved ? "right" : "wrong", on: { click: followInside(() => choose(conversation)) } },
      element("span", { class: "behind-top" }, element("strong", {}, word), timeElement(at, desk.clock.now_ms())),
      element("span", { class: "is-quiet", dir: "auto" }, text ?? words.live.erased)));
}

/** The weeks behind what one publication prevented. */
export function openWeeks(prevented) {
  const { by_week: weeks, expected, observed, weeks: after, placebos, placebos_found: found } = prevented;
  const rows = weeks.map((week) => [
    words.charts.weeks.week(week.week), week.observed, Number.isFinite(week.expected) ? week.expected.toFixed(1) : words.unknown,
  ]);
  openDialog({
    title: words.prevented.title, testid: "weeks-dialog", fill: () => [
      Number.isFinite(expected) ? element("p", {}, words.prevented.titleNote(expected, observed, after)) : null,
      element("p", { class: "hint" }, words.prevented.how, " ", words.prevented.placebo(found, placebos)),
      element("div", { class: "numbers-frame", tabindex: 0, role: "group", "aria-label": words.prevented.title },
        table(words.prevented.weeks, rows)),
    ].filter(Boolean),
  });
}
