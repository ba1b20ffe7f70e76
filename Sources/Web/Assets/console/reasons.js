import { texts } from "./texts.js";

/** Why a conversation was passed to people, as a line of its own. */
export function reasonWords(reason) {
  return texts.reasons[reason] ?? texts.decision.unknownReason;
}

/** The same after a colon. */
export function reasonInSentence(reason) {
  const words = reasonWords(reason);
  return words.charAt(0).toLowerCase() + words.slice(1);
}
