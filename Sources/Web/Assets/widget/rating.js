import { button, element, setText } from "./element.js";
import { face } from "./icons.js";
import { texts } from "./texts.js";

const SCORES = [1, 2, 3, 4, 5];

/** How was it, from 1 to 5, once the conversation is resolved; who thinks better of it may choose again. */
export class Rating {
  box = element("section", { class: "card below rating", testid: "rating", hidden: true });
  #chat;
  #title = element("p", { class: "card-title", id: "rating-title" }, texts.rate);
  #choices;
  #thanks = element("p", { class: "quiet", role: "status" });

  constructor(chat) {
    this.#chat = chat;
    this.#choices = element("div", {
      class: "scores", role: "group", "aria-labelledby": "rating-title",
    }, ...SCORES.map((score) => this.#choice(score)));
    this.box.append(this.#title, this.#choices, this.#thanks);
  }

  update() {
    const { conversation } = this.#chat;
    this.box.hidden = conversation?.status !== "resolved";
    if (this.box.hidden) return;
    const score = conversation.score ?? this.#chat.waiting("rate")?.score ?? null;
    this.#title.hidden = score !== null;
    for (const [index, choice] of [...this.#choices.children].entries()) {
      choice.setAttribute("aria-pressed", String(score === index + 1));
    }
    setText(this.#thanks, score === null ? texts.writeAgain : `${texts.rated(score)} ${texts.writeAgain}`);
  }

  #choice(score) {
    const words = { 1: texts.rateBad, 5: texts.rateGood }[score];
    return button({
      "aria-label": words ? `${score}, ${words}` : String(score),
      testid: `rating-${score}`, onclick: () => this.#chat.rate(score),
    }, face(score), words && element("span", { class: "end" }, words));
  }
}
