/** `localStorage` or `sessionStorage`; null where the browser forbids even to ask for it. */
export function browserStorage(kind) {
  try {
    return window[kind];
  } catch {
    return null;
  }
}

/**
 * What the page keeps between visits, under the server's own prefix.
 * Where storage is blocked or full it remembers for as long as the page lives.
 */
export class Store {
  #prefix;
  #storage;
  #memory = new Map();

  constructor(server, storage) {
    this.#prefix = `baton ${server} `;
    this.#storage = storage;
  }

  get(name) {
    if (this.#memory.has(name)) return this.#memory.get(name);
    try {
      return this.#storage?.getItem(this.#prefix + name) ?? null;
    } catch {
      return null;
    }
  }

  set(name, value) {
    try {
      this.#storage.setItem(this.#prefix + name, value);
      this.#memory.delete(name);
    } catch {
      this.#memory.set(name, value);
    }
  }

  remove(name) {
    this.#memory.delete(name);
    try {
      this.#storage?.removeItem(this.#prefix + name);
    } catch {
      // Blocked storage holds nothing that could be removed.
    }
  }

  /** The names that begin so, in no order. */
  names(beginning) {
    const found = new Set([...this.#memory.keys()].filter((name) => name.startsWith(beginning)));
    const full = this.#prefix + beginning;
    try {
      for (let index = 0; index < (this.#storage?.length ?? 0); index += 1) {
        const key = this.#storage.key(index);
        if (key?.startsWith(full)) found.add(key.slice(this.#prefix.length));
      }
    } catch {
      // Only what this page remembers is left.
    }
    return [...found];
  }

  /**
   * Calls `changed(name, value, before)` when another tab wrote; `name` is null when everything was
   * cleared.
   */
  watch(changed) {
    window.addEventListener("storage", (event) => {
      if (event.storageArea !== this.#storage) return;
      if (event.key === null) changed(null, null, null);
      else if (event.key.startsWith(this.#prefix)) {
        changed(event.key.slice(this.#prefix.length), event.newValue, event.oldValue);
      }
    });
  }
}
