import { visibleChoices } from "./choices.js";
import { button, element } from "./element.js";
import { texts } from "./texts.js";

/**
 * The quick replies below the messages: openings, what the Assistant asks back, "did this help?", the offer
 * of a person, or whether a model may be trained.
 */
export class QuickReplies {
  box = element("div", { class: "helped", role: "group", tabindex: "-1" });
  #chat;
  #shown = "";
  /** What was said last when the last of these was answered: its thanks go with the next. */
  #notedAt = "";

  constructor(chat) {
    this.#chat = chat;
  }

  update() {
    const items = this.#chat.conversation?.items;
    const set = items?.at(-1)?.key === this.#notedAt ? "noted" : visibleChoices(this.#chat);
    const last = items?.findLast((item) => item.kind === "message");
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
    const words = {
      helped: helped ? texts.helpedYes : texts.didThisHelp, person: texts.helpedNo, consent: texts.consent,
      noted: texts.consentNoted,
    }[set];
    box.className = words ? "helped" : "helped openings";
    // What was asked back is the last message; before openings there is none.
    box.setAttribute("aria-label", words ?? last?.text ?? texts.newConversation);
    box.replaceChildren(...(words ? [element("span", {}, words)] : []), ...this.#buttons(set, last, helped));
  }

  #buttons(set, last, helped) {
    const chat = this.#chat;
    const choice = (testid, words, onclick) =>
      button({ class: "small", testid, onclick, dir: "auto" }, words);
    const both = (name, act) =>
      [choice(`${name}-yes`, texts.yes, () => act(true)), choice(`${name}-no`, texts.no, () => act(false))];
    const say = (testid) => (text) => choice(testid, text, () => chat.say(text));
    switch (set) {
    case "openings": return chat.welcome.openings.map(say("opening"));
    case "asked": return last.choices.map(say("choice"));
    case "person": return [choice("helped-person", texts.talkToPerson, () => chat.askForPerson())];
    case "helped": return helped ? [] : both(set, (yes) => chat.helped(last.id, yes));
    case "consent": return both(set, (yes) => {
      this.#notedAt = chat.conversation.items.at(-1).key;
      chat.allow(yes);
    });
    default: return [];
    }
  }
}
