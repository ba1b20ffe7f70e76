import { button, element, setText } from "./element.js";
import { icon } from "./icons.js";
import { texts } from "./texts.js";

const BADGE_MAX = 9;

/** The round button that is always there, with the number of unread messages. */
export class Launcher {
  box;
  #badge = element("span", { class: "badge", testid: "badge", "aria-hidden": "true", hidden: true });

  constructor(toggle) {
    this.box = button({
      class: "launcher", testid: "launcher", "aria-expanded": "false", "aria-haspopup": "dialog",
      onclick: toggle,
    }, icon("chat"), icon("close"), this.#badge);
  }

  update(isOpen, unread) {
    const name = isOpen ? texts.close : unread > 0 ? texts.openUnread(unread) : texts.open;
    this.box.setAttribute("aria-expanded", String(isOpen));
    this.box.setAttribute("aria-label", name);
    this.box.title = name;
    this.#badge.hidden = isOpen || unread === 0;
    setText(this.#badge, unread > BADGE_MAX ? `${BADGE_MAX}+` : String(unread));
  }
}
