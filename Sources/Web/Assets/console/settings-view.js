import { element } from "../shared/element.js";
import { failed, pageHead, pageSection, Said, setBusy, waiting } from "./page-parts.js";
import { SettingsBar } from "./settings-bar.js";
import { SettingsForm } from "./settings-form.js";
import { presetRow } from "./settings-presets.js";
import { AppearancePreview } from "./settings-preview.js";
import { SettingsRow } from "./settings-row.js";
import { tryPanel } from "./settings-try.js";
import { words as shared } from "./texts-pages.js";
import { words } from "./texts-settings.js";

const groupOrder = ["appearance", "hours", "answers", "model", "mail"];
const minute_ms = 60_000;

/** The settings that an administrator changes without a restart. One form, one bar to save it. */
class SettingsView extends HTMLElement {
  api = null;
  user = null;
  desk = null;
  #form = new SettingsForm();
  #rows = new Map();
  #said = new Said();
  #stopping = new AbortController();

  connectedCallback() {
    const { signal } = this.#stopping;
    this.body = element("div", {}, waiting());
    this.bar = new SettingsBar({ save: () => this.#save(), discard: () => this.#discard() });
    this.append(element("div", { class: "page has-sections" }, pageHead(words.title, words.note), this.body),
      this.bar.element, this.#said.element);
    this.addEventListener("keydown", (event) => this.#key(event));
    window.addEventListener("beforeunload", (event) => this.#isDirty && event.preventDefault(), { signal });
    this.clock = window.setInterval(() => this.#rows.get("hours")?.field.tick?.(), minute_ms);
    this.#load();
  }

  disconnectedCallback() {
    this.#stopping.abort();
    window.clearInterval(this.clock);
  }

  get #isDirty() {
    return this.#form.changedKeys.length > 0;
  }

  /** Asked by the desk before it shows another place. The bar says why. */
  mayLeave() {
    if (!this.#isDirty) return true;
    this.bar.warn();
    return false;
  }

  async #load() {
    const answer = await this.api.get("/api/settings");
    if (!this.isConnected) return;
    if (answer.status === 401) return this.#end();
    if (!answer.ok) {
      return this.body.replaceChildren(failed(answer.error, () => {
        this.body.replaceChildren(waiting());
        this.#load();
      }));
    }
    this.#form.load(answer.body);
    this.#draw();
    if (answer.body.notice) {
      this.body.prepend(element("p", { class: "section-note is-quiet", role: "status", "data-testid": "settings-notice" }, answer.body.notice));
    }
    const wanted = /^#settings\/([a-z]+)$/.exec(window.location.hash)?.[1];
    if (wanted) this.#go(wanted, false);
  }

  #end() {
    this.dispatchEvent(new CustomEvent("signed-out", { bubbles: true, detail: { hasEnded: true } }));
  }

  #draw() {
    const settings = [...this.#form.settings.values()];
    const known = groupOrder.filter((group) => settings.some((setting) => setting.group === group));
    const others = [...new Set(settings.map(({ group }) => group))].filter((group) => !groupOrder.includes(group));
    const groups = [...known, ...others];
    this.preview = new AppearancePreview();
    const sections = groups.map(
      (group) => this.#section(group, settings.filter((setting) => setting.group === group)));
    this.links = new Map(groups.map((group) => [group, this.#link(group)]));
    this.body.replaceChildren(
      element("div", { class: "sections" },
        element("nav", { class: "section-list", "aria-label": words.sections }, [...this.links.values()]),
        element("div", { class: "section-stack" }, sections)));
    this.#watch(sections);
    this.#render();
  }

  #section(group, settings) {
    const [title, note] = words.groups[group] ?? [words.otherGroup[0], words.otherGroup[1]];
    const rows = settings.map((setting) => {
      const now = () => this.desk?.clock.now_ms() ?? Date.now();
      const row = new SettingsRow(setting, this.#form, () => this.#render(), now);
      this.#rows.set(setting.key, row);
      return row.element;
    });
    const part = { class: "setting-rows" };
    const panel = ["model", "mail"].includes(group)
      ? tryPanel({ kind: group, api: this.api, user: this.user, values: () => this.#form.changes(group) }) : null;
    return pageSection({ id: `settings-${group}`, title, note },
      group === "appearance" ? this.preview.element : null,
      group === "model" ? presetRow((values) => this.#fill(values), (text) => this.#said.say(text)) : null,
      element("div", part, rows), panel);
  }

  #link(group) {
    const [title] = words.groups[group] ?? words.otherGroup;
    const go = (event) => {
      event.preventDefault();
      this.#go(group, true);
    };
    return element("a", { href: `#settings/${group}`, on: { click: go } }, title);
  }

  #go(group, isAddress) {
    const title = this.querySelector(`#settings-${CSS.escape(group)}-title`);
    if (!title) return;
    if (isAddress) window.history.replaceState(null, "", `#settings/${group}`);
    title.scrollIntoView({ block: "start", behavior: "smooth" });
    title.focus({ preventScroll: true });
    this.#mark(group);
  }

  /** The list at the side says which section is being read. */
  #watch(sections) {
    const seen = new IntersectionObserver((entries) => {
      const first = entries.filter((entry) => entry.isIntersecting)
        .sort((one, other) => one.boundingClientRect.top - other.boundingClientRect.top)[0];
      if (first) this.#mark(first.target.dataset.testid.replace("settings-", ""));
    }, { root: this.closest(".place-pane"), rootMargin: "0px 0px -65% 0px" });
    for (const section of sections) seen.observe(section);
    this.#stopping.signal.addEventListener("abort", () => seen.disconnect());
  }

  #mark(group) {
    for (const [id, link] of this.links) {
      if (id === group) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  }

  #fill(values) {
    for (const [key, value] of Object.entries(values)) {
      if (!this.#form.settings.has(key) || this.#form.settings.get(key).locked) continue;
      const isList = this.#form.settings.get(key).kind === "list";
      this.#form.set(key, !isList && Array.isArray(value) ? value.join("&") : value);
      this.#rows.get(key).show();
    }
    this.#render();
  }

  #render() {
    this.preview.show((key) => this.#form.value(key));
    this.bar.render({
      names: this.#form.changedKeys.map((key) => this.#rows.get(key)?.label ?? key),
      conflicts: this.#form.conflicts.size, errors: this.#form.errors.size,
    });
  }

  #showRows() {
    for (const row of this.#rows.values()) row.show();
    this.#render();
  }

  /** Esc leaves the field, and pressed again takes the changes back; both can be undone. */
  #key(event) {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
      event.preventDefault();
      if (this.#isDirty) this.#save();
    } else if (event.key === "Escape" && this.#isDirty) {
      event.preventDefault();
      if (event.target.closest("input, textarea, select")) this.bar.focus();
      else this.#discard();
    }
  }

  #discard() {
    const taken = this.#form.discard();
    this.#showRows();
    this.querySelector("h1").focus({ preventScroll: true });
    this.#said.say(words.discarded, { label: shared.undo, act: () => {
      this.#form.restore(taken);
      this.#showRows();
    } });
  }

  async #save(isSecond = false) {
    if (!this.#checkHere()) return;
    const names = this.#form.changedKeys.map((key) => this.#rows.get(key).label).join(", ");
    this.#said.clear();
    setBusy(this.bar.save, words.bar.saving);
    const sent = { version: this.#form.version, values: this.#form.changes() };
    const answer = await this.api.post("/api/settings", sent);
    setBusy(this.bar.save, null, words.bar.save);
    if (answer.status === 401) return this.#end();
    if (answer.ok) return this.#saved(answer.body, names);
    if (answer.status === 409 && Array.isArray(answer.body?.settings)) return this.#meet(answer.body, isSecond);
    if (answer.status === 422) return this.#refuse(answer);
    this.bar.say(words.notSaved(answer.error));
  }

  #saved(body, names) {
    this.#form.conflicts.clear();
    this.#form.errors.clear();
    const focused = this.bar.element.contains(document.activeElement);
    this.#form.discard();
    this.#form.load(body);
    this.#showRows();
    const mail = this.#form.settings.get("smtp_url");
    if (this.desk && mail) this.desk.hasMail = mail.value !== "";
    // The bar goes away, and the focus with it.
    if (focused) this.querySelector("h1").focus({ preventScroll: true });
    this.#said.say(words.saved(names));
  }

  /** Somebody was faster. What they did not touch is saved all the same; the rest is for a person to choose. */
  #meet(body, isSecond) {
    const theirs = this.#form.rebase(body);
    this.#showRows();
    const first = [...this.#form.conflicts.keys()][0];
    if (first) return this.#rows.get(first).focus();
    const names = theirs.map((key) => this.#rows.get(key)?.label ?? key).join(", ");
    if (names !== "") this.#said.say(words.theirsToo(names));
    if (!this.#isDirty) return undefined;
    return isSecond ? this.bar.say(words.notSaved(body.error)) : this.#save(true);
  }

  #refuse({ body, error }) {
    for (const [key, why] of Object.entries(body?.fields ?? {})) this.#form.errors.set(key, String(why));
    this.#showErrors();
    if (this.#form.errors.size === 0) this.bar.say(words.notSaved(error));
  }

  #checkHere() {
    for (const [key, row] of this.#rows) {
      const fault = this.#form.isChanged(key) ? row.field.fault?.() : null;
      if (fault) this.#form.errors.set(key, fault);
      const isNumber = this.#form.settings.get(key).kind === "number" && this.#form.isChanged(key);
      if (isNumber && !Number.isFinite(Number(this.#form.value(key) || "x"))) this.#form.errors.set(key, words.aNumber);
    }
    this.#showErrors();
    return this.#form.errors.size === 0 && this.#form.conflicts.size === 0;
  }

  #showErrors() {
    for (const row of this.#rows.values()) row.render();
    this.#render();
    const first = [...this.#rows.keys()].find((key) => this.#form.errors.has(key) || this.#form.conflicts.has(key));
    this.#rows.get(first)?.focus();
  }
}

customElements.define("baton-settings", SettingsView);
