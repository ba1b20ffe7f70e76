/** What opens the reader's own mail program. Encoded, so that an address cannot add a subject or further recipients. */
export function mailAddress(address) {
  return `mailto:${encodeURIComponent(address).replace("%40", "@")}`;
}
