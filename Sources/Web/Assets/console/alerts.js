/** Between two alerts: ten visitors at once are one sound. */
const quiet_ms = 10_000;
export const afterSecondsMax = 3_600;

const key = "baton.notifications";
const standard = { sound: false, volume: 0.5, desktop: false, onlyHidden: true, after_s: 0 };

/** What this browser's user wants to be told, and how. */
export class AlertPreferences {
  #storage;

  constructor(storage) {
    this.#storage = storage;
  }

  get values() {
    const kept = this.#storage.json(key) ?? {};
    return {
      sound: kept.sound === true,
      volume: bounded(kept.volume, 0.05, 1, standard.volume),
      desktop: kept.desktop === true,
      onlyHidden: kept.onlyHidden !== false,
      after_s: Math.round(bounded(kept.after_s, 0, afterSecondsMax, standard.after_s)),
    };
  }

  set(changes) {
    this.#storage.set(key, JSON.stringify({ ...this.values, ...changes }));
  }
}

function bounded(value, least, most, otherwise) {
  return Number.isFinite(value) ? Math.min(most, Math.max(least, value)) : otherwise;
}

/** Which of the waiting visitors are news. Pure: rows and the time go in, those to tell of come out. */
export class Alerts {
  #known = null;
  #pending = new Map();
  #toldAt_ms = -Infinity;

  /**
   * `rows` are those that wait now; whoever waited when this began is no news. Nothing is told of a wait shorter than
   * `after_s`, of a visitor on a page that is looked at (`onlyHidden`), or within ten seconds after the last time:
   * those come together afterwards.
   */
  due(rows, now_ms, { after_s, onlyHidden }, isHidden) {
    const waiting = new Map(rows.map((row) => [`${row.conversation} ${row.since}`, row]));
    if (this.#known === null) {
      this.#known = new Set(waiting.keys());
      return [];
    }
    for (const [id, row] of waiting) {
      if (this.#known.has(id) || now_ms - row.since < after_s * 1000) continue;
      this.#known.add(id);
      if (isHidden || !onlyHidden) this.#pending.set(id, row);
    }
    for (const set of [this.#known, this.#pending]) for (const id of set.keys()) if (!waiting.has(id)) set.delete(id);
    if (this.#pending.size === 0 || now_ms - this.#toldAt_ms < quiet_ms) return [];
    this.#toldAt_ms = now_ms;
    const told = [...this.#pending.values()];
    this.#pending.clear();
    return told;
  }

  /** History is another one: what waits then is no news. */
  forget() {
    this.#known = null;
    this.#pending.clear();
  }
}
