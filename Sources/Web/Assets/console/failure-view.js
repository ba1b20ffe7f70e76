import { element } from "../shared/element.js";
import { mark } from "./icons.js";
import { texts } from "./texts.js";

/** Shown when the console cannot even ask who is there. */
class FailureView extends HTMLElement {
  message = "";

  connectedCallback() {
    document.title = texts.product;
    const retry = () => this.dispatchEvent(new CustomEvent("begin-again", { bubbles: true }));
    this.append(
      element("main", { class: "gate" },
        mark(),
        element("h1", {}, texts.failure.title),
        element("p", { class: "form-error", role: "alert", "data-testid": "form-error" }, this.message),
        element("button", { class: "button primary", type: "button", on: { click: retry } }, texts.failure.retry)));
  }
}

customElements.define("baton-failure", FailureView);
