import { element } from "./element.js";
import { outside } from "./links.js";

const INLINE = /`([^`]+)`|\*\*([^*]+)\*\*|\[(\d{1,2})\](?!\()|\[([^[\]]*)\]\(([^()\s]*)\)/g;
const BULLET = /^\s{0,3}[-*+]\s+(.*)$/;
const NUMBERED = /^\s{0,3}(\d{1,6})[.)]\s+(.*)$/;
const FENCE = /^\s{0,3}```/;
const HEADING = /^\s{0,3}#{1,6}\s+(.*)$/;

/**
 * The small part of Markdown that answers use, as elements: paragraphs, lists, code, bold, and `[1]` markers,
 * for which `citation(1)` gives the button (or null: then the marker stays a plain text).
 * Links keep only their words unless `follow(link)` gives the address that they may lead to.
 */
export function renderMarkdown(text, citation, follow = () => null) {
  const inline = { citation, follow };
  const fragment = document.createDocumentFragment();
  const lines = text.replaceAll("\r", "").split("\n");
  for (let at = 0; at < lines.length;) at = renderBlock(lines, at, fragment, inline);
  return fragment;
}

/** Renders the block that begins at line `at`; gives the line after it. */
function renderBlock(lines, at, parent, inline) {
  if (lines[at].trim() === "") return at + 1;
  if (FENCE.test(lines[at])) return renderFence(lines, at, parent);
  if (BULLET.test(lines[at])) return renderList(lines, at, parent, BULLET, inline);
  if (NUMBERED.test(lines[at])) return renderList(lines, at, parent, NUMBERED, inline);
  const heading = HEADING.exec(lines[at]);
  if (heading) {
    const strong = element("strong");
    renderInline(heading[1], strong, inline);
    parent.append(element("p", {}, strong));
    return at + 1;
  }
  const paragraph = element("p");
  let end = at;
  for (; end < lines.length && (end === at || !beginsBlock(lines[end])); end += 1) {
    if (end > at) paragraph.append(element("br"));
    renderInline(lines[end], paragraph, inline);
  }
  parent.append(paragraph);
  return end;
}

function beginsBlock(line) {
  return line.trim() === "" || [FENCE, BULLET, NUMBERED, HEADING].some((pattern) => pattern.test(line));
}

/** A fence that is still open (the answer is being written) runs to the end. */
function renderFence(lines, at, parent) {
  let end = at + 1;
  while (end < lines.length && !FENCE.test(lines[end])) end += 1;
  const code = element("code", {}, lines.slice(at + 1, end).join("\n"));
  parent.append(element("pre", { dir: "ltr" }, code));
  return end + 1;
}

function renderList(lines, at, parent, pattern, inline) {
  const first = pattern.exec(lines[at]);
  const list = pattern === BULLET ? element("ul") : element("ol", { start: first[1] });
  let end = at;
  for (let match = first; match; match = end < lines.length ? pattern.exec(lines[end]) : null) {
    const item = element("li");
    renderInline(match.at(-1), item, inline);
    list.append(item);
    end += 1;
  }
  parent.append(list);
  return end;
}

function renderInline(text, parent, inline) {
  let done = 0;
  for (const match of text.matchAll(INLINE)) {
    parent.append(text.slice(done, match.index));
    parent.append(inlineNode(match, inline));
    done = match.index + match[0].length;
  }
  parent.append(text.slice(done));
}

function inlineNode([whole, code, bold, number, label, link], inline) {
  if (code !== undefined) return element("code", {}, code);
  if (number !== undefined) return inline.citation(Number(number)) ?? whole;
  if (label !== undefined) {
    const address = inline.follow(link);
    return address ? outside(address, label || address) : label;
  }
  const strong = element("strong");
  renderInline(bold, strong, inline);
  return strong;
}
