import { element } from "../shared/element.js";
import { input, labelled, setError } from "./form-fields.js";
import { pageHead, pageSection, Said, setBusy } from "./page-parts.js";
import { Storage } from "./storage.js";
import { roleOf, words as shared } from "./texts-pages.js";
import { words } from "./texts-account.js";
import { sessionsPart } from "./account-sessions.js";
import { totpPart } from "./account-totp.js";

/** As the server judges it (Identity's Password). */
const passwordCharacters = { min: 10, max: 128 };

/** What everybody can do about themselves: name, password, second step, sessions, keys. */
class AccountView extends HTMLElement {
  api = null;
  user = null;
  desk = null;
  #said = new Said();
  #storage = new Storage(() => window.localStorage);

  connectedCallback() {
    const { email, role } = this.user;
    const context = {
      api: this.api, user: this.user, say: (text) => this.#said.say(text),
      now: () => this.desk?.clock.now_ms() ?? Date.now(),
    };
    const part = (id, ...parts) =>
      pageSection({ id: `account-${id}`, title: words[id].title, note: words[id].note }, ...parts);
    this.append(
      element("div", { class: "page" },
        pageHead(words.title, words.note(email, (shared.roles[roleOf(role)] ?? role).toLowerCase())),
        part("profile", this.#profile()),
        part("password", this.#password()),
        part("totp", totpPart(context)),
        part("sessions", sessionsPart(context)),
        pageSection({ id: "account-keys", title: words.keys.title }, this.#keys()),
        part("signOut", this.#signOut())),
      this.#said.element);
  }

  #form({ testid, label, working, submit }, ...fields) {
    const error = element("p", { class: "form-error", role: "alert", hidden: true, "data-testid": `${testid}-error` });
    const button = element("button", { class: "button", type: "submit", "data-testid": testid }, label);
    const form = element("form", { class: "page-form", novalidate: true }, fields, error, button);
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (button.getAttribute("aria-disabled") === "true") return;
      error.hidden = true;
      const asking = submit();
      const invalid = form.querySelector("[aria-invalid=true]");
      if (invalid) return invalid.focus();
      setBusy(button, working);
      const answer = await asking();
      setBusy(button, null, label);
      error.textContent = answer.ok ? "" : answer.error;
      error.hidden = answer.ok;
    });
    return form;
  }

  #profile() {
    const name = input("account-name", {
      value: this.user.name, maxlength: 80, autocomplete: "name", "data-testid": "account-name",
    });
    return this.#form({
      testid: "name-save", label: words.profile.save, working: words.profile.saving,
      submit: () => {
        setError(name, name.value.trim() === "" ? words.profile.missing : null);
        return async () => {
          const answer = await this.api.post("/api/me/name", { name: name.value.trim() });
          if (answer.ok) {
            this.user.name = name.value.trim();
            this.#said.say(words.profile.saved);
          }
          return answer;
        };
      },
    }, labelled({ label: words.profile.label }, name));
  }

  #password() {
    const own = words.password;
    const current = input("account-current", {
      type: "password", autocomplete: "current-password", maxlength: 1024, "data-testid": "password-current",
    });
    const fresh = input("account-fresh", {
      type: "password", autocomplete: "new-password", maxlength: 1024, "data-testid": "password-new",
    });
    const state = element("p", { class: "hint password-state", id: "account-fresh-state", role: "status" });
    const judge = () => {
      const count = [...fresh.value].length;
      const fault = count === 0 ? null : count < passwordCharacters.min ? own.tooShort(passwordCharacters.min - count)
        : count > passwordCharacters.max ? own.tooLong : fresh.value === current.value ? own.same : null;
      state.textContent = fault ?? (count === 0 ? "" : own.fits);
      state.classList.toggle("is-positive", fault === null && count > 0);
      return count === 0 ? own.tooShort(passwordCharacters.min) : fault;
    };
    fresh.addEventListener("input", () => {
      judge();
      if (fresh.getAttribute("aria-invalid")) setError(fresh, null);
    });
    const form = this.#form({
      testid: "password-save", label: own.save, working: own.saving,
      submit: () => {
        setError(current, current.value === "" ? own.missing : null);
        const fault = judge();
        setError(fresh, fault);
        if (fault) state.textContent = "";
        return async () => {
          const answer = await this.api.post("/api/me/password", { current: current.value, new: fresh.value });
          if (answer.ok) {
            form.reset();
            state.textContent = "";
            this.#said.say(own.saved);
            this.dispatchEvent(new CustomEvent("sessions-changed", { bubbles: true }));
          } else current.focus();
          return answer;
        };
      },
    },
    usernameOf(this.user), labelled({ label: own.current }, current),
    labelled({ label: own.fresh, hint: own.rules }, fresh), state);
    return form;
  }

  #keys() {
    const isOn = this.#storage.get("baton.keys") !== "off";
    const control = element("input", {
      type: "checkbox", id: "account-keys", role: "switch", checked: isOn, "aria-describedby": "account-keys-note",
      "data-testid": "keys-switch",
      on: { change: () => this.#storage.set("baton.keys", control.checked ? "on" : "off") },
    });
    return element("div", { class: "switch-line" }, control,
      element("div", {}, element("label", { for: control.id }, words.keys.label),
        element("p", { class: "hint", id: "account-keys-note" }, words.keys.note)));
  }

  #signOut() {
    const leave = () => this.dispatchEvent(new CustomEvent("sign-out", { bubbles: true }));
    return element("button", {
      class: "button", type: "button", "data-testid": "account-sign-out", on: { click: leave },
    }, words.signOut.action);
  }
}

/** Password managers want to know whose password is being changed. */
function usernameOf({ email }) {
  return element("input", {
    type: "text", name: "username", autocomplete: "username", value: email, readonly: true, hidden: true,
  });
}

customElements.define("baton-account", AccountView);
