import { element } from "../shared/element.js";
import { say } from "./words.js";

const SAID_MS = 2_000;

/** What an article gains from a script: code to copy, headings to link to, wide parts that the keyboard reaches. */
export function markUpReading(content) {
  if (!content) return;
  for (const heading of content.querySelectorAll(":is(h1, h2, h3, h4, h5, h6)[id]")) addLink(heading);
  for (const code of content.querySelectorAll("pre")) addCopying(code);
  markScrollable(content);
  window.addEventListener("resize", () => markScrollable(content));
}

function addLink(heading) {
  const label = say("section", { heading: heading.textContent });
  heading.append(element("a", { class: "anchor", href: `#${heading.id}`, "aria-label": label }, "#"));
}

function addCopying(code) {
  const status = element("span", { class: "visually-hidden", role: "status" });
  const button = element("button", { class: "copy", type: "button", "data-testid": "copy" }, say("copy"));
  const frame = element("div", { class: "code" });
  code.replaceWith(frame);
  frame.append(code, button, status);
  let timer = null;
  button.addEventListener("click", async () => {
    const said = await copied(code) ? say("copied") : say("not_copied");
    button.textContent = said;
    status.textContent = said;
    clearTimeout(timer);
    timer = setTimeout(() => {
      button.textContent = say("copy");
      status.textContent = "";
    }, SAID_MS);
  });
}

/** A page that is not served over TLS has no clipboard: then the text is selected, ready for the keys. */
async function copied(code) {
  try {
    await navigator.clipboard.writeText(code.textContent.replace(/\n$/, ""));
    return true;
  } catch {
    getSelection()?.selectAllChildren(code);
    return false;
  }
}

/** Code and tables that are wider than the page scroll by themselves: then the keyboard must reach them too. */
function markScrollable(content) {
  for (const wide of content.querySelectorAll(":is(pre, table)")) {
    if (wide.scrollWidth > wide.clientWidth) wide.tabIndex = 0;
    else wide.removeAttribute("tabindex");
  }
}
