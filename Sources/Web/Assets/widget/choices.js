/**
 * Which quick replies stand below the messages: `openings`, `asked`, `helped`, `person`, or null. They never
 * mix: one question at a time.
 */
export function visibleChoices(chat) {
  const { conversation, welcome } = chat;
  if (chat.wantsPerson || chat.sendsMessage || (conversation && !conversation.synced)) return null;
  const messages = conversation?.items.filter((item) => item.kind === "message") ?? [];
  if (messages.length === 0) return welcome?.openings?.length ? "openings" : null;
  const last = messages.at(-1);
  if (conversation.status !== "assistant" || conversation.answering) return null;
  if (last.choices?.length) return "asked";
  if (!last.asksIfHelped) return null;
  return chat.helpedBy(last) === false ? "person" : "helped";
}
