/** A random id of 32 hexadecimal characters (128 bits). `randomUUID` is missing on plain http, this is not. */
export function newID(prefix) {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return prefix + "-" + [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function looksLikeID(text) {
  return /^[A-Za-z0-9_-]{8,64}$/.test(text);
}
