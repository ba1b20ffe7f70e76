import { element, safeLink } from "../shared/element.js";
import { createDecision, updateDecision } from "./decision-line.js";
import { createMessage, updateMessage } from "./message-element.js";
import { mailAddress } from "./mail-address.js";
import { nameOf } from "./names.js";
import { reasonInSentence } from "./reasons.js";
import { timeElement } from "./time.js";
import { texts } from "./texts.js";

const words = texts.lines;

/** The element of one item of a conversation; `updateItem` brings it up to date. */
export function createItem(item, desk) {
  switch (item.kind) {
    case "message": return createMessage(item, desk);
    case "decision": return createDecision();
    case "withdrawn": return withdrawn(item);
    case "page": return line(item, desk, pageWords(item.page));
    default:
      if (item.event.type === "mail_failed") return mailFailed(item, desk);
      return line(item, desk, lineWords(item.event, desk), item.event.type === "rated" ? "rating" : null);
  }
}

export function updateItem(made, item, desk) {
  if (item.kind === "message") updateMessage(made, item, desk);
  else if (item.kind === "decision") updateDecision(made, item, desk);
}

function line(item, desk, content, testid = null) {
  return element("p", { class: `divider divider-${item.kind}`, "data-testid": testid },
    element("span", {}, content), timeElement(item.at_ms, desk.clock.now_ms()));
}

/** A mail that did not go out is somebody's to send: the line ends in a link that does. */
function mailFailed(item, desk) {
  const { why, detail } = item.event;
  const address = desk.opened?.contact ?? desk.inbox.row(desk.openID)?.contact ?? null;
  const made = line(item, desk, [
    words.mailFailed(words.mailFailures[why] ?? words.mailFailures.refused, detail ? String(detail) : ""),
    address ? [" ", element("a", { href: mailAddress(address) }, words.writeYourself)] : null,
  ].flat().filter(Boolean));
  made.classList.add("is-failed");
  return made;
}

function pageWords(page) {
  const [before, after] = words.page("\n").split("\n");
  return [before, safeLink(page.url, page.title || page.url, { title: page.url }), after];
}

/** The words that the visitor had already seen are kept for whoever answers next. */
function withdrawn({ why, text }) {
  const summary = words.withdrawn[why] ?? words.withdrawn.lapsed;
  if (!text) return element("p", { class: "divider" }, element("span", {}, summary));
  return element("details", { class: "fold" },
    element("summary", {}, summary), element("p", { class: "fold-text" }, text));
}

function lineWords(event, desk) {
  const isOwn = event.author?.id === desk.user.id;
  const name = event.author ? nameOf(event.author, desk) : texts.work.somebody;
  switch (event.type) {
    case "handed_off": return words.handedOff(reasonInSentence(event.reason));
    case "contact_offered": return words.contactOffered;
    case "contact_left": return words.contactLeft(event.address ?? "");
    case "joined": return isOwn ? words.joinedYou : words.joined(name);
    case "given_back": return words.givenBack;
    case "resolved": return isOwn ? words.resolvedYou : words.resolved(name);
    case "reopened": return words.reopened;
    case "asked_again": return words.askedAgain;
    case "redacted": return words.redacted[event.why] ?? words.redacted.person;
    case "rated": return words.rated(event.score);
    case "mailed": return words.mailed;
    default: return event.helped ? words.helped : words.notHelped;
  }
}
