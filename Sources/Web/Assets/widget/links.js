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

/** An address in an answer that leads to one of its sources or to the server's own pages; null otherwise. */
export function knownAddress(link, server, citations) {
  const address = safeAddress(link, server);
  if (address === null) return null;
  const page = address.split("#")[0];
  const isSource = citations.some(({ url, source }) => [url, source].some((link) => safeAddress(link, server) === page));
  return isSource || address.startsWith(server) ? address : null;
}

/** A link that opens beside the page. */
export function outside(address, words) {
  const link = document.createElement("a");
  link.href = address;
  link.target = "_blank";
  link.rel = "noopener noreferrer nofollow";
  link.textContent = words;
  return link;
}

/** A plain text in which web addresses can be followed: what a person of the team wrote. */
export function renderLinks(text) {
  const fragment = document.createDocumentFragment();
  let done = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const shown = match[0].replace(TRAILING, "");
    const address = safeAddress(shown);
    if (!address) continue;
    fragment.append(text.slice(done, match.index), outside(address, shown));
    done = match.index + shown.length;
  }
  fragment.append(text.slice(done));
  return fragment;
}
