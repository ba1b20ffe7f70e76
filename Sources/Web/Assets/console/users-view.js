import { element } from "../shared/element.js";
import { failed, nothing, pageHead, Said, waiting } from "./page-parts.js";
import { relative, timeElement } from "./time.js";
import { roleOf, words as shared } from "./texts-pages.js";
import { words } from "./texts-users.js";
import { openInvitation } from "./users-invite.js";
import { openUser } from "./users-manage.js";

/** The people of the team, for administrators: a table, on a phone a card each. */
class UsersView extends HTMLElement {
  api = null;
  user = null;
  desk = null;
  #said = new Said();
  #users = [];

  connectedCallback() {
    this.body = element("div", {}, waiting());
    const invite = element("button", {
      class: "button primary", type: "button", "data-testid": "invite", on: { click: () => this.#invite() },
    }, words.invite);
    this.append(element("div", { class: "page is-wide" }, pageHead(words.title, words.note, invite), this.body),
      this.#said.element);
    this.load();
  }

  async load() {
    const answer = await this.api.get("/api/users");
    if (!this.isConnected) return;
    if (answer.status === 401) {
      this.dispatchEvent(new CustomEvent("signed-out", { bubbles: true, detail: { hasEnded: true } }));
    } else if (!answer.ok) this.body.replaceChildren(failed(answer.error, () => this.load()));
    else {
      this.#users = answer.body.users.map((user) => ({ ...user, role: roleOf(user.role) }));
      this.#draw();
    }
  }

  #draw() {
    // As cards on a phone the rows would no longer be a table without their roles.
    const column = { scope: "col", role: "columnheader" };
    const head = element("thead", { role: "rowgroup" }, element("tr", { role: "row" },
      ["name", "role", "state", "seen"].map((name) => element("th", column, words.columns[name])),
      element("th", column, element("span", { class: "visually-hidden" }, words.columns.actions))));
    this.body.replaceChildren(
      element("table", { class: "people", role: "table", "data-testid": "users" },
        element("caption", { class: "visually-hidden" }, words.count(this.#users.length)),
        head, element("tbody", { role: "rowgroup" }, this.#users.map((user) => this.#row(user)))),
      this.#users.length === 1 ? nothing(...words.alone) : "");
  }

  #row(user) {
    const isYou = user.id === this.user.id;
    const manage = element("button", {
      class: "button", type: "button", "aria-label": words.manageNamed(user.name), "data-testid": "manage",
      on: { click: () => this.#manage(user) },
    }, words.manage);
    return element("tr", {
      role: "row", class: user.disabled ? "is-disabled" : null, "data-testid": "user", "data-user": user.id,
    },
      element("th", { scope: "row", role: "rowheader" },
        element("span", { class: "person-name" }, user.name, isYou ? element("span", { class: "tag" }, words.you) : null),
        element("span", { class: "person-address" }, user.email)),
      element("td", { role: "cell", "data-label": words.columns.role }, shared.roles[user.role] ?? user.role),
      element("td", { role: "cell", "data-label": words.columns.state }, states(user)),
      element("td", { role: "cell", "data-label": words.columns.seen, class: "is-quiet" }, this.#seen(user)),
      element("td", { role: "cell", class: "person-actions" }, manage));
  }

  #seen({ last_seen: at_ms, invited }) {
    if (at_ms === null || at_ms === undefined) return invited ? words.neverSeen : "–";
    const now_ms = this.desk?.clock.now_ms() ?? Date.now();
    const made = timeElement(at_ms, now_ms);
    // The desk keeps every time in its panes true; here a sentence stands around it.
    made.removeAttribute("data-at");
    const shown = relative(at_ms, now_ms);
    made.textContent = /\d (s|min|h|d)$|^now$/.test(shown) ? words.seen(shown) : shown;
    return made;
  }

  #invite() {
    openInvitation({ api: this.api, added: () => this.load() });
  }

  #manage(user) {
    const administrators = this.#users.filter(
      ({ role, disabled, invited }) => role === "administrator" && !disabled && !invited);
    openUser({
      api: this.api, user, isYou: user.id === this.user.id,
      isLast: administrators.length === 1 && administrators[0].id === user.id,
      changed: async (text) => {
        await this.load();
        this.querySelector(`[data-user="${CSS.escape(user.id)}"] button`)?.focus();
        if (text) this.#said.say(text);
      },
    });
  }
}

function states(user) {
  const list = [];
  if (user.disabled) list.push(["disabled", "is-off"]);
  else if (user.invited) list.push(["invited", "is-new"]);
  else if (user.online) list.push(["online", "is-on"]);
  // Only who answers visitors is counted as there or away.
  else list.push([["administrator", "agent"].includes(user.role) ? "none" : "active", "is-quiet"]);
  if (user.has_totp) list.push(["twoStep", ""]);
  return element("span", { class: "tags" },
    list.map(([name, kind]) => element("span", { class: `tag ${kind}` }, words.states[name])));
}

customElements.define("baton-users", UsersView);
