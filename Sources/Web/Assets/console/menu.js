import { element } from "../shared/element.js";

let close = null;

/**
 * Opens a menu below `button`: arrows, Home and End move, Enter chooses, Escape and a click elsewhere close it.
 * An entry is `{label, isChosen, choose, testid}`.
 */
export function openMenu(button, label, entries) {
  const isOpen = button.getAttribute("aria-expanded") === "true";
  close?.();
  if (isOpen) return;
  const items = entries.map((entry) => element("button", {
    class: "menu-item", type: "button", role: "menuitemradio", "aria-checked": String(entry.isChosen === true),
    tabindex: -1, "data-testid": entry.testid, on: { click: () => choose(entry) },
  }, entry.label));
  const menu = element("div", { class: "menu", role: "menu", "aria-label": label, on: { keydown: key } }, items);
  const outside = (event) => {
    if (!menu.contains(event.target) && !button.contains(event.target)) close?.();
  };
  const left = (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) close?.();
  };
  close = () => {
    document.removeEventListener("pointerdown", outside, true);
    close = null;
    const hadFocus = menu.contains(document.activeElement);
    menu.remove();
    button.setAttribute("aria-expanded", "false");
    if (hadFocus) button.focus();
  };
  document.addEventListener("pointerdown", outside, true);
  menu.addEventListener("focusout", left);
  button.after(menu);
  button.setAttribute("aria-expanded", "true");
  (items.find((item) => item.getAttribute("aria-checked") === "true") ?? items[0]).focus();
  menu.scrollIntoView({ block: "nearest" });

  function choose(entry) {
    close?.();
    entry.choose();
  }

  function key(event) {
    const at = items.indexOf(document.activeElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
    if (next !== undefined) items[(next + items.length) % items.length].focus();
    else if (event.key === "Escape" || event.key === "Tab") close?.();
    else return;
    if (event.key !== "Tab") event.preventDefault();
    event.stopPropagation();
  }
}
