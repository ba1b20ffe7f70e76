import { element } from "../shared/element.js";
import { texts } from "./texts.js";

/** The quiet line on top while the connection is away. */
class ConnectionLine extends HTMLElement {
  desk = null;

  connectedCallback() {
    this.words = element("span");
    this.button = element("button", { class: "link-button", type: "button", on: { click: () => this.#act() } });
    this.line = element("p", {
      class: "connection-line", role: "status", hidden: true, "data-testid": "connection-line",
    }, this.words, this.button);
    this.append(this.line);
    this.render(new Set(["connection"]));
  }

  render(stale) {
    if (!stale.has("connection")) return;
    const shown = this.#shown();
    this.line.hidden = shown === null;
    if (!shown) return;
    const [words, action] = shown;
    if (this.words.textContent !== words) this.words.textContent = words;
    this.button.hidden = action === null;
    this.button.textContent = action ?? "";
  }

  #shown() {
    const words = texts.connection;
    switch (this.desk.connection.phase) {
      case "open":
      case "stopped":
      case "sign_in": return null;
      case "outdated": return [words.outdated, words.reload];
      case "refused": return [words.refused, words.reload];
      case "too_many": return [words.tooMany, words.tryNow];
      default:
        if (!navigator.onLine) return [words.offline, null];
        return this.desk.wasOpen ? [words.reconnecting, words.tryNow] : [words.connecting, null];
    }
  }

  #act() {
    const { phase } = this.desk.connection;
    if (phase === "outdated" || phase === "refused") window.location.reload();
    else this.desk.connection.tryNow();
  }
}

customElements.define("baton-connection-line", ConnectionLine);
