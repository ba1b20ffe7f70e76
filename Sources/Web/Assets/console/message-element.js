import { element, safeURL } from "../shared/element.js";
import { markdown } from "../shared/markdown.js";
import { updateArticleQuestion } from "./article-question.js";
import { reportButton, reportWords } from "./answer-report.js";
import { verdictLine, verdictVersion } from "./answer-verdict.js";
import { icon } from "./icons.js";
import { nameOf } from "./names.js";
import { setTime } from "./time.js";
import { texts } from "./texts.js";

const words = texts.message;

export function createMessage(item, desk) {
  const { kind } = item.author;
  const isJudged = kind === "assistant" && desk.mayNote;
  return element("article", {
    class: `message ${item.isNote ? "note" : kind}`, "data-testid": item.isNote ? "note" : "message", "data-author": kind,
  },
  element("header", {},
    element("span", { class: "author" }), element("time"),
    item.isNote ? element("span", { class: "only-team" }, icon("lock"), words.onlyTeam) : null,
    isJudged ? reportButton(item, desk) : null),
  element("div", { class: "text" }),
  element("footer"),
  kind === "agent" && !item.isNote ? element("div", { class: "article-question", hidden: true }) : null);
}

export function updateMessage(made, item, desk) {
  const [header, text, footer, question] = made.children;
  const name = nameOf(item.author, desk);
  if (header.firstChild.textContent !== name) header.firstChild.textContent = name;
  setTime(header.children[1], item.at_ms, desk.clock.now_ms());
  made.classList.toggle("continues", item.continues === true);
  made.classList.toggle("writing", item.isBeingWritten === true);
  made.dataset.status = item.sending ?? "sent";
  showText(text, item);
  showFooter(footer, item, desk);
  if (question) updateArticleQuestion(question, item, desk);
}

function showText(made, item) {
  const shown = item.isBeingWritten && item.text === "" ? words.writing : item.text || words.erased;
  const version = `${item.citations.length}|${shown}`;
  if (made.shownVersion === version) return;
  made.shownVersion = version;
  made.classList.toggle("is-quiet", !item.text);
  if (item.author.kind !== "assistant") return void (made.textContent = shown);
  made.replaceChildren(markdown(shown, { marker: (number) => marker(number, item.citations) }));
}

function marker(number, citations) {
  const citation = citations.find(({ n }) => n === number);
  const url = citation && safeURL(citation.url);
  if (!url) return null;
  return element("a", {
    class: "marker", href: url, target: "_blank", rel: "noopener noreferrer", title: citation.title,
  }, String(number));
}

function showFooter(made, item, desk) {
  const isMine = item.sending === "failed" && desk.standing(desk.openID).isMine;
  const report = item.report ? reportWords(item.report, desk) : "";
  const isSeen = isLastSeen(item, desk);
  const version = [item.sending ?? "", item.why ?? "", isMine, item.citations.length, report, isSeen, verdictVersion(item)]
    .join("|");
  if (made.shownVersion === version) return;
  made.shownVersion = version;
  if (item.sending === "failed") return made.replaceChildren(...failed(item, desk, isMine));
  if (item.sending) return made.replaceChildren(item.sending === "sent" ? words.sent : words.sending);
  made.replaceChildren(
    ...sources(item.citations),
    ...(report ? [element("span", { class: "reported", "data-testid": "reported" }, icon("flag"), report)] : []),
    ...[verdictLine(item, desk)].filter(Boolean),
    ...(isSeen ? [element("span", { class: "seen", "data-testid": "seen" }, words.seen)] : []));
}

/** The mark stands under the last reply that the visitor has read, once. */
function isLastSeen(item, desk) {
  if (item.author.kind !== "agent" || item.isNote || item.sending) return false;
  const last = desk.opened?.items.lastAgentMessage;
  return last?.id === item.id && item.seq <= desk.facts.seenSeq(desk.openID);
}

function failed(item, desk, isMine) {
  const kind = item.isNote ? "note" : "reply";
  const edit = () => {
    desk.discard(item.id);
    desk.drafts.keep(desk.openID, [desk.drafts.of(desk.openID, kind), item.text].filter(Boolean).join("\n"), kind);
    document.querySelector("baton-composer")?.write(kind);
  };
  return [
    element("span", { class: "is-failed", role: "alert" }, words.failed(item.why ?? words.noAnswer)),
    act(words.retry, () => desk.retry(item.id)),
    // Without the conversation there is no composer to put the words of a reply back into.
    isMine || item.isNote ? act(words.edit, edit) : act(words.discard, () => desk.discard(item.id)),
  ];
}

function act(label, click) {
  return element("button", { class: "link-button", type: "button", on: { click } }, label);
}

function sources(citations) {
  return citations.map((citation) => {
    const label = `${citation.n} ${citation.title}`;
    const url = safeURL(citation.url);
    const about = { class: "source", title: citation.text };
    if (!url) return element("span", about, label);
    return element("a", { ...about, href: url, target: "_blank", rel: "noopener noreferrer" }, label);
  });
}
