import { element } from "../shared/element.js";
import { field, gateForm } from "./gate-form.js";
import { mark } from "./icons.js";
import { texts } from "./texts.js";
import { words as account } from "./texts-account.js";

const words = texts.setUp;

/** Where a set-up, invitation or reset link leads: it makes or completes an account and signs in. */
class SetUpView extends HTMLElement {
  api = null;
  token = "";

  async connectedCallback() {
    this.main = element("main", { class: "gate" }, mark(), element("div", { class: "skeleton" }));
    this.append(this.main);
    const answer = await this.api.invitation(this.token);
    if (answer.ok) this.#showForm(answer.body);
    else if (answer.status === 404) this.#showGone(answer.error);
    else this.#showFailure(answer.error);
  }

  #show(title, ...parts) {
    document.title = `${title} · ${texts.product}`;
    this.main.replaceChildren(mark(), element("h1", {}, title), ...parts);
  }

  #showForm({ kind, email, name }) {
    const known = texts.setUp.titles[kind] ? kind : "invite";
    this.code = element("div", { class: "gate-code", hidden: true },
      element("p", { class: "gate-note" }, account.secondStep.forLink),
      field({
        id: "setup-code", name: "code", label: account.secondStep.label, hint: account.secondStep.hint, type: "text",
        autocomplete: "one-time-code", "data-testid": "setup-code", maxlength: 20,
      }));
    const form = gateForm({
      testid: "setup-form", buttonID: "setup-submit", label: words.submits[known], working: words.working,
      fields: [...this.#fields(known, email), this.code],
      submit: (typed) => this.#redeem({
        token: this.token, email: (typed.get("email") ?? "").trim(), name: (typed.get("name") ?? name ?? "").trim(),
        password: typed.get("password"), code: typed.get("code").trim() || undefined,
      }),
      done: ({ user }) => this.dispatchEvent(new CustomEvent("signed-in", { bubbles: true, detail: { user } })),
    });
    const title = known === "invite" && name ? `${words.titles.invite}, ${name}` : words.titles[known];
    this.#show(title, element("p", { class: "gate-note" }, words.intros[known]), form);
    form.querySelector("input:not([readonly])").focus();
  }

  /** Whoever finds somebody's mail must not get past the second step with it. */
  async #redeem(typed) {
    const answer = await this.api.redeem(typed);
    if (!answer.body?.needs_code) return answer;
    this.code.hidden = false;
    return answer;
  }

  #fields(kind, email) {
    const isSetUp = kind === "set_up";
    return [
      isSetUp
        ? field({
          id: "setup-name", name: "name", label: words.name, hint: words.nameHint, type: "text",
          autocomplete: "name", "data-testid": "setup-name", maxlength: 80,
        })
        : null,
      field({
        id: "setup-email", name: "email", label: words.email, type: "email", autocomplete: "username",
        "data-testid": "setup-email", maxlength: 254, value: email, readonly: !isSetUp,
      }),
      field({
        id: "setup-password", name: "password", label: words.password, hint: words.passwordHint, type: "password",
        autocomplete: "new-password", "data-testid": "setup-password", maxlength: 1024,
      }),
    ];
  }

  #showGone(error) {
    this.dispatchEvent(new CustomEvent("link-refused", { bubbles: true }));
    this.#showError(words.goneTitle, error, words.toSignIn);
  }

  #showFailure(error) {
    this.#showError(texts.failure.title, error, texts.failure.retry);
  }

  #showError(title, error, action) {
    const again = () => this.dispatchEvent(new CustomEvent("begin-again", { bubbles: true }));
    this.#show(title,
      element("p", { class: "form-error", role: "alert", "data-testid": "form-error" }, error),
      element("button", { class: "button primary", type: "button", on: { click: again } }, action));
  }
}

customElements.define("baton-set-up", SetUpView);
