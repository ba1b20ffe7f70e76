import { looksLikeID } from "./identifiers.js";

const states = ["open", "drafts", "published", "dismissed", "phrasings"];

/**
 * What an address below `#gaps` shows: `{page: "list", state}`, `{page: "gap", gap}`, or `{page: "write", gap, article}`
 * where an article of null is a new one. What makes no sense is the list.
 */
export function gapPlace(hash) {
  const [, first, gap, verb, article] = hash.split("/");
  if (first === "gap" && looksLikeGap(gap)) {
    if (verb !== "write") return { page: "gap", gap };
    return { page: "write", gap, article: article ? decoded(article) : null };
  }
  return { page: "list", state: states.includes(first) ? first : "open" };
}

export function gapAddress({ page, state, gap, article }) {
  if (page === "list") return state === "open" || !state ? "#gaps" : `#gaps/${state}`;
  if (page === "gap") return `#gaps/gap/${gap}`;
  return `#gaps/gap/${gap}/write${article ? `/${encodeURIComponent(article)}` : ""}`;
}

/** A link that a plain press follows inside of the page. */
export function followInside(go) {
  return (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.defaultPrevented) return;
    event.preventDefault();
    go();
  };
}

function looksLikeGap(text) {
  return text !== undefined && (looksLikeID(text) || /^[A-Za-z0-9_.~-]{1,64}$/.test(text));
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
