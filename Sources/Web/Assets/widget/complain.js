/** Tells the developer of the host page what was not understood, and what stands there. */
export function complain(name, value) {
  console.warn("Baton:", name, value);
}
