import { element } from "../shared/element.js";
import { field, gateForm } from "./gate-form.js";
import { mark } from "./icons.js";
import { texts } from "./texts.js";
import { words as account } from "./texts-account.js";

const second_ms = 1_000;

/** The door: address and password, and a code where the account asks for one. */
class SignInView extends HTMLElement {
  api = null;
  /** Whether a session has just ended, and with it somebody's work. */
  hasEnded = false;
  #countdown = null;

  connectedCallback() {
    this.main = element("main", { class: "gate" });
    this.append(this.main);
    this.#showFirst({});
  }

  disconnectedCallback() {
    window.clearInterval(this.#countdown);
  }

  #show(title, note, form, foot) {
    window.clearInterval(this.#countdown);
    document.title = `${title} · ${texts.product}`;
    this.main.replaceChildren(mark(), element("h1", {}, title),
      note ? element("p", { class: "gate-note", role: "status" }, note) : "", form, foot);
  }

  #showFirst({ email = "" }) {
    const words = texts.signIn;
    const form = gateForm({
      testid: "signin-form", buttonID: "signin-submit", label: words.submit, working: words.working,
      fields: [
        field({
          id: "signin-email", name: "email", label: words.email, type: "email", autocomplete: "username",
          "data-testid": "signin-email", maxlength: 254, value: email,
        }),
        field({
          id: "signin-password", name: "password", label: words.password, type: "password",
          autocomplete: "current-password", "data-testid": "signin-password", maxlength: 1024,
        }),
      ],
      submit: async (typed) => {
        const person = { email: typed.get("email").trim(), password: typed.get("password") };
        const answer = await this.#signIn(person, undefined, form);
        // The password was right: what is missing is no fault.
        if (answer.body?.needs_code) this.#showSecond(person);
        return answer;
      },
      done: (body) => this.#done(body),
    });
    this.#show(words.title, this.hasEnded ? words.ended : null, form,
      element("p", { class: "gate-foot" }, words.forgotten));
    form.querySelector(email ? "#signin-password" : "input").focus();
  }

  #showSecond(person) {
    const words = account.secondStep;
    const form = gateForm({
      testid: "code-form", buttonID: "code-submit", label: words.submit, working: words.working,
      fields: [
        field({
          id: "signin-code", name: "code", label: words.label, hint: words.hint, type: "text",
          autocomplete: "one-time-code", autocapitalize: "off", spellcheck: "false", "data-testid": "signin-code",
          maxlength: 20,
        }),
      ],
      submit: async (typed) => {
        const code = typed.get("code").trim();
        if (code === "") return { ok: false, error: words.missing };
        return this.#signIn(person, /^[\d\s]+$/.test(code) ? code.replace(/\s/g, "") : code, form);
      },
      done: (body) => this.#done(body),
    });
    const back = element("button", {
      class: "link-button", type: "button", on: { click: () => this.#showFirst(person) },
    }, words.back);
    this.#show(words.title, words.note, form, element("p", { class: "gate-foot" }, back));
    form.querySelector("input").focus();
  }

  async #signIn({ email, password }, code, form) {
    const answer = await this.api.signIn(email, password, code);
    if (answer.status === 429) this.#throttle(answer.retryAfterSeconds ?? 60, form);
    return answer;
  }

  /** Says how long, second by second for the eye; who listens hears the beginning and the end. */
  #throttle(seconds, form) {
    const words = account.secondStep;
    const line = form.querySelector(".form-error");
    const until_ms = performance.now() + seconds * second_ms;
    window.clearInterval(this.#countdown);
    const show = () => {
      const left = Math.ceil((until_ms - performance.now()) / second_ms);
      line.setAttribute("role", left <= 0 || left === seconds ? "alert" : "presentation");
      line.textContent = left > 0 ? words.throttled(left) : words.ready;
      if (left <= 0) window.clearInterval(this.#countdown);
    };
    this.#countdown = window.setInterval(show, second_ms);
    // The form puts the server's sentence there first.
    window.setTimeout(show);
  }

  #done({ user }) {
    this.dispatchEvent(new CustomEvent("signed-in", { bubbles: true, detail: { user } }));
  }
}

customElements.define("baton-sign-in", SignInView);
