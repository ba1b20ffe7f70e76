import { element } from "../shared/element.js";
import { icon } from "./icons.js";
import { fieldFor } from "./settings-fields.js";
import { words } from "./texts-settings.js";

/** One setting: its name, what it does, its control, where its value comes from, and the way back to the standard. */
export class SettingsRow {
  #form;
  #changed;

  constructor(setting, form, changed, now) {
    this.key = setting.key;
    this.#form = form;
    this.#changed = changed;
    this.words = words.fields[setting.key] ?? { label: plainName(setting.key), help: setting.help };
    this.id = `setting-${setting.key}`;
    this.field = fieldFor(setting, {
      id: this.id, words: this.words, now, change: (value) => this.#set(value),
    });
    this.error = element("p", { class: "field-error", id: `${this.id}-error`, role: "alert", hidden: true });
    this.conflict = element("div", { class: "conflict", hidden: true });
    this.foot = element("p", { class: "setting-foot" });
    const name = this.field.isGroup
      ? element("span", { class: "row-label", id: `${this.id}-label` }, this.words.label)
      : element("label", { class: "row-label", for: this.id }, this.words.label);
    this.element = element("div", {
      class: this.field.isWide ? "setting-row is-wide" : "setting-row", "data-testid": this.id,
      role: this.field.isGroup ? "group" : null, "aria-labelledby": this.field.isGroup ? `${this.id}-label` : null,
    },
      element("div", { class: "row-words" }, name,
        element("p", { class: "row-help", id: `${this.id}-help` }, helpOf(setting, this.words))),
      element("div", { class: "row-control" }, this.field.element, this.error, this.conflict, this.foot));
    this.#describe();
    this.render();
  }

  get label() {
    return this.words.label;
  }

  #describe() {
    const control = this.element.querySelector(`#${CSS.escape(this.id)}`);
    control?.setAttribute("aria-describedby", `${this.id}-help ${this.id}-error`);
  }

  #set(value) {
    this.#form.set(this.key, value);
    this.render();
    this.#changed();
  }

  /** Shows what the form holds: after a discard, a save, or somebody else's change. */
  show() {
    const setting = this.#form.settings.get(this.key);
    if (setting) this.field.saved?.(setting.value);
    this.field.show(this.#form.value(this.key));
    this.render();
    this.#describe();
  }

  render() {
    const setting = this.#form.settings.get(this.key);
    const isChanged = this.#form.isChanged(this.key);
    this.element.classList.toggle("is-changed", isChanged);
    this.#renderError();
    this.#renderConflict(setting);
    this.foot.replaceChildren(...this.#footParts(setting, isChanged));
    this.foot.hidden = this.foot.childNodes.length === 0;
  }

  #footParts(setting, isChanged) {
    if (setting.locked) return [icon("lock"), element("span", {}, lockedWords(setting))];
    const parts = [];
    if (isChanged) parts.push(element("span", { class: "changed-mark" }, words.changed));
    const value = this.#form.value(this.key);
    const isStandard = String(value) === String(setting.standard);
    if (setting.kind === "secret" || isStandard || this.#form.conflicts.has(this.key)) return parts;
    const standard = words.standardIs(this.#shown(setting.standard));
    const reset = () => {
      this.#form.set(this.key, setting.standard);
      this.field.show(setting.standard);
      this.render();
      this.#changed();
      (this.element.querySelector(`#${CSS.escape(this.id)}`) ?? this.element.querySelector("input, button"))?.focus();
    };
    return [...parts, element("span", { class: "standard" }, standard), element("button", {
      class: "link-button", type: "button", "aria-label": words.resetNamed(this.label), on: { click: reset },
    }, words.reset)];
  }

  #renderError() {
    const error = this.#form.errors.get(this.key) ?? null;
    this.error.hidden = error === null;
    if (this.error.textContent !== (error ?? "")) this.error.textContent = error ?? "";
    const control = this.element.querySelector(`#${CSS.escape(this.id)}`);
    if (error === null) control?.removeAttribute("aria-invalid");
    else control?.setAttribute("aria-invalid", "true");
  }

  /** Theirs beside mine: nothing is thrown away before somebody chose. */
  #renderConflict(setting) {
    const isOpen = this.#form.conflicts.has(this.key);
    if (this.conflict.hidden === !isOpen && !isOpen) return;
    this.conflict.hidden = !isOpen;
    if (!isOpen) return this.conflict.replaceChildren();
    const option = (whose, title, value) => element("button", {
      class: "conflict-choice", type: "button", "data-testid": `${whose}-${this.key}`,
      on: { click: () => this.#choose(whose) },
    }, element("span", { class: "choice-note" }, title), element("span", { class: "conflict-value" }, value));
    const isSecret = setting.kind === "secret";
    this.conflict.replaceChildren(element("fieldset", {},
      element("legend", {}, words.conflict.legend(this.label)),
      element("p", { class: "hint" }, words.conflict.note),
      element("div", { class: "conflict-choices" },
        option("theirs", words.conflict.theirs, this.#shown(this.#form.saved(this.key))),
        option("mine", words.conflict.mine, isSecret ? words.conflict.secret : this.#shown(this.#form.value(this.key))))));
  }

  /** A value in a line. */
  #shown(value) {
    const text = Array.isArray(value) ? value.join(" · ") : String(value);
    return text === "" ? this.words.empty ?? words.empty : text;
  }

  #choose(whose) {
    this.#form.choose(this.key, whose);
    this.show();
    this.#changed();
    this.focus();
  }

  focus() {
    const first = this.conflict.hidden ? null : this.conflict.querySelector("button");
    const control = first ?? this.element.querySelector(`#${CSS.escape(this.id)}`)
      ?? this.element.querySelector("input, select, textarea, button");
    control?.focus();
    this.element.scrollIntoView({ block: "nearest" });
  }
}

/** `a_setting_of_tomorrow` as a name that can be read. */
function plainName(key) {
  const text = key.replaceAll("_", " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** What it does and, of a number, what it may be. */
function helpOf({ min, max }, { help }) {
  return Number.isFinite(min) && Number.isFinite(max) ? `${help} ${words.range(min, max)}` : help;
}

function lockedWords({ source, key, locked_by: place }) {
  if (place) return words.locked.by(place);
  switch (source) {
    case "environment": return words.locked.environment(`BATON_${key.toUpperCase()}`);
    case "file": return words.locked.file;
    case "flag": return words.locked.flag(`--${key.replaceAll("_", "-")}`);
    default: return words.locked.other;
  }
}
