const GROUP_GAP_MS = 5 * 60_000;

/** One for all, so that a row without sources counts as unchanged. */
const noCitations = [];

/**
 * What stands in the message list, top to bottom: the greeting, what was said, what is being written, what
 * waits to be sent. `first` and `last` tell where a run of messages of one author begins and ends.
 */
export function threadRows(chat, now) {
  const { conversation, welcome } = chat;
  const rows = welcome?.greeting ? [greetingRow(welcome.greeting)] : [];
  if (conversation) {
    for (const item of conversation.items) {
      const seen = item.author?.kind === "visitor" && item.seq <= conversation.seen;
      rows.push({ ...item, status: "sent", seen });
    }
    if (conversation.answering) rows.push(answeringRow(conversation.answering));
    const typing = conversation.typingName(now);
    if (typing !== null || conversation.typing) rows.push(typingRow(conversation.typing.name));
  }
  return markGroups([...rows, ...ownRows(chat)]);
}

function greetingRow(text) {
  const author = { kind: "assistant" };
  return { key: "greeting", kind: "message", author, text, status: "greeting", citations: noCitations };
}

function answeringRow({ id, text }) {
  return {
    key: id, kind: text ? "message" : "dots", id, author: { kind: "assistant" }, text, status: "streaming",
    citations: noCitations,
  };
}

function typingRow(name) {
  return { key: "typing", kind: "dots", author: { kind: "agent", name } };
}

/** The visitor's own messages that have no event yet: first those with a receipt, then the outbox. */
function ownRows({ conversation, outbox }) {
  const own = (message, status, refused) => ({
    key: message.id, kind: "message", id: message.id, at: message.at, author: { kind: "visitor" },
    text: message.text, status, refused, citations: noCitations,
  });
  const confirmed = conversation?.confirmed ?? [];
  const known = new Set(confirmed.map((message) => message.id));
  const unsent = outbox.entries()
    .filter(({ id, frame }) => frame.type === "send" && frame.conversation === conversation?.id)
    .filter(({ id }) => !conversation.has(id) && !known.has(id))
    .map((entry) => own({ ...entry, text: entry.frame.text }, outbox.status(entry), entry.refused));
  return [...confirmed.map((message) => own(message, "sent", null)), ...unsent];
}

function markGroups(rows) {
  const joins = (one, other) => one && other && one.kind !== "line" && other.kind !== "line"
    && one.author.kind === other.author.kind && one.author.name === other.author.name
    && Math.abs((other.at ?? one.at ?? 0) - (one.at ?? other.at ?? 0)) < GROUP_GAP_MS;
  return rows.map((row, index) => ({
    ...row, first: !joins(rows[index - 1], row), last: !joins(row, rows[index + 1]),
  }));
}
