import { button, element } from "./element.js";
import { texts } from "./texts.js";

/** "Did this help?" under an answer. No leads to a person. */
export class HelpedQuestion {
  element = element("div", {
    class: "helped", role: "group", tabindex: "-1", "aria-label": texts.didThisHelp,
  });
  #chat;
  #answer;
  #shown;
  #choices;
  #person;

  constructor(chat, answer) {
    this.#chat = chat;
    this.#answer = answer;
    this.#choices = [
      button({ class: "small", testid: "helped-yes", onclick: () => this.#choose(true) }, texts.yes),
      button({ class: "small", testid: "helped-no", onclick: () => this.#choose(false) }, texts.no),
    ];
    this.#person = button({ class: "small", testid: "helped-person", onclick: () => chat.askForPerson() },
      texts.talkToPerson);
  }

  /** `stored` is what the log says: true, false, or null. */
  update(stored) {
    const helped = stored ?? this.#chat.waiting("helped", this.#answer)?.helped ?? null;
    const offersPerson = helped === false && !this.#chat.wantsPerson;
    const state = `${helped} ${offersPerson}`;
    if (state === this.#shown) return;
    this.#shown = state;
    const words = helped === null ? texts.didThisHelp : helped ? texts.helpedYes : texts.helpedNo;
    const buttons = helped === null ? this.#choices : offersPerson ? [this.#person] : [];
    this.element.replaceChildren(element("span", {}, words), ...buttons);
  }

  #choose(helped) {
    this.#chat.helped(this.#answer, helped);
    this.update(helped);
    // The button that had the focus is gone; "No" leads on to the offer of a person.
    if (this.#person.isConnected) this.#person.focus();
    else this.element.focus();
  }
}
