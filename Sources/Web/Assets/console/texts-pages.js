/** Words that the pages for people and settings share. */
export const words = {
  loading: "Loading",
  failed: "This could not be loaded",
  retry: "Try again",
  working: "Working",
  close: "Close",
  cancel: "Cancel",
  copy: "Copy",
  copied: "Copied",
  copyByHand: "Selected: press Ctrl or Cmd+C",
  notCopied: "Not copied",
  undo: "Undo",
  remove: "Remove",
  places: { gaps: "Gaps", progress: "Progress", certainty: "Insight", settings: "Settings", users: "Users", account: "Account", audit: "Audit log" },
  placesShort: { audit: "Audit" },
  roles: { administrator: "Administrator", agent: "Agent", editor: "Editor", viewer: "Viewer" },
  roleNotes: {
    administrator: "Answers visitors, and manages users and settings.",
    agent: "Takes conversations and answers visitors.",
    editor: "Reads every conversation, writes notes, and names the articles that answer.",
    viewer: "Reads every conversation and changes nothing.",
  },
};

/** The command line calls administrators `admin`. */
export function roleOf(value) {
  return value === "admin" ? "administrator" : value;
}
