import { element } from "../shared/element.js";
import { diffView } from "./diff-view.js";
import { languageName } from "./editor-fields.js";
import { openDialog } from "./form-dialog.js";
import { setBusy } from "./page-parts.js";
import { PublishWhen } from "./publish-when.js";
import { replayTable } from "./replay-table.js";
import { words } from "./texts-editor.js";

const { publish, broken: brokenWords, conflict: conflictWords } = words;
/** The questions of the gap and all others are tried before it is published. */
export const publish_ms_max = 120_000;

/**
 * Asks before an article goes live, and again where it would break others or somebody else published meanwhile.
 * `draft` is what is sent; `done` gets the answer, `keep` and `take` the other text after a conflict.
 * With `needsReview` a colleague is asked to approve it; `done` gets the time too, where it is to go out later.
 * `asking` is for what is no publication of the draft: its words, and `ask`, which sends it.
 */
export function openPublication({ api, draft, done, keep, take, needsReview = false, now_ms = 0, asking = null }) {
  let when = null;
  let at = null;
  const dialog = openDialog({
    title: asking?.title ?? (needsReview ? publish.askTitle : publish.title)(draft.title), testid: "publish-dialog",
    fill: (close) => {
      const ways = { send: (button) => send(button, false), close, asking, needsReview };
      if (asking) return plainQuestion(draft, ways);
      const label = (isLater) => (needsReview ? publish.ask : isLater ? publish.schedule : publish.do);
      when = new PublishWhen({
        now_ms, needsReview, changed: (isLater) => { dialog.querySelector("[data-testid=publish-do]").textContent = label(isLater); },
      });
      return question(draft, { ...ways, when, label: label(false) });
    },
  });
  const ask = asking?.ask ?? ((acceptsBroken) => {
    const way = needsReview || at !== null ? "submit" : "publish";
    return api.ask("POST", `/api/gaps/${way}`, { ...draft, publish_at: at, accepts_broken: acceptsBroken }, publish_ms_max);
  });
  const body = dialog.querySelector(".form-dialog-body");
  const show = (title, isWide, ...parts) => {
    dialog.classList.toggle("is-wide", isWide);
    const heading = dialog.querySelector("h2");
    heading.textContent = title;
    heading.tabIndex = -1;
    body.replaceChildren(...parts);
    // It is to be read before it is answered.
    heading.focus();
  };
  const close = () => dialog.close();

  async function send(button, acceptsBroken) {
    if (button.getAttribute("aria-disabled") === "true") return;
    if (when?.element.isConnected) {
      at = when.at;
      if (at === undefined) return;
    }
    const label = button.textContent;
    hold(dialog, true);
    setBusy(button, asking || needsReview || at !== null ? publish.trying : publish.working);
    const answer = await ask(acceptsBroken);
    setBusy(button, null, label);
    hold(dialog, false);
    if (answer.ok) {
      close();
      return done(answer.body, at);
    }
    const { conflict, broken } = answer.body ?? {};
    if (conflict !== undefined && asking) fail(body, { error: conflictWords.again, status: 409 });
    else if (conflict !== undefined) {
      show(conflictWords.title, true, conflictParts(conflict, draft, {
        keep: () => { close(); keep(conflict ?? goneArticle); }, take: () => { close(); take(conflict); },
      }));
    } else if (broken) show(brokenWords.title(broken.length), true, brokenParts(broken, {
      send: (pressed) => send(pressed, true), close, isLater: asking !== null, api,
      anyway: asking?.anyway ?? (needsReview ? brokenWords.askAnyway : at !== null ? brokenWords.scheduleAnyway : brokenWords.anyway),
    }));
    else fail(body, answer);
  }
}

/** What stands for an article that somebody took away: publishing makes it anew. */
const goneArticle = { revision: null, text: "" };

/** While it is being published the dialog stays: the answer may be a question. */
function hold(dialog, isHeld) {
  dialog.oncancel = isHeld ? (event) => event.preventDefault() : null;
  for (const button of dialog.querySelectorAll(".form-dialog-head button, [data-close]")) button.disabled = isHeld;
  if (isHeld) dialog.dataset.keep = "";
  else delete dialog.dataset.keep;
}

