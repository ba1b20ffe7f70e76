import { button, element, setText } from "./element.js";
import { texts } from "./texts.js";

const SCORES = [1, 2, 3, 4, 5];

/** How was it, from 1 to 5, once the conversation is resolved. */
export class Rating {
  box = element("section", { class: "card below", testid: "rating", hidden: true });
  #chat;
  #title = element("p", { class: "card-title", id: "rating-title" }, texts.rate);
  #choices;
  #ends;
  #thanks = element("p", { class: "quiet", role: "status" });

  constructor(chat) {
    this.#chat = chat;
    this.#choices = element("div", {
      class: "scores", role: "group", "aria-labelledby": "rating-title",
    }, ...SCORES.map((score) => this.#choice(score)));
    this.#ends = element("p", { class: "ends", "aria-hidden": "true" },
      element("span", {}, texts.rateBad), element("span", {}, texts.rateGood));
    this.box.append(this.#title, this.#choices, this.#ends, this.#thanks);
  }

  update() {
    const { conversation } = this.#chat;
    this.box.hidden = conversation?.status !== "resolved";
    if (this.box.hidden) return;
    const score = conversation.score ?? this.#chat.waiting("rate")?.score ?? null;
    for (const part of [this.#title, this.#choices, this.#ends]) part.hidden = score !== null;
    setText(this.#thanks, score === null ? texts.writeAgain : `${texts.rated(score)} ${texts.writeAgain}`);
  }

  #choice(score) {
    return button({
      "aria-label": `${score} ${{ 1: texts.rateBad, 5: texts.rateGood }[score] ?? ""}`,
      testid: `rating-${score}`, onclick: () => this.#chat.rate(score),
    }, String(score));
  }

}
