import { element } from "../shared/element.js";
import { diffView } from "./diff-view.js";
import { openDialog } from "./form-dialog.js";
import { failed, waiting } from "./page-parts.js";
import { openPublication, publish_ms_max } from "./publish-dialog.js";
import { words as all } from "./texts-editor.js";
import { words as gapWords } from "./texts-gaps.js";
import { timeElement } from "./time.js";

const words = all.revisions;
const { verdicts } = gapWords;

/** What the trial said when it was published; nothing where no gap knows it. */
function verdictOf({ verdict }) {
  if (!verdict) return "";
  const told = words.verdict(verdict.after, verdict.checked ?? verdict.of, verdict.broken);
  return element("span", { class: `tag verdict-${verdict.word}`, title: told, "data-testid": "revision-verdict" }, verdicts[verdict.word] ?? "");
}

/**
 * Earlier revisions of a published article beside the current one: to read, to go back to, and to take the article away.
 * `reverted` gets the new revision; `removed` is called when readers no longer see the article.
 */
export function openRevisions({ api, gap, published, now_ms, reverted, removed }) {
  const place = element("div", { class: "dialog-parts" }, waiting());
  const dialog = openDialog({ title: words.title(published.title), testid: "revisions-dialog", fill: () => place });
  dialog.classList.add("is-wide");
  const change = { gap, article: published.article, revision: published.revision };
  const post = (verb, fields) => (acceptsBroken) =>
    api.ask("POST", `/api/gaps/${verb}`, { ...change, ...fields, accepts_broken: acceptsBroken }, publish_ms_max);

  const load = async () => {
    place.replaceChildren(waiting());
    const answer = await api.get(`/api/gaps/revisions?id=${encodeURIComponent(published.article)}`);
    if (!dialog.isConnected) return;
    if (!answer.ok) return place.replaceChildren(failed(answer.error, load));
    draw(answer.body.revisions);
  };

  const draw = (revisions) => {
    const shown = element("div", { class: "revision-shown", "aria-live": "polite" }, element("p", { class: "is-quiet" }, words.choose));
    const earlier = revisions.filter((one) => one.revision !== published.revision);
    const buttons = earlier.map((one) => element("button", {
      class: "revision", type: "button", "aria-pressed": "false", "data-testid": "revision",
      on: { click: (event) => press(event.currentTarget, one, buttons, shown) },
    }, element("span", {}, words.named(one.revision)), timeElement(one.at, now_ms), element("span", { class: "is-quiet" }, words.sources[one.source] ?? ""),
    verdictOf(one)));
    const current = revisions.find((one) => one.revision === published.revision);
    place.replaceChildren(
      current?.verdict ? element("p", { class: "is-quiet" }, words.current(current.revision), " ", verdictOf(current)) : "",
      earlier.length === 0 ? element("p", {}, words.none)
        : element("div", { class: "revisions" }, element("div", { class: "revision-list", role: "group", "aria-label": words.list }, buttons), shown),
      element("div", { class: "form-dialog-foot" }, element("button", {
        class: "button danger", type: "button", "data-testid": "remove-article", on: { click: remove },
      }, words.remove)));
  };

  const press = async (button, one, buttons, shown) => {
    for (const other of buttons) other.setAttribute("aria-pressed", String(other === button));
    shown.replaceChildren(waiting());
    const answer = await api.get(`/api/gaps/article?id=${encodeURIComponent(published.article)}&revision=${one.revision}`);
    if (!dialog.isConnected || button.getAttribute("aria-pressed") !== "true") return;
    if (!answer.ok) return shown.replaceChildren(failed(answer.error, () => press(button, one, buttons, shown)));
    const old = answer.body;
    shown.replaceChildren(
      old.title === published.title ? "" : element("p", {}, all.changes.field(all.title, published.title, old.title)),
      element("p", { class: "is-quiet" }, words.against), diffView(published.text, old.text),
      element("button", {
        class: "button", type: "button", "data-testid": "revert", on: { click: () => revert(old) },
      }, words.revert(old.revision)));
  };

  const revert = (old) => {
    dialog.close();
    openPublication({
      api, draft: old, done: ({ revision }) => reverted(old, revision),
      asking: {
        title: words.revertTitle(old.revision), note: words.revertNote, do: words.revert(old.revision), anyway: words.revertAnyway,
        ask: post("revert", { to: old.revision }),
      },
    });
  };

  const remove = () => {
    dialog.close();
    openPublication({
      api, draft: published, done: removed,
      asking: {
        title: words.removeTitle(published.title), note: words.removeNote, do: words.remove, anyway: words.removeAnyway, isDanger: true,
        ask: post("remove", {}),
      },
    });
  };
  load();
}
