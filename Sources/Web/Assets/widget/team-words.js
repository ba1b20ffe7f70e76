import { texts } from "./texts.js";
import { momentText, waitText } from "./times.js";

/** When a person answers, as far as it is known, else "". `now` is the server's time. */
export function teamWords(welcome, now) {
  const { online = welcome?.online ?? 0, open = true, opens_at: opensAt, wait_seconds: seconds } =
    welcome?.team ?? {};
  if (!open) return opensAt ? texts.backAt(momentText(opensAt, now)) : "";
  if (online === 0) return "";
  return seconds == null ? texts.peopleHere(online) : texts.answersIn(waitText(seconds));
}
