import { Alerts, AlertPreferences } from "./alerts.js";
import { visitorName } from "./names.js";
import { Storage } from "./storage.js";
import { deskTexts } from "./texts-desk.js";

const words = deskTexts.alerts;
/** Two short notes, rising: heard, and gone. Hertz and seconds. */
const notes = [[660, 0], [880, 0.11]];
const noteSeconds = 0.16;
/** Another tab of the same browser has told it so shortly ago. */
const otherTab_ms = 3_000;
const toldKey = "baton.notified";
const storage = new Storage(() => window.localStorage);

/** Tells whoever works at this desk that a visitor waits: by a sound, by a desktop notification, or not at all. */
export class AlertTeller {
  preferences = new AlertPreferences(storage);
  #alerts = new Alerts();
  #audio = null;

  constructor(desk, open) {
    this.desk = desk;
    this.open = open;
  }

  /** To be called when the inbox changes, and every few seconds. */
  look() {
    const { desk } = this;
    if (!desk.mayAnswer || !desk.inbox.hasAnswer("waiting")) return;
    const { values } = this.preferences;
    const now_ms = desk.clock.now_ms();
    const told = this.#alerts.due(desk.inbox.rows("waiting"), now_ms, values, document.visibilityState !== "visible");
    if (told.length === 0 || now_ms - Number(storage.get(toldKey) ?? 0) < otherTab_ms) return;
    if (values.sound || values.desktop) storage.set(toldKey, String(now_ms));
    if (values.sound) this.play(values.volume);
    if (values.desktop && permission() === "granted") this.#show(told);
  }

  /** A browser lets a page sound only after somebody has touched it: the first key or click makes it ready. */
  wake() {
    if (this.preferences.values.sound) this.#ready()?.resume();
  }

  play(volume) {
    const audio = this.#ready();
    if (!audio) return;
    audio.resume();
    for (const [hertz, after] of notes) {
      const from = audio.currentTime + after;
      const tone = new OscillatorNode(audio, { frequency: hertz, type: "sine" });
      const gain = new GainNode(audio, { gain: 0 });
      gain.gain.setValueAtTime(0, from);
      gain.gain.linearRampToValueAtTime(volume * 0.4, from + 0.012);
      gain.gain.exponentialRampToValueAtTime(0.0001, from + noteSeconds);
      tone.connect(gain).connect(audio.destination);
      tone.start(from);
      tone.stop(from + noteSeconds);
    }
  }

  stop() {
    this.#audio?.close();
  }

  #ready() {
    try {
      this.#audio ??= new AudioContext();
    } catch {
      // A computer without sound.
    }
    return this.#audio;
  }

  #show(rows) {
    const [first] = rows;
    const title = rows.length === 1 ? words.one(visitorName(first)) : words.many(rows.length);
    const body = rows.length === 1 ? first.last?.text || words.nothingSaid : "";
    try {
      // One tag: the next one takes this one's place.
      const shown = new Notification(title, { body, tag: "baton-waiting", icon: "/assets/shared/mark.svg" });
      shown.addEventListener("click", () => {
        window.focus();
        if (rows.length === 1) this.open(first.conversation);
        shown.close();
      });
    } catch {
      // Some phones refuse a page's notifications whatever they allowed.
    }
  }
}

/** "default", "granted", "denied" or "unsupported". */
export function permission() {
  return "Notification" in window && window.isSecureContext ? Notification.permission : "unsupported";
}
