import { ContactForm } from "./contact-form.js";
import { element, setText } from "./element.js";
import { texts } from "./texts.js";
import { durationText } from "./times.js";

/**
 * Stands below the messages while nobody has come yet: how many were asked, since when, and the address
 * form.
 */
export class WaitingCard {
  element = element("section", { class: "card below", testid: "waiting-card", hidden: true });
  #chat;
  #title = element("p", { class: "card-title" }, texts.inQueue);
  #people = element("p");
  #since = element("p", { class: "quiet" });
  #form;

  constructor(chat) {
    this.#chat = chat;
    this.#form = new ContactForm(chat);
    this.element.append(this.#title, this.#people, this.#since, this.#form.element);
  }

  update(now) {
    const { conversation } = this.#chat;
    this.element.hidden = conversation?.status !== "waiting";
    if (this.element.hidden) return;
    const { online, waitingSince, contact } = conversation;
    const people = online > 0 ? texts.waitingHere(online) : texts.waitingNobody;
    const asked = conversation.items.some((item) => item.author?.kind === "visitor");
    setText(this.#people, contact ? people : `${people} ${asked ? texts.waitingAdd : texts.waitingAsk}`);
    setText(this.#since, texts.waitingSince(durationText(now - waitingSince)));
    this.#form.update(contact, online);
  }
}