function question(draft, { send, close, when, label, needsReview }) {
  const facts = {
    audience: words.audiences[draft.audience] ?? draft.audience, area: draft.area ?? words.areaPlaceholder,
    language: languageName(draft.language), phrasings: String(draft.phrasings.length), size: words.counted(wordCount(draft.text)),
  };
  const note = { agents: publish.noteTeam, customers: publish.noteCustomers }[draft.audience] ?? publish.note;
  return [
    element("p", {}, needsReview ? `${publish.noteReview} ` : "", note, " ", publish.then),
    element("dl", { class: "publish-facts" }, Object.entries(facts).map(([name, value]) =>
      element("div", {}, element("dt", {}, publish.facts[name]), element("dd", {}, value)))),
    when.element,
    element("p", { class: "form-error", role: "alert", hidden: true }),
    foot(button(publish.cancel, "", "publish-cancel", close, { "data-close": "" }),
      button(label, "primary", "publish-do", (event) => send(event.currentTarget), { "data-first": "" })),
  ];
}

/** What is no text of the editor's own: what will happen, and two ways on. */
function plainQuestion(_, { send, close, asking }) {
  return [
    element("p", {}, asking.note),
    element("p", { class: "form-error", role: "alert", hidden: true }),
    foot(button(publish.cancel, "", "publish-cancel", close, { "data-close": "", "data-first": asking.isDanger ?? false }),
      button(asking.do, asking.isDanger ? "danger" : "primary", "publish-do", (event) => send(event.currentTarget), {
        "data-first": !asking.isDanger,
      })),
  ];
}

function brokenParts(broken, { send, close, isLater, anyway, api }) {
  return element("div", { class: "dialog-parts", "data-testid": "breaks" },
    element("p", {}, isLater ? brokenWords.noteThen : brokenWords.note), replayTable(broken, api),
    isLater ? null : element("p", { class: "hint" }, brokenWords.hint),
    element("p", { class: "form-error", role: "alert", hidden: true }),
    foot(button(anyway, "danger", "publish-anyway", (event) => send(event.currentTarget)),
      button(brokenWords.back, "primary", "breaks-back", close, { "data-close": "" })));
}

/** Both texts side by side, and what differs between them. */
function conflictParts(conflict, draft, { keep, take }) {
  const { revision, text } = conflict ?? goneArticle;
  const side = (title, shown, testid) => element("section", { class: "conflict-side" },
    element("h3", {}, title), element("pre", { tabindex: 0, dir: "auto", "data-testid": testid }, shown));
  return element("div", { class: "dialog-parts", "data-testid": "conflict" },
    element("p", {}, conflict ? conflictWords.note(revision) : conflictWords.noteGone),
    element("div", { class: "conflict-sides" },
      side(conflictWords.theirs, text, "conflict-theirs"), side(conflictWords.mine, draft.text, "conflict-mine")),
    element("details", {}, element("summary", {}, conflictWords.both), diffView(text, draft.text)),
    foot(conflict ? button(conflictWords.take, "", "conflict-take", take, { title: conflictWords.takeNote }) : null,
      button(conflictWords.keep, "primary", "conflict-keep", keep, { title: conflictWords.keepNote })));
}

function fail(body, { error, status }) {
  const place = body.querySelector(".form-error");
  if (!place) return;
  place.hidden = false;
  // Without an answer nobody knows whether it went through.
  place.textContent = publish.failed(error) + (status === 0 ? ` ${publish.uncertain}` : "");
}

function button(label, kind, testid, work, attributes = {}) {
  return element("button", {
    class: `button ${kind}`.trim(), type: "button", "data-testid": testid, on: { click: work }, ...attributes,
  }, label);
}

function foot(...buttons) {
  return element("div", { class: "form-dialog-foot" }, buttons);
}

export function wordCount(text) {
  return text.match(/[\p{L}\p{N}]+(?:['’.-][\p{L}\p{N}]+)*/gu)?.length ?? 0;
}
