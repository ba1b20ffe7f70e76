import { element, safeURL } from "../shared/element.js";

/** What Markdown makes, and nothing else. */
const tags = new Set([
  "a", "blockquote", "br", "code", "del", "div", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "img", "li", "ol", "p", "pre",
  "span", "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul",
]);
/** What goes with all that is in it. */
const droppedWhole = new Set(["script", "style", "template", "iframe", "object", "embed", "noscript", "title", "textarea"]);
const nodesMax = 20_000;
const depthMax = 100;

/**
 * Nodes for HTML that the server has made safe. It is read by a parser that runs nothing and loads nothing, and built
 * anew from what Markdown can make: a second lock on the same door.
 */
export function safeHTML(html) {
  const read = new DOMParser().parseFromString(String(html), "text/html");
  const budget = { left: nodesMax };
  return children(read.body, budget, 0);
}

function children(parent, budget, depth) {
  if (depth > depthMax) return [];
  return [...parent.childNodes].flatMap((node) => {
    budget.left -= 1;
    if (budget.left < 0) return [];
    if (node.nodeType === Node.TEXT_NODE) return [document.createTextNode(node.data)];
    if (node.nodeType !== Node.ELEMENT_NODE) return [];
    const tag = node.localName;
    if (droppedWhole.has(tag)) return [];
    const inside = children(node, budget, depth + 1);
    return tags.has(tag) ? [made(tag, node, inside)] : inside;
  });
}

function made(tag, node, inside) {
  if (tag === "a") return link(node, inside);
  if (tag === "img") return image(node);
  const start = tag === "ol" && /^\d{1,9}$/.test(node.getAttribute("start") ?? "") ? node.getAttribute("start") : null;
  return element(tag, { start }, inside);
}

/** A link opens elsewhere: a press must not lead out of what is being written. */
function link(node, inside) {
  const address = node.getAttribute("href") ?? "";
  const url = address.startsWith("#") ? null : safeURL(address);
  if (!url) return element("span", {}, inside);
  return element("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, inside);
}

/** Only pictures of this server load here; others are named. */
function image(node) {
  const alt = node.getAttribute("alt") ?? "";
  const url = safeURL(node.getAttribute("src") ?? "");
  if (!url || new URL(url).origin !== window.location.origin) return element("em", {}, alt);
  return element("img", { src: url, alt, loading: "lazy" });
}
