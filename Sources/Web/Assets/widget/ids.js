/**
 * A random id as the protocol wants it; by hand, since `crypto.randomUUID` exists only in secure contexts.
 */
export function mintId(prefix) {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return `${prefix}-${Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}
