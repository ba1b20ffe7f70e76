/**
 * What somebody is doing to the settings, apart from any screen: the saved values, the changed ones, what the server
 * refused, and what somebody else changed meanwhile. Values here are texts, lists are arrays of texts.
 */
export class SettingsForm {
  version = 0;
  settings = new Map();
  errors = new Map();
  /** Keys that both changed, with the value that is saved now. */
  conflicts = new Map();
  #mine = new Map();
  #wire = new Map();

  /** Takes what the server has; what was changed here stays, unless it now is the same. */
  load({ version, settings }) {
    this.version = version;
    this.settings = new Map(settings.map((setting) => [setting.key, this.#read(setting)]));
    for (const [key, value] of this.#mine) {
      if (!this.settings.has(key) || same(value, this.saved(key))) this.#mine.delete(key);
    }
  }

  /** Takes what somebody else saved. Returns the keys that they changed and that were not changed here. */
  rebase(answer) {
    const before = new Map([...this.settings].map(([key, { value }]) => [key, value]));
    this.load(answer);
    const theirs = [...this.settings.keys()].filter((key) => !same(before.get(key) ?? "", this.saved(key)));
    for (const key of theirs) if (this.#mine.has(key)) this.conflicts.set(key, this.saved(key));
    return theirs.filter((key) => !this.#mine.has(key));
  }

  saved(key) {
    return this.settings.get(key)?.value ?? "";
  }

  value(key) {
    return this.#mine.has(key) ? this.#mine.get(key) : this.saved(key);
  }

  isChanged(key) {
    return this.#mine.has(key);
  }

  set(key, value) {
    if (this.settings.get(key)?.locked !== false) return;
    this.errors.delete(key);
    if (same(value, this.saved(key))) this.#mine.delete(key);
    else this.#mine.set(key, value);
    if (!this.#mine.has(key)) this.conflicts.delete(key);
  }

  /** Ends a conflict: mine goes on as a change, theirs is what is saved already. */
  choose(key, whose) {
    this.conflicts.delete(key);
    if (whose === "theirs") this.#mine.delete(key);
  }

  /** Takes all changes back and returns them, for `restore`. */
  discard() {
    const taken = new Map(this.#mine);
    this.#mine.clear();
    this.errors.clear();
    this.conflicts.clear();
    return taken;
  }

  restore(taken) {
    for (const [key, value] of taken) this.set(key, value);
  }

  get changedKeys() {
    return [...this.settings.keys()].filter((key) => this.#mine.has(key));
  }

  /** The changes of a group (or all) as the server wants them. */
  changes(group = null) {
    const keys = this.changedKeys.filter((key) => group === null || this.settings.get(key).group === group);
    return Object.fromEntries(keys.map((key) => [key, this.#write(key)]));
  }

  #read(setting) {
    this.#wire.set(setting.key, Array.isArray(setting.value) ? "list" : typeof setting.value);
    return {
      ...setting, locked: setting.locked === true,
      value: plain(setting.value, setting.kind), standard: plain(setting.standard, setting.kind),
    };
  }

  #write(key) {
    const value = this.#mine.get(key);
    const wire = this.#wire.get(key);
    if (Array.isArray(value)) {
      const lines = value.map((line) => line.trim()).filter((line) => line !== "");
      return wire === "list" ? lines : lines.join("\n");
    }
    return wire === "number" && value.trim() !== "" && Number.isFinite(Number(value)) ? Number(value) : value;
  }
}

function plain(value, kind) {
  if (kind === "list") {
    const lines = Array.isArray(value) ? value : String(value ?? "").split("\n");
    return lines.map(String).filter((line) => line !== "");
  }
  return value === null || value === undefined ? "" : String(value);
}

export function same(one, other) {
  return Array.isArray(one) && Array.isArray(other)
    ? one.length === other.length && one.every((line, index) => line === other[index])
    : one === other;
}
