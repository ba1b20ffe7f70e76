import { texts } from "./texts.js";

/** What a visitor is called: by their name where it is known, otherwise by a few characters of their id. */
export function visitorName(row) {
  return row?.visitor_name || row?.visitor || texts.message.visitor;
}

/** What an author is called in the open conversation. */
export function nameOf(author, desk) {
  switch (author?.kind) {
    case "visitor": return visitorName(desk.inbox.row(desk.openID) ?? desk.facts.visitorRow(desk.openID));
    case "agent": return author.id === desk.user.id ? texts.message.you : author.name ?? texts.message.agent;
    default: return author?.name ?? texts.message.assistant;
  }
}
