import { element } from "../shared/element.js";
import { openDialog } from "./dialog.js";
import { icon } from "./icons.js";
import { areKeysOn } from "./keys.js";
import { placesFor } from "./places.js";
import { deskTexts } from "./texts-desk.js";

const words = deskTexts.keys;

/** The list of keys: `?`. */
class KeysDialog extends HTMLElement {
  view = null;

  connectedCallback() {
    this.dialog = element("dialog", { class: "dialog keys", "aria-labelledby": "keys-title", "data-testid": "keys" });
    this.append(this.dialog);
  }

  open() {
    const close = () => this.dialog.close();
    const places = placesFor(this.view.user.role).map(({ key, label }) => [["G", key.toUpperCase()], label, words.then]);
    this.dialog.replaceChildren(
      element("header", { class: "dialog-head" },
        element("h2", { id: "keys-title", tabindex: -1 }, words.title),
        element("button", { class: "icon-button", type: "button", "aria-label": words.close, on: { click: close } },
          icon("close"))),
      element("div", { class: "dialog-body keys-groups", tabindex: 0, role: "region", "aria-labelledby": "keys-title" },
        areKeysOn() ? null : element("p", { class: "keys-off" }, words.off),
        [...words.groups, [words.goTo, places]].map(group)));
    openDialog(this.dialog);
    this.dialog.querySelector("h2").focus();
  }
}

function group([title, keys]) {
  return element("section", {}, element("h3", {}, title),
    element("dl", {}, keys.map(([pressed, does, between]) =>
      element("div", {}, element("dt", {}, does), element("dd", {}, pressed.flatMap((key, index) =>
        [index > 0 ? element("span", { class: "is-quiet" }, ` ${between ?? "+"} `) : null, element("kbd", {}, key)]))))));
}

customElements.define("baton-keys-dialog", KeysDialog);
