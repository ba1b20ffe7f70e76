import { button, element, setText } from "./element.js";
import { texts } from "./texts.js";

const SCORES = [1, 2, 3, 4, 5];

/** How was it, from 1 to 5, once the conversation is resolved. Arrow keys move, Enter or Space chooses. */
export class Rating {
  element = element("section", { class: "card below", testid: "rating", hidden: true });
  #chat;
  #title = element("p", { class: "card-title", id: "rating-title" }, texts.rate);
  #choices;
  #ends;
  #thanks = element("p", { class: "quiet", role: "status" });

  constructor(chat) {
    this.#chat = chat;
    this.#choices = element("div", {
      class: "scores", role: "radiogroup", "aria-labelledby": "rating-title",
      onkeydown: (event) => this.#move(event),
    }, ...SCORES.map((score) => this.#choice(score)));
    this.#ends = element("p", { class: "ends", "aria-hidden": "true" },
      element("span", {}, texts.rateBad), element("span", {}, texts.rateGood));
    this.element.append(this.#title, this.#choices, this.#ends, this.#thanks);
  }

  update() {
    const { conversation } = this.#chat;
    this.element.hidden = conversation?.status !== "resolved";
    if (this.element.hidden) return;
    const score = conversation.score ?? this.#chat.waiting("rate")?.score ?? null;
    for (const part of [this.#title, this.#choices, this.#ends]) part.hidden = score !== null;
    setText(this.#thanks, score === null ? texts.writeAgain : `${texts.rated(score)} ${texts.writeAgain}`);
  }

  #choice(score) {
    return button({
      role: "radio", "aria-checked": "false", "aria-label": texts.score(score), testid: `rating-${score}`,
      tabindex: score === SCORES[0] ? "0" : "-1", onclick: () => this.#chat.rate(score),
    }, String(score));
  }

  #move(event) {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const buttons = [...this.#choices.children];
    const from = buttons.indexOf(event.target);
    const to = buttons[(from + step + buttons.length) % buttons.length];
    for (const button of buttons) button.tabIndex = button === to ? 0 : -1;
    to.focus();
  }
}
