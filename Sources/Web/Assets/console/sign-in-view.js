import { element } from "../shared/element.js";
import { field, gateForm } from "./gate-form.js";
import { mark } from "./icons.js";
import { texts } from "./texts.js";

class SignInView extends HTMLElement {
  api = null;
  /** Whether a session has just ended, and with it somebody's work. */
  hasEnded = false;

  connectedCallback() {
    const words = texts.signIn;
    document.title = `${words.title} · ${texts.product}`;
    const form = gateForm({
      testid: "signin-form", buttonID: "signin-submit", label: words.submit, working: words.working,
      fields: [
        field({
          id: "signin-email", name: "email", label: words.email, type: "email", autocomplete: "username",
          "data-testid": "signin-email", maxlength: 254,
        }),
        field({
          id: "signin-password", name: "password", label: words.password, type: "password",
          autocomplete: "current-password", "data-testid": "signin-password", maxlength: 1024,
        }),
      ],
      submit: (typed) => this.api.signIn(typed.get("email").trim(), typed.get("password")),
      done: ({ user }) => this.dispatchEvent(new CustomEvent("signed-in", { bubbles: true, detail: { user } })),
    });
    this.append(
      element("main", { class: "gate" },
        mark(),
        element("h1", {}, words.title),
        this.hasEnded ? element("p", { class: "gate-note", role: "status" }, words.ended) : null,
        form,
        element("p", { class: "gate-foot" }, words.forgotten)));
    form.querySelector("input").focus();
  }
}

customElements.define("baton-sign-in", SignInView);
