import { visitorName } from "./names.js";
import { texts } from "./texts.js";

const words = texts.notices;

/** What a notice says. Who was faster may become known only after it is shown. */
export function noticeWords(notice, desk) {
  switch (notice.kind) {
    case "conflict": return conflict(desk.standing(notice.conversation));
    case "still_there": return words.stillThere(desk.standing(notice.conversation).agent?.name ?? texts.work.somebody);
    case "press_again": return words.pressAgain;
    case "expired": return words.expired;
    case "not_sent": return words.notSent(visitorName(desk.inbox.row(notice.conversation)));
    case "unsent": return words.unsent(notice.count);
    default: return notice.message ?? words.moved;
  }
}

function conflict({ status, agent, isMine }) {
  if (status !== "assigned" || isMine) return status === "queued" ? words.fasterUnknown : words.moved;
  return agent?.name ? words.faster(agent.name) : words.fasterUnknown;
}
