import { element } from "../shared/element.js";
import { icon } from "./icons.js";
import { words } from "./texts-pages.js";

/** One line over the text with at most one way on; it stays until it is closed. */
export class EditorNotice {
  element = element("div", { class: "editor-notice", role: "status", "data-testid": "editor-notice" });

  say(text, action = null) {
    const act = () => {
      this.clear();
      action.act();
    };
    this.element.replaceChildren(element("span", {}, text),
      action ? element("button", { class: "link-button", type: "button", on: { click: act } }, action.label) : "",
      element("button", {
        class: "icon-button", type: "button", "aria-label": words.close, title: words.close, on: { click: () => this.clear() },
      }, icon("close")));
  }

  clear() {
    this.element.replaceChildren();
  }
}
