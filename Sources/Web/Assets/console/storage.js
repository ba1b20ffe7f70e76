/** Web storage that never throws: where the browser refuses it, values live as long as the page. */
export class Storage {
  #area;
  #memory = new Map();

  constructor(areaOf) {
    try {
      this.#area = areaOf();
    } catch {
      this.#area = null;
    }
  }

  get(key) {
    if (this.#memory.has(key)) return this.#memory.get(key);
    try {
      return this.#area?.getItem(key) ?? null;
    } catch {
      return null;
    }
  }

  set(key, value) {
    try {
      if (!this.#area) throw new Error("no storage");
      this.#area.setItem(key, value);
      this.#memory.delete(key);
    } catch {
      this.#memory.set(key, value);
    }
  }

  /** Whether it outlives the page. */
  isKept(key) {
    return this.get(key) !== null && !this.#memory.has(key);
  }

  remove(key) {
    this.#memory.delete(key);
    try {
      this.#area?.removeItem(key);
    } catch {
      // Nothing is stored where nothing can be removed.
    }
  }

  keys(prefix) {
    const found = new Set([...this.#memory.keys()].filter((key) => key.startsWith(prefix)));
    try {
      for (let index = 0; index < (this.#area?.length ?? 0); index += 1) {
        const key = this.#area.key(index);
        if (key?.startsWith(prefix)) found.add(key);
      }
    } catch {
      // What is in memory is all there is.
    }
    return [...found];
  }

  json(key) {
    try {
      return JSON.parse(this.get(key) ?? "null");
    } catch {
      return null;
    }
  }
}
