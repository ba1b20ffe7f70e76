import { element } from "../shared/element.js";
import { icon } from "./icons.js";
import { visitorName } from "./names.js";
import { duration, setTime } from "./time.js";
import { texts } from "./texts.js";

const words = texts.row;

/** A row is a link, so that a conversation can be opened in a tab of its own. It is filled again and again. */
export function createRow(open) {
  const link = element("a", { class: "row", "data-testid": "inbox-row" },
    element("span", { class: "row-top" },
      element("bdi", { class: "row-who" }), element("span", { class: "row-verified" }, icon("verified")),
      element("span", { class: "visually-hidden" }), element("time"), element("span", { class: "late" })),
    element("span", { class: "row-said" }),
    element("span", { class: "row-foot" }, element("bdi"), element("bdi"), element("bdi")));
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open(link.dataset.conversation);
  });
  return link;
}

export function updateRow(link, row, desk) {
  const now_ms = desk.clock.now_ms();
  const isWaiting = row.status === "queued" && Number.isFinite(row.since);
  const isLate = isWaiting && now_ms - row.since > desk.waitTarget_s * 1000;
  const isUnread = desk.inbox.isUnread(row);
  if (link.dataset.conversation !== row.conversation) {
    link.dataset.conversation = row.conversation;
    link.setAttribute("href", `#c=${row.conversation}`);
  }
  link.classList.toggle("unread", isUnread);
  if (row.conversation === desk.openID) link.setAttribute("aria-current", "true");
  else link.removeAttribute("aria-current");
  const [top, said, foot] = link.children;
  const [who, verified, spoken, time, late] = top.children;
  put(who, visitorName(row));
  verified.hidden = row.verified !== true;
  put(spoken, [row.verified === true ? words.verified : "", isUnread ? words.unread : ""].filter(Boolean).join(", "));
  const target = duration(desk.waitTarget_s * 1000);
  put(late, isWaiting ? (isLate ? words.late(target) : words.target(target)) : "");
  late.classList.toggle("is-late", isLate);
  time.classList.toggle("is-late", isLate);
  setTime(time, isWaiting ? row.since : row.updated, now_ms);
  put(said, lastWords(row, desk));
  footnotes(row, desk).forEach((note, index) => put(foot.children[index], note));
}

function put(made, text) {
  if (made.textContent !== text) made.textContent = text;
}

function lastWords(row, desk) {
  if (!row.last?.text) return words.nothingSaid;
  const author = row.last.author ?? {};
  if (author.kind === "agent") {
    const name = author.id === desk.user.id ? words.you : author.name ?? texts.message.agent;
    return `${name}: ${row.last.text}`;
  }
  return author.kind === "assistant" ? `${texts.message.assistant}: ${row.last.text}` : row.last.text;
}

/** What the eye needs to choose: why it waits or who has it, and from which page. */
function footnotes(row, desk) {
  const page = row.page?.title || row.page?.url || "";
  return [standing(row, desk), page, row.contact ? words.contact : ""];
}

function standing(row, desk) {
  switch (row.status) {
    case "queued": return texts.reasons[row.reason] ?? words.statuses.queued;
    case "assigned":
      return desk.inbox.isMine(row) ? words.assignedToYou : words.assigned(row.agent?.name ?? texts.work.somebody);
    default: return words.statuses[row.status] ?? "";
  }
}
