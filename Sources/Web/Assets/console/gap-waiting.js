import { element } from "../shared/element.js";
import { words as all } from "./texts-gaps.js";
import { relative, timeElement } from "./time.js";

const words = all.waiting;

/** What a draft waits for, in a sentence. */
export function waitingStage({ stage, author, by, approved_by: approvedBy, at, publish_at: publishAt, obstacle }, now_ms) {
  const ago = relative(at, now_ms);
  switch (stage) {
    case "review": return words.review(author.name, ago, publishAt ? momentWords(publishAt) : null);
    case "scheduled": return words.scheduled(momentWords(publishAt), author.name, approvedBy?.name ?? null);
    case "sent_back": return words.sentBack(by?.name ?? author.name, ago);
    case "withdrawn": return words.withdrawn(by?.name ?? author.name, ago);
    default: return words.stopped(momentWords(publishAt ?? at), words.obstacles[obstacle] ?? "");
  }
}

/** A moment in this browser's zone: "Thu, 3 Dec, 09:00". */
export function momentWords(at_ms) {
  return new Date(at_ms).toLocaleString("en-GB", {
    weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit",
  });
}

/** In the list: that a draft waits, and for what. */
export function waitingMark({ stage }) {
  return element("p", { class: "gap-waits", "data-stage": stage }, element("strong", {}, words.marks[stage] ?? stage));
}

/** On the page of a gap: the draft that waits, and what can be done with it. */
export function waitingDraft({ gap, user, isEditor, now_ms, actions }) {
  const { draft } = gap;
  if (!draft) return "";
  return element("section", { class: "waiting-draft", "data-stage": draft.stage, "data-testid": "waiting", "aria-label": words.label },
    element("div", {},
      element("p", { class: "waiting-title", dir: "auto" }, draft.title),
      element("p", {}, waitingStage(draft, now_ms)),
      draft.word ? element("blockquote", { class: "waiting-word", dir: "auto", "data-testid": "waiting-word" }, draft.word) : null,
      element("p", { class: "hint" }, words.asked, " ", timeElement(draft.asked_at, now_ms))),
    isEditor ? element("div", { class: "next-step-buttons" }, buttons(draft, user, actions)) : null);
}

function buttons({ stage, author }, user, { review, withdraw, write }) {
  const isOwn = author.id === user.id;
  switch (stage) {
    case "review": return [
      isOwn ? button(words.read, "", "read-draft", review) : button(words.reviewIt, "primary", "review", review),
      button(words.edit, "", "edit-draft", write), button(words.withdraw, "", "withdraw", withdraw),
    ];
    case "scheduled": return [
      button(words.read, "", "read-draft", review), button(words.edit, "", "edit-draft", write),
      button(words.cancel, "", "withdraw", withdraw),
    ];
    default: return [button(words.goOn, "primary", "edit-draft", write), button(words.read, "", "read-draft", review)];
  }
}

function button(label, kind, testid, work) {
  return element("button", {
    class: `button ${kind}`.trim(), type: "button", "data-testid": testid, on: { click: work },
  }, element("span", {}, label));
}
