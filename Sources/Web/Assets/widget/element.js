/**
 * An element with attributes (`onclick` and the like become listeners) and children: nodes or plain texts.
 * There is no way to pass HTML, so no text can become markup.
 */
export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name === "testid" ? "data-testid" : name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== undefined && child !== null && child !== false));
  return node;
}

/** A button that does nothing but what its listener says. */
export function button(attributes, ...children) {
  return element("button", { type: "button", ...attributes }, ...children);
}

/** Sets a text only where it differs: an unchanged live region must not be read out again. */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}
