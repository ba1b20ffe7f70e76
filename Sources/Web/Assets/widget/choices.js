/**
 * Which quick replies stand below the messages: `openings`, `asked`, `helped`, `person`, `consent`, or null.
 * They never mix: one question at a time.
 */
export function visibleChoices(chat) {
  const { conversation, sendsMessage } = chat;
  if (sendsMessage || conversation?.answering || (conversation && !conversation.synced)) return null;
  const messages = conversation?.items.filter((item) => item.kind === "message") ?? [];
  const set = chat.wantsPerson ? null : choicesOf(chat, messages.at(-1));
  return asksConsent(chat, set, messages.at(-1)) ? "consent" : set;
}

function choicesOf(chat, last) {
  if (!last) return chat.welcome?.openings?.length ? "openings" : null;
  if (chat.conversation.status !== "assistant") return null;
  if (last.choices?.length) return "asked";
  if (!last.asksIfHelped) return null;
  return chat.helpedBy(last) === false ? "person" : "helped";
}

/**
 * Whether a model may be trained: once a question was answered or passed on. The address of who waits and the
 * rating go before; "did this help?" too, but not a second time in a row.
 */
function asksConsent(chat, set, last) {
  if (chat.consent !== null || !last) return false;
  const { items, status, contact, score } = chat.conversation;
  const answers = items.filter(({ kind, asksIfHelped }) => asksIfHelped || kind === "line").length;
  if (!answers || { waiting: !contact?.address, resolved: score === null }[status]) return false;
  return !set || (set === "helped" && (answers === 2 || chat.helpedBy(last) !== null));
}
