import { visibleChoices } from "./choices.js";
import { button, element } from "./element.js";
import { texts } from "./texts.js";

/**
 * The quick replies below the messages: openings, what the Assistant asks back, "did this help?", or the
 * offer of a person.
 */
export class QuickReplies {
  box = element("div", { class: "helped", role: "group", tabindex: "-1" });
  #chat;
  #shown = "";

  constructor(chat) {
    this.#chat = chat;
  }

  update() {
    const set = visibleChoices(this.#chat);
    const last = this.#chat.conversation?.items.findLast((item) => item.kind === "message");
    const helped = set === "helped" && this.#chat.helpedBy(last);
    const shown = JSON.stringify([set, last?.id, helped, this.#chat.welcome?.openings]);
    if (shown === this.#shown) return;
    this.#shown = shown;
    const hadFocus = this.box.matches(":focus-within");
    this.#fill(set, last, helped);
    // The button that had the focus is gone; what took its place goes on from there.
    if (hadFocus) (this.box.querySelector("button") ?? this.box).focus();
  }

  #fill(set, last, helped) {
    const { box } = this;
    box.hidden = set === null;
    const words = { helped: helped ? texts.helpedYes : texts.didThisHelp, person: texts.helpedNo }[set];
    box.className = words ? "helped" : "helped openings";
    // What was asked back is the last message; before openings there is none.
    box.setAttribute("aria-label", words ?? last?.text ?? texts.newConversation);
    box.replaceChildren(...(words ? [element("span", {}, words)] : []), ...this.#buttons(set, last, helped));
  }

  #buttons(set, last, helped) {
    const chat = this.#chat;
    const choice = (testid, words, onclick) =>
      button({ class: "small", testid, onclick, dir: "auto" }, words);
    const say = (testid) => (text) => choice(testid, text, () => chat.say(text));
    switch (set) {
    case "openings": return chat.welcome.openings.map(say("opening"));
    case "asked": return last.choices.map(say("choice"));
    case "person": return [choice("helped-person", texts.talkToPerson, () => chat.askForPerson())];
    case "helped":
      return helped ? [] : [
        choice("helped-yes", texts.yes, () => chat.helped(last.id, true)),
        choice("helped-no", texts.no, () => chat.helped(last.id, false)),
      ];
    default: return [];
    }
  }
}
