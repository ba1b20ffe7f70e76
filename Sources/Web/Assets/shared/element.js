/**
 * Makes an element. Children that are strings become text nodes, so nothing that a person wrote is ever parsed as HTML.
 * `on` holds listeners by event name; an attribute that is null, undefined or false is left out.
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "on") {
      for (const [type, listener] of Object.entries(value)) made.addEventListener(type, listener);
    } else if (value !== null && value !== undefined && value !== false) {
      made.setAttribute(name, value === true ? "" : String(value));
    }
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

/** A link to a customer's page or an article: only http and https can be followed, anything else is plain text. */
export function safeLink(address, label, attributes = {}) {
  const url = safeURL(address);
  if (!url) return element("span", {}, label);
  return element("a", { ...attributes, href: url, target: "_blank", rel: "noopener noreferrer" }, label);
}

export function safeURL(address) {
  try {
    const url = new URL(String(address), document.baseURI);
    return url.protocol === "http:" || url.protocol === "https:" ? url.href : null;
  } catch {
    return null;
  }
}
