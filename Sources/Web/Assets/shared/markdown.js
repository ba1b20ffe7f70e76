import { element } from "./element.js";

/** A text beyond this is shown as it was written: no answer is that long, and the patterns need not meet it. */
const charactersMax = 20_000;

const inline = /`([^`\n]+)`|\*\*([^*\n]+)\*\*|\[(\d{1,2})\]/g;
const bullet = /^\s{0,3}[-*]\s+(.*)$/;
const numbered = /^\s{0,3}\d{1,3}[.)]\s+(.*)$/;
const fence = /^\s{0,3}```/;

/**
 * Renders the small subset of Markdown that answers use: paragraphs, lists, code, bold, and [1] markers.
 * `marker(number)` returns the element for a marker, or null to leave it as text. Links are left as text on purpose.
 */
export function markdown(text, { marker = () => null } = {}) {
  const made = document.createDocumentFragment();
  if (text.length > charactersMax) {
    made.append(element("p", {}, text));
    return made;
  }
  for (const block of blocks(text.split(/\r?\n/))) made.append(render(block, marker));
  return made;
}

/** Groups lines into blocks: {kind: "code" | "ul" | "ol" | "p", lines}. */
function blocks(lines) {
  const found = [];
  let block = null;
  const add = (kind, line) => {
    if (block?.kind !== kind) found.push((block = { kind, lines: [] }));
    block.lines.push(line);
  };
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index];
    if (fence.test(line)) {
      const code = { kind: "code", lines: [] };
      for (index += 1; index < lines.length && !fence.test(lines[index]); index += 1) code.lines.push(lines[index]);
      found.push(code);
      block = null;
    } else if (line.trim() === "") block = null;
    else if (bullet.test(line)) add("ul", line.match(bullet)[1]);
    else if (numbered.test(line)) add("ol", line.match(numbered)[1]);
    else if ((block?.kind === "ul" || block?.kind === "ol") && /^\s{2,}/.test(line)) continueItem(block, line);
    else add("p", line);
  }
  return found;
}

function continueItem(block, line) {
  block.lines[block.lines.length - 1] += " " + line.trim();
}

function render(block, marker) {
  // A long line scrolls, also by the keyboard.
  if (block.kind === "code") return element("pre", { tabindex: 0 }, element("code", {}, block.lines.join("\n")));
  if (block.kind === "p") {
    const lines = block.lines.flatMap((line, index) => [
      ...(index > 0 ? [element("br")] : []), ...spans(line, marker),
    ]);
    return element("p", {}, lines);
  }
  return element(block.kind, {}, block.lines.map((line) => element("li", {}, spans(line, marker))));
}

function spans(line, marker) {
  const made = [];
  let from = 0;
  for (const match of line.matchAll(inline)) {
    const [whole, code, bold, number] = match;
    const shown = code !== undefined ? element("code", {}, code)
      : bold !== undefined ? element("strong", {}, bold)
      : marker(Number(number)) ?? whole;
    made.push(line.slice(from, match.index), shown);
    from = match.index + whole.length;
  }
  made.push(line.slice(from));
  return made.filter((part) => part !== "");
}
