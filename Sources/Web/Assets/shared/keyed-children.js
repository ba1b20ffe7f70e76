/**
 * Makes the children of `parent` match `items`, keeping the elements of items that stay: focus, selection and scroll
 * survive a change of the list.
 */
export class KeyedChildren {
  #parent;
  #key;
  #create;
  #update;
  #elements = new Map();

  constructor(parent, { key, create, update }) {
    this.#parent = parent;
    this.#key = key;
    this.#create = create;
    this.#update = update;
  }

  element(key) {
    return this.#elements.get(key) ?? null;
  }

  show(items) {
    const focused = this.#parent.contains(document.activeElement) ? document.activeElement : null;
    const kept = new Map();
    let cursor = this.#parent.firstElementChild;
    for (const item of items) {
      const key = this.#key(item);
      if (kept.has(key)) continue;
      const child = this.#elements.get(key) ?? this.#create(item);
      this.#update(child, item);
      kept.set(key, child);
      if (child === cursor) cursor = cursor.nextElementSibling;
      else this.#parent.insertBefore(child, cursor);
    }
    for (const [key, child] of this.#elements) {
      if (!kept.has(key)) child.remove();
    }
    this.#elements = kept;
    // An element that is moved loses the focus.
    if (focused?.isConnected && document.activeElement !== focused) focused.focus({ preventScroll: true });
  }
}
