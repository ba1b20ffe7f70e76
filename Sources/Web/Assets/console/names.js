import { texts } from "./texts.js";

/** What an author is called in the open conversation. */
export function nameOf(author, desk) {
  switch (author?.kind) {
    case "visitor": return desk.inbox.row(desk.openID)?.visitor ?? texts.message.visitor;
    case "agent": return author.id === desk.user.id ? texts.message.you : author.name ?? texts.message.agent;
    default: return author?.name ?? texts.message.assistant;
  }
}
