const ADDRESS = /https?:\/\/[^\s<>"']+/g;
const TRAILING = /[.,;:!?)\]]+$/;

/** An address that may be opened: `http` or `https`, relative ones against `base`; null for anything else. */
export function safeAddress(text, base) {
  try {
    const url = new URL(text, base);
    return url.protocol === "https:" || url.protocol === "http:" ? url.href : null;
  } catch {
    return null;
  }
}

/** A plain text in which web addresses can be followed: what a person of the team wrote. */
export function renderLinks(text) {
  const fragment = document.createDocumentFragment();
  let done = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const shown = match[0].replace(TRAILING, "");
    const address = safeAddress(shown);
    if (!address) continue;
    const link = document.createElement("a");
    link.href = address;
    link.target = "_blank";
    link.rel = "noopener noreferrer nofollow";
    link.textContent = shown;
    fragment.append(text.slice(done, match.index), link);
    done = match.index + shown.length;
  }
  fragment.append(text.slice(done));
  return fragment;
}
