import { element } from "../shared/element.js";
import { choices, input, labelled, setError } from "./form-fields.js";
import { words as all } from "./texts-editor.js";

const words = all.when;
const hour_ms = 60 * 60_000;
/** What is offered: the next morning. */
const standardHour = 9;

/** When an article goes out: at once, or at a time of this browser's zone. */
export class PublishWhen {
  #now_ms;
  #isLater = false;

  /** `changed(isLater)` is told when the other one is chosen. */
  constructor({ now_ms, needsReview, changed }) {
    this.#now_ms = now_ms;
    this.field = input("publish-at", {
      type: "datetime-local", "data-testid": "publish-at", value: local(nextMorning(now_ms)), min: local(now_ms),
    });
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    this.time = labelled({ label: words.at, hint: words.zone(zone) }, this.field);
    this.time.hidden = true;
    this.element = element("div", { class: "publish-when" },
      choices({
        name: "publish-when", legend: words.title, value: "now",
        options: [
          { value: "now", label: needsReview ? words.approved : words.now, note: "" },
          { value: "later", label: words.later, note: needsReview ? words.laterReviewed : words.laterNote },
        ],
        change: (value) => {
          this.#isLater = value === "later";
          this.time.hidden = !this.#isLater;
          if (this.#isLater) this.field.focus();
          changed(this.#isLater);
        },
      }), this.time);
  }

  /** Milliseconds, or null for at once. What is no time to come is said at the field, and undefined. */
  get at() {
    if (!this.#isLater) return null;
    const at_ms = new Date(this.field.value).getTime();
    const isToCome = Number.isFinite(at_ms) && at_ms > this.#now_ms;
    setError(this.field, isToCome ? null : words.wrong);
    if (isToCome) return at_ms;
    this.field.focus();
    return undefined;
  }
}

function nextMorning(now_ms) {
  const morning = new Date(now_ms + 24 * hour_ms);
  morning.setHours(standardHour, 0, 0, 0);
  return morning.getTime();
}

/** As the field writes it: local time without a zone. */
function local(at_ms) {
  const at = new Date(at_ms);
  const two = (number) => String(number).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`;
}
