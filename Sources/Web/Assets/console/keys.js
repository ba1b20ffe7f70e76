import { placesFor } from "./places.js";
import { Storage } from "./storage.js";

/** How long after G the second key counts. */
const sequence_ms_max = 1_500;
const local = new Storage(() => window.localStorage);

let goUntil_ms = 0;

/** Single keys can be switched off: whoever speaks to the computer, or types by chance, must not resolve by it. */
export function areKeysOn() {
  return local.get("baton.keys") !== "off";
}

/** The keys of the desk. Typing, and whatever the browser or a screen reader does with a modifier, is left alone. */
export function handleKey(event, view) {
  if (event.defaultPrevented || event.isComposing) return;
  if (isPaletteKey(event)) {
    event.preventDefault();
    return view.openPalette();
  }
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  const target = event.composedPath()[0];
  if (target instanceof Element && target.closest("input, textarea, select, [contenteditable]")) {
    if (event.key === "Escape") target.blur();
    return;
  }
  const isDone = actOnSign(event, view, target) || (areKeysOn() && actOnLetter(event, view));
  if (isDone) event.preventDefault();
}

function isPaletteKey({ key, ctrlKey, metaKey, altKey, shiftKey }) {
  return key.toLowerCase() === "k" && ctrlKey !== metaKey && !altKey && !shiftKey;
}

/** Keys that are no signs: they always work. */
function actOnSign(event, view, target) {
  const list = view.querySelector("baton-inbox-list");
  switch (event.key) {
    case "ArrowDown": return inList(target) && list.moveFocus(1);
    case "ArrowUp": return inList(target) && list.moveFocus(-1);
    case "PageDown": return inRows(target) && list.moveFocus(list.rowsAPage);
    case "PageUp": return inRows(target) && list.moveFocus(-list.rowsAPage);
    case "Home": return inRows(target) && list.moveFocus(-Infinity);
    case "End": return inRows(target) && list.moveFocus(Infinity);
    case "Escape": return view.stepBack();
    default: return false;
  }
}

function actOnLetter(event, view) {
  const key = event.shiftKey ? event.key : event.key.toLowerCase();
  if (event.timeStamp < goUntil_ms) return goTo(key, view);
  const work = view.querySelector("baton-work-pane");
  const list = view.querySelector("baton-inbox-list");
  switch (key) {
    case "j": return list.moveFocus(1);
    case "k": return list.moveFocus(-1);
    case "a": return work.press("accept");
    case "b": return work.press("give_back");
    case "r":
    case "e": return work.press("resolve");
    case "n": return work.write("note");
    case "/":
      view.openPalette();
      return true;
    case "?":
      view.openKeys();
      return true;
    case "g":
      goUntil_ms = event.timeStamp + sequence_ms_max;
      return true;
    default: return false;
  }
}

function goTo(key, view) {
  goUntil_ms = 0;
  const place = placesFor(view.user.role).find((known) => known.key === key);
  if (!place) return false;
  view.openPlace(place.id);
  return true;
}

/** Arrows scroll a conversation that has the focus; elsewhere they move in the list. */
function inList(target) {
  return target === document.body || inRows(target) || target.matches?.("#inbox-panel") === true;
}

function inRows(target) {
  return target.closest?.("#inbox-panel .rows") !== null && target.closest !== undefined;
}
