/** The keys of the desk. Typing, and whatever the browser or a screen reader does with a modifier, is left alone. */
export function handleKey(event, view) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const target = event.composedPath()[0];
  if (target instanceof Element && target.closest("input, textarea, select")) {
    if (event.key === "Escape") target.blur();
    return;
  }
  if (act(event.key, view, target)) event.preventDefault();
}

function act(key, view, target) {
  switch (key) {
    case "j": return move(view, 1);
    case "k": return move(view, -1);
    case "ArrowDown": return inList(target) && move(view, 1);
    case "ArrowUp": return inList(target) && move(view, -1);
    case "a": return press(view, "accept");
    case "e": return press(view, "resolve");
    case "Escape": return view.stepBack();
    default: return false;
  }
}

/** Arrows scroll a conversation that has the focus; elsewhere they move in the list. */
function inList(target) {
  return target === document.body || target.closest?.("baton-inbox-list [role=tabpanel]") !== null;
}

function move(view, by) {
  return view.querySelector("baton-inbox-list").moveFocus(by);
}

function press(view, testid) {
  const button = view.querySelector(`button[data-testid="${testid}"]`);
  if (!button || button.hidden) return false;
  button.click();
  return true;
}
