import { ContactForm } from "./contact-form.js";
import { element, setText } from "./element.js";
import { teamWords } from "./team-words.js";
import { texts } from "./texts.js";
import { durationText } from "./times.js";

/**
 * Stands below the messages while nobody has come yet: how many were asked, since when, and the address
 * form.
 */
export class WaitingCard {
  box = element("section", { class: "card below", testid: "waiting-card", hidden: true });
  #chat;
  #title = element("p", { class: "card-title" }, texts.inQueue);
  #people = element("p");
  #since = element("p", { class: "quiet" });
  #form;

  /** `draft` is the store of this tab. */
  constructor(chat, draft) {
    this.#chat = chat;
    this.#form = new ContactForm(chat, draft);
    this.box.append(this.#title, this.#people, this.#since, this.#form.box);
  }

  update(now) {
    const { conversation } = this.#chat;
    this.box.hidden = conversation?.status !== "waiting";
    if (this.box.hidden) return;
    const { online, waitingSince, contact } = conversation;
    const { welcome } = this.#chat;
    const { open = true, wait_seconds: seconds = null } = welcome?.team ?? {};
    const expected = open && seconds === null ? "" : teamWords(welcome, now);
    const people = online > 0 ? texts.waitingHere(online) : texts.waitingNobody;
    const asked = conversation.items.some((item) => item.author?.kind === "visitor");
    setText(this.#people, contact || asked ? people : `${people} ${texts.waitingAsk}`);
    const since = texts.waitingSince(durationText(now - waitingSince));
    setText(this.#since, expected ? `${since} · ${expected}` : since);
    this.#form.update(contact, online);
  }
}
