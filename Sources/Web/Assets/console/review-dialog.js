import { element } from "../shared/element.js";
import { fieldChanges } from "./changes-dialog.js";
import { diffView } from "./diff-view.js";
import { languageName } from "./editor-fields.js";
import { openDialog } from "./form-dialog.js";
import { labelled, setError } from "./form-fields.js";
import { verdictWords } from "./gap-facts.js";
import { momentWords, waitingStage } from "./gap-waiting.js";
import { failed, setBusy, waiting, workButton } from "./page-parts.js";
import { publish_ms_max } from "./publish-dialog.js";
import { brokenTable, replayReport } from "./replay-table.js";
import { safeHTML } from "./safe-html.js";
import { words as editorWords } from "./texts-editor.js";
import { words } from "./texts-review.js";

const wordCharactersMax = 1_000;

/**
 * A draft that waits, to be read: what differs, how readers will see it, what it would do. A colleague lets it go out or
 * sends it back with a word; `done(text)` gets what to say then.
 */
export function openReview({ api, gap, user, now_ms, done }) {
  const place = element("div", { class: "dialog-parts" }, waiting());
  const dialog = openDialog({ title: gap.draft.title, testid: "review-dialog", fill: () => place });
  dialog.classList.add("is-wide");
  const finish = (text) => {
    dialog.close();
    done(text);
  };
  const load = async () => {
    place.replaceChildren(waiting());
    const answer = await api.get(`/api/gaps/draft?id=${encodeURIComponent(gap.id)}`);
    if (!dialog.isConnected) return;
    if (!answer.ok) return place.replaceChildren(failed(answer.error, load));
    const { draft, text, published } = answer.body;
    dialog.querySelector("h2").textContent = text.title;
    place.replaceChildren(
      element("p", {}, waitingStage(draft, now_ms)),
      remark(text, published), facts(text), changes(text, published), preview(api, text.text, published),
      trial(api, gap, draft, text), ...foot({ api, gap, user, draft, finish, close: () => dialog.close() }));
  };
  load();
}

/** What its author may not know: somebody changed the article since. */
function remark({ revision }, published) {
  return (published?.revision ?? 0) === revision ? "" : element("p", { class: "notice-line" }, words.changedSince);
}

function facts({ audience, area, language, phrasings }) {
  const { facts: names } = editorWords.publish;
  const shown = {
    audience: editorWords.audiences[audience] ?? audience, area: area ?? editorWords.areaPlaceholder, language: languageName(language),
    phrasings: phrasings.length === 0 ? words.noPhrasings : phrasings.join(" · "),
  };
  return element("dl", { class: "publish-facts" }, Object.entries(shown).map(([name, value]) =>
    element("div", {}, element("dt", {}, names[name]), element("dd", { dir: "auto" }, value))));
}

function changes(text, published) {
  if (!published) return element("p", { class: "is-quiet" }, words.isNew);
  return element("section", { class: "review-part" },
    element("h3", {}, words.changes(published.revision)), fieldChanges(published, text) ?? "", diffView(published.text, text.text));
}

/** As readers will see it: open for a new article, folded where the differences say more. */
function preview(api, text, published) {
  const place = element("div", { class: "content preview-text", dir: "auto", "data-testid": "review-text" });
  const load = async () => {
    const answer = await api.post("/api/gaps/preview", { text });
    place.replaceChildren(...(answer.ok ? safeHTML(answer.body.html) : [element("p", { class: "is-failed" }, answer.error)]));
  };
  load();
  return element("details", { class: "review-part", open: published === null },
    element("summary", {}, words.asRead), place);
}

function trial(api, gap, { verdict, accepted }, text) {
  const place = element("div", { class: "review-trial" }, element("p", { "data-testid": "review-verdict" }, verdictWords(verdict, true)),
    accepted > 0 ? element("p", { class: "hint" }, words.accepted(accepted)) : null);
  const again = workButton(words.tryAgain, async () => {
    const answer = await api.ask("POST", "/api/gaps/try", { ...text, gap: gap.id }, publish_ms_max);
    place.replaceChildren(answer.ok ? replayReport(answer.body, api) : element("p", { class: "form-error", role: "alert" }, words.failed(answer.error)));
  }, { working: words.trying, "data-testid": "review-try" });
  return element("section", { class: "review-part" }, element("h3", {}, words.verdict), place, again);
}

/** What a colleague answers. Nobody approves what is their own. */
function foot({ api, gap, user, draft, finish, close }) {
  const { id, stage, author, publish_at: publishAt } = draft;
  const closing = button(words.close, "", "review-close", close);
  if (stage !== "review") return [element("div", { class: "form-dialog-foot" }, closing)];
  if (author.id === user.id) return [element("p", { class: "hint" }, words.own), element("div", { class: "form-dialog-foot" }, closing)];
  const place = element("div", { class: "dialog-parts" });
  const problem = element("p", { class: "form-error", role: "alert", hidden: true });
  const say = (error) => {
    problem.textContent = words.failed(error);
    problem.hidden = false;
  };
  const isLater = publishAt !== null && publishAt > Date.now();
  const approve = async (pressed, acceptsBroken) => {
    const label = pressed.textContent;
    problem.hidden = true;
    setBusy(pressed, words.working);
    const body = { gap: gap.id, draft: id, accepts_broken: acceptsBroken };
    const answer = await api.ask("POST", "/api/gaps/approve", body, publish_ms_max);
    setBusy(pressed, null, label);
    if (answer.ok) return finish(answer.body.waits ? words.approvedLater(draft.title, momentWords(publishAt)) : words.approved(draft.title, answer.body.revision));
    const { broken, conflict } = answer.body ?? {};
    if (broken) return place.replaceChildren(brokenTable(broken, api), anyway());
    say(conflict === undefined ? answer.error : words.changedSince);
  };
  const anyway = () => button(words.anyway, "danger", "approve-anyway", (event) => approve(event.currentTarget, true));
  return [place, problem, element("div", { class: "form-dialog-foot" },
    button(words.sendBack, "", "send-back", () => askWord({ api, gap, id, place, say, finish })),
    button(isLater ? words.approveLater : words.approve, "primary", "approve", (event) => approve(event.currentTarget, false)))];
}

/** What should change, in a word to its author. */
function askWord({ api, gap, id, place, say, finish }) {
  const field = element("textarea", { id: "review-word", class: "control", rows: 3, maxlength: wordCharactersMax, "data-testid": "review-word" });
  const send = workButton(words.sendBackDo, async () => {
    const word = field.value.trim();
    setError(field, word === "" ? words.wordMissing : null);
    if (word === "") return field.focus();
    const answer = await api.post("/api/gaps/send_back", { gap: gap.id, draft: id, word });
    if (answer.ok) return finish(words.sentBack);
    say(answer.error);
  }, { kind: "primary", working: words.sending, "data-testid": "send-back-do" });
  place.replaceChildren(labelled({ label: words.word }, field), element("div", { class: "form-dialog-foot" }, send));
  field.focus();
}

function button(label, kind, testid, work) {
  return element("button", { class: `button ${kind}`.trim(), type: "button", "data-testid": testid, on: { click: work } }, label);
}
