import { element } from "../shared/element.js";
import { icon } from "./icons.js";
import { words } from "./texts-pages.js";

let made = 0;

/**
 * Opens a dialog over the page: Esc and the cross close it, the focus stays inside and goes back to where it was.
 * `fill(close)` returns its parts. Returns the dialog; it is gone from the page after `closed`.
 */
export function openDialog({ title, testid, fill, closed = () => {} }) {
  made += 1;
  const id = `dialog-${made}-title`;
  const before = document.activeElement;
  const dialog = element("dialog", { class: "form-dialog", "aria-labelledby": id, "data-testid": testid });
  const close = () => dialog.close();
  dialog.append(
    element("header", { class: "form-dialog-head" },
      element("h2", { id }, title),
      element("button", {
        class: "icon-button", type: "button", "aria-label": words.close, title: words.close, on: { click: close },
      }, icon("close"))),
    element("div", { class: "form-dialog-body" }, fill(close)));
  // The keys of the page below mean nothing here.
  dialog.addEventListener("keydown", (event) => event.stopPropagation());
  // A press on the ground beside it; one that began inside, to select a text, is none.
  let began = null;
  dialog.addEventListener("pointerdown", (event) => {
    began = event.target;
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog && began === dialog && !dialog.dataset.keep) close();
  });
  dialog.addEventListener("close", () => {
    dialog.remove();
    if (before?.isConnected) before.focus();
    closed();
  });
  document.body.append(dialog);
  dialog.showModal();
  (dialog.querySelector("[data-first]") ?? dialog.querySelector("input, select, textarea"))?.focus();
  return dialog;
}
