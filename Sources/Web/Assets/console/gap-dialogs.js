import { element } from "../shared/element.js";
import { openDialog } from "./form-dialog.js";
import { choices, input, labelled } from "./form-fields.js";
import { fuzzyMatches } from "./fuzzy.js";
import { costSum, gapName } from "./gap-facts.js";
import { failed, setBusy, waiting } from "./page-parts.js";
import { words as shared } from "./texts-pages.js";
import { gapWords as words, words as all } from "./texts-gaps.js";

/** Gaps to merge into that are fetched, a page at a time, and of them shown at once. */
const gapsPerPage = 100;
const pagesMax = 5;
const shownMax = 8;
const nameCharactersMax = 120;

/** Asks why, and dismisses the gap. */
export function openDismissal({ api, gap, reason, done }) {
  let chosen = reason;
  ask({
    title: words.dismissTitle, testid: "dismiss-dialog", note: words.dismissNote, submit: words.dismiss, isReady: () => chosen !== null,
    fields: (ready) => [choices({
      name: "dismiss-reason", legend: words.dismissWhy, value: chosen,
      options: Object.keys(all.dismissals).map((value) => ({
        value, label: all.dismissals[value], note: all.dismissalNotes[value],
      })),
      change: (value) => {
        chosen = value;
        ready();
      },
    })],
    send: () => api.post("/api/gaps/dismiss", { gap: gap.id, reason: chosen }), done,
  });
}

/** Takes questions out into a gap of their own. */
export function openSplit({ api, gap, questions, done }) {
  const name = input("split-name", { type: "text", maxlength: nameCharactersMax, "data-testid": "split-name" });
  ask({
    title: words.splitTitle, testid: "split-dialog", note: words.splitNote(questions.length), submit: words.splitDo,
    fields: () => [labelled({ label: words.splitName, hint: words.nameHint }, name)],
    send: () => api.post("/api/gaps/split", { gap: gap.id, questions, name: name.value.trim() }), done,
  });
}

/** Chooses another gap, by search, and merges this one into it. */
export function openMerge({ api, gap, done }) {
  let chosen = null;
  ask({
    title: words.mergeTitle, testid: "merge-dialog", note: words.mergeNote, submit: words.mergeInto, isReady: () => chosen !== null,
    fields: (ready) => {
      const field = input("merge-search", { type: "search", placeholder: words.mergeSearch, "data-testid": "merge-search" });
      const place = element("div", { class: "merge-list" }, waiting());
      let others = [];
      const draw = () => {
        const found = fuzzyMatches(others.map((other) => ({ label: gapName(other), other })), field.value).map(({ other }) => other);
        const shown = found.slice(0, shownMax);
        place.replaceChildren(
          shown.length === 0 ? element("p", { class: "is-quiet", role: "status" }, words.mergeNone)
            : choices({
              name: "merge-into", legend: words.mergeTitle, value: chosen,
              options: shown.map((other) => ({
                value: other.id, label: gapName(other), note: `${all.questions(other.questions)} · ${costSum(other.cost)}`,
              })),
              change: (value) => {
                chosen = value;
                ready();
              },
            }),
          found.length > shown.length ? element("p", { class: "hint" }, words.mergeMore(shown.length)) : "");
      };
      const load = async () => {
        const answer = await openGaps(api);
        if (!answer.ok) return place.replaceChildren(failed(answer.error, load));
        others = answer.gaps.filter(({ id }) => id !== gap.id);
        draw();
      };
      field.addEventListener("input", draw);
      load();
      return [labelled({ label: words.mergeSearch }, field), place];
    },
    send: () => api.post("/api/gaps/merge", { gap: gap.id, into: chosen }), done,
  });
}

/** The costliest open gaps, or the answer that failed. */
async function openGaps(api) {
  const gaps = [];
  let after = null;
  for (let page = 0; page < pagesMax; page += 1) {
    const asked = new URLSearchParams({ state: "open", limit: gapsPerPage, ...(after ? { after } : {}) });
    const answer = await api.get(`/api/gaps?${asked}`);
    if (!answer.ok) return answer;
    gaps.push(...answer.body.gaps);
    after = answer.body.after ?? null;
    if (after === null) break;
  }
  return { ok: true, gaps };
}

/** A dialog with one question: `send` resolves to an answer of the API, whose gap `done` gets. */
function ask({ title, testid, note, submit: label, fields, send, done, isReady = () => true }) {
  openDialog({
    title, testid,
    fill: (close) => {
      const error = element("p", { class: "form-error", role: "alert", hidden: true });
      const submit = element("button", { class: "button primary", type: "submit", "data-testid": `${testid}-do` }, label);
      const ready = () => {
        if (isReady()) submit.removeAttribute("aria-disabled");
        else submit.setAttribute("aria-disabled", "true");
      };
      ready();
      const form = element("form", { novalidate: true },
        element("p", { class: "is-quiet" }, note), fields(ready), error,
        element("div", { class: "form-dialog-foot" },
          element("button", { class: "button", type: "button", on: { click: close } }, shared.cancel), submit));
      form.addEventListener("submit", async (event) => {
        event.preventDefault();
        if (submit.getAttribute("aria-disabled") === "true") return;
        error.hidden = true;
        setBusy(submit, words.working);
        const answer = await send();
        setBusy(submit, null, label);
        if (answer.ok) {
          close();
          return done(answer.body.gap);
        }
        error.textContent = words.failed(answer.error);
        error.hidden = false;
      });
      return form;
    },
  });
}
