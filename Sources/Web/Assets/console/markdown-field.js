import { element } from "../shared/element.js";
import { icon } from "./icons.js";
import { linked, marked, nextItem, paragraph, wrapped } from "./markdown-edits.js";
import { words } from "./texts-editor.js";

const tools = ["heading", "bold", "italic", "list", "numbers", "code", "link"];
const signs = { bold: "**", italic: "*", code: "`" };

/** A field for Markdown: a few tools, lists that go on by themselves, and every step can be taken back with Ctrl+Z. */
export class MarkdownField {
  constructor({ changed }) {
    this.area = element("textarea", {
      id: "article-text", class: "editor-text", dir: "auto", "aria-label": words.text, placeholder: words.textPlaceholder,
      spellcheck: "true", "data-testid": "article-text", "aria-describedby": "article-text-error",
      on: { input: changed, keydown: (event) => this.#key(event) },
    });
    this.tools = element("div", { class: "editor-tools", role: "group", "aria-label": words.tools }, tools.map((tool) => element("button", {
      class: "icon-button", type: "button", "aria-label": words.tool[tool],
      title: words.toolKeys[tool] ? `${words.tool[tool]} (${words.toolKeys[tool]})` : words.tool[tool],
      "data-testid": `tool-${tool}`, on: { click: () => this.#use(tool) },
    }, icon(tool))));
  }

  get value() {
    return this.area.value;
  }

  /** Shows another text, with the caret at its end. */
  set value(text) {
    this.area.value = text;
    this.area.setSelectionRange(text.length, text.length);
  }

  /** Puts a text in as paragraphs of its own. */
  insert(text) {
    const { selectionStart: from, selectionEnd: to } = this.area;
    this.#do(paragraph(this.value, from, to, text));
  }

  #use(tool) {
    const { selectionStart: from, selectionEnd: to } = this.area;
    if (signs[tool]) this.#do(wrapped(this.value, from, to, signs[tool], words.placeholderText[tool]));
    else if (tool === "link") this.#do(linked(this.value, from, to, words.placeholderText.link));
    else this.#do(marked(this.value, from, to, tool));
  }

  #key(event) {
    const { key, ctrlKey, metaKey, altKey, shiftKey, isComposing } = event;
    const { selectionStart: from, selectionEnd: to } = this.area;
    const tool = { b: "bold", i: "italic" }[key.toLowerCase()];
    if (tool && ctrlKey !== metaKey && !altKey && !shiftKey) {
      event.preventDefault();
      this.#use(tool);
    } else if (key === "Enter" && !ctrlKey && !metaKey && !altKey && !shiftKey && !isComposing && from === to) {
      const edit = nextItem(this.value, from);
      if (!edit) return;
      event.preventDefault();
      this.#do(edit);
    }
  }

  #do({ from, to, insert, select }) {
    const { area } = this;
    const isShown = area.checkVisibility();
    if (isShown) area.focus({ preventScroll: true });
    area.setSelectionRange(from, to);
    // The only way to change a field that its own undo knows of; where it is missing, the change is made all the same.
    const command = insert === "" ? ["delete"] : ["insertText", false, insert];
    const isDone = isShown && (from === to && insert === "" ? true : document.execCommand(...command));
    if (!isDone) {
      area.setRangeText(insert, from, to, "end");
      area.dispatchEvent(new Event("input", { bubbles: true }));
    }
    area.setSelectionRange(...select);
  }
}
