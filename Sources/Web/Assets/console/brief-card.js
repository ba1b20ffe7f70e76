import { element } from "../shared/element.js";
import { texts } from "./texts.js";

const lines = ["wants", "tried", "why", "next"];

/** The four lines on top of a conversation that waits for a person or has one. */
class BriefCard extends HTMLElement {
  desk = null;

  connectedCallback() {
    this.values = lines.map(() => element("dd"));
    const entries = lines.map((line, index) =>
      element("div", {}, element("dt", {}, texts.brief[line]), this.values[index]));
    this.card = element("section", {
      class: "brief", "aria-label": texts.brief.label, "data-testid": "brief", hidden: true,
    }, element("dl", {}, entries));
    this.append(this.card);
  }

  render(stale) {
    if (!stale.has("conversation") && !stale.has("inbox")) return;
    const { desk } = this;
    const brief = desk.openID === null ? null : desk.briefs.get(desk.openID);
    const { status } = desk.standing(desk.openID);
    this.card.hidden = !brief || (status !== "queued" && status !== "assigned");
    this.card.classList.toggle("taken", status === "assigned");
    if (this.card.hidden) return;
    lines.forEach((line, index) => {
      const text = String(brief[line] ?? "");
      if (this.values[index].textContent !== text) this.values[index].textContent = text;
      this.values[index].title = text;
    });
  }
}

customElements.define("baton-brief-card", BriefCard);
