import { element } from "../shared/element.js";
import { failed, nothing, pageHead, waiting, workButton } from "./page-parts.js";
import { words } from "./texts-audit.js";
import { words as settings } from "./texts-settings.js";

const entriesPerPage = 50;

/** How the log says that somebody came through a link. */
const byLink = "by a link";

/** Who did what, by days, newest first. Person and action narrow what is loaded. */
class AuditView extends HTMLElement {
  api = null;
  user = null;
  #entries = [];
  #before = null;
  #people = { byID: new Map(), byAddress: new Map() };
  #wanted = { person: "", action: "" };

  connectedCallback() {
    this.filters = element("div", { class: "filters", hidden: true });
    this.list = element("div", { "data-testid": "audit" }, waiting());
    this.foot = element("div", { class: "audit-foot" });
    this.append(element("div", { class: "page" },
      pageHead(words.title, words.note), this.filters, this.list, this.foot));
    this.#begin();
  }

  /** Entries name people by their address; the list of people gives them back their names. */
  async #begin() {
    const answer = await this.api.get("/api/users");
    for (const person of answer.ok ? answer.body.users : []) {
      this.#people.byID.set(person.id, person);
      this.#people.byAddress.set(person.email, person);
    }
    await this.#more();
  }

  async #more() {
    const after = this.#before === null ? "" : `&before=${encodeURIComponent(this.#before)}`;
    const answer = await this.api.get(`/api/audit?limit=${entriesPerPage}${after}`);
    if (!this.isConnected) return;
    if (answer.status === 401) {
      this.dispatchEvent(new CustomEvent("signed-out", { bubbles: true, detail: { hasEnded: true } }));
      return;
    }
    if (!answer.ok) {
      const place = this.#entries.length > 0 ? this.foot : this.list;
      place.replaceChildren(failed(answer.error, () => {
        place.replaceChildren(waiting());
        this.#more();
      }));
      return;
    }
    const first = this.#entries.length;
    this.#entries.push(...answer.body.entries);
    this.#before = answer.body.before ?? null;
    this.#drawFilters();
    this.#draw();
    // What is new takes the place of the button that was pressed.
    if (first === 0) return;
    this.list.querySelectorAll(".entry")[first]?.scrollIntoView({ block: "nearest" });
    (this.foot.querySelector("button") ?? this.querySelector("h1")).focus({ preventScroll: true });
  }

  #drawFilters() {
    const people = new Map(this.#entries.map((entry) => [actorKey(entry), nameOf(entry)]));
    const actions = [...new Set(this.#entries.map(({ action }) => action))].sort();
    const select = (id, label, any, options) => {
      const control = element("select", {
        id, class: "control", on: { change: () => {
          this.#wanted[id.replace("audit-", "")] = control.value;
          this.#draw();
        } },
      }, element("option", { value: "" }, any), options.map(([value, text]) => element("option", { value }, text)));
      control.value = this.#wanted[id.replace("audit-", "")];
      return element("div", { class: "field" }, element("label", { for: id }, label), control);
    };
    this.filters.hidden = this.#entries.length === 0;
    this.filters.replaceChildren(
      select("audit-person", words.person, words.anyone, [...people]),
      select("audit-action", words.action, words.anything, actions.map((action) => [action, wordsOf(action)])));
  }

  #draw() {
    if (this.#entries.length === 0) return this.list.replaceChildren(nothing(...words.empty));
    const { person, action } = this.#wanted;
    const shown = this.#entries.filter((entry) =>
      (person === "" || actorKey(entry) === person) && (action === "" || entry.action === action));
    const days = grouped(shown);
    this.list.replaceChildren(...[...days].map(([day, entries]) => element("section", { class: "audit-day" },
      element("h2", {}, dayWords(day)),
      element("ol", { class: "entries" }, entries.map((entry) => entryElement(entry, this.#people))))));
    if (shown.length === 0) this.list.replaceChildren(element("p", { class: "is-quiet" }, words.noneMatch));
    this.#drawFoot();
  }

  #drawFoot() {
    const last = this.#entries.at(-1);
    this.foot.replaceChildren(
      element("p", { class: "hint", role: "status" },
        this.#before === null ? words.end : words.looked(this.#entries.length, exactDay(dayOf(last)))),
      this.#before === null ? ""
        : workButton(words.older, () => this.#more(), { working: words.loading, "data-testid": "older" }));
  }
}

function entryElement(entry, people) {
  const subject = subjectOf(entry, people);
  const at = new Date(entry.at);
  return element("li", { class: "entry", "data-action": entry.action },
    element("time", {
      datetime: at.toISOString(), title: at.toLocaleString("en", { dateStyle: "full", timeStyle: "long" }),
    }, at.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" })),
    element("p", {},
      ...[sentence(entry, subject)].flat(), " ",
      subject ? element("strong", { title: subject === entry.subject ? null : entry.subject }, subject) : null,
      entry.detail && entry.detail !== byLink ? element("span", { class: "entry-detail" }, entry.detail) : null));
}

/** A failed sign-in has nobody who did it. */
function sentence(entry, subject) {
  if (entry.action === "sign_in_failed") return words.failedSignIn;
  return [element("strong", {}, nameOf(entry)), ` ${wordsOf(actionOf(entry, subject))}`];
}

/** Whoever came through a link added or changed nobody but themselves. */
function actionOf({ action, detail }, subject) {
  if (detail !== byLink || subject !== null) return action;
  return { user_added: "set_up", password_changed: "password_set" }[action] ?? action;
}

function nameOf({ actor }) {
  return words.actors[actor?.id || "nobody"] ?? (actor.name || actor.id);
}

function actorKey({ actor }) {
  return actor?.id || actor?.name || "nobody";
}

function wordsOf(action) {
  return words.actions[action] ?? action.replaceAll("_", " ");
}

/** A person who did it to themselves is not named twice; a setting is named as its page names it. */
function subjectOf({ action, subject, actor }, { byID, byAddress }) {
  if (!subject || subject === byID.get(actor?.id)?.email) return null;
  if (action === "setting_changed") return settings.fields[subject]?.label ?? subject;
  return byAddress.get(subject)?.name ?? subject;
}

/** The day of this browser, as year-month-day. */
function dayOf({ at }) {
  const date = new Date(at);
  const two = (number) => String(number).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

function dayWords(day) {
  const now = new Date();
  if (day === dayOf({ at: now })) return words.today;
  if (day === dayOf({ at: new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1, 12) })) return words.yesterday;
  return exactDay(day);
}

function exactDay(day) {
  return new Date(`${day}T12:00`).toLocaleDateString("en-GB", {
    weekday: "long", day: "numeric", month: "long", year: "numeric",
  });
}

function grouped(entries) {
  const days = new Map();
  for (const entry of entries) days.set(dayOf(entry), [...(days.get(dayOf(entry)) ?? []), entry]);
  return days;
}

customElements.define("baton-audit", AuditView);
