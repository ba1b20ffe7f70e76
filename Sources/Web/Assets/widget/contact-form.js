import { element, setText } from "./element.js";
import { texts } from "./texts.js";

const CONTACT_CHARACTERS_MAX = 254;

/** Where a visitor who will not wait leaves an address. */
export class ContactForm {
  box = element("div", { class: "contact", hidden: true });
  #chat;
  #words = element("p");
  #problem = element("p", { class: "problem", id: "contact-problem", role: "alert" });
  #address = element("input", {
    type: "email", id: "contact-address", testid: "contact-address", autocomplete: "email", required: true,
    maxlength: String(CONTACT_CHARACTERS_MAX), "aria-describedby": "contact-problem",
    placeholder: "ada@example.com", dir: "ltr",
  });
  #send = element("button", { type: "submit", class: "primary", testid: "contact-send" }, texts.contactSend);
  #form;

  /** `draft` is the store of this tab: an address that was begun survives a change of page. */
  constructor(chat, draft) {
    this.#chat = chat;
    this.#address.value = draft.get("contact") ?? "";
    this.#address.addEventListener("input", () => draft.set("contact", this.#address.value));
    const label = element("label", { for: "contact-address" }, texts.contactLabel);
    // The server has the last word on an address; the browser's own bubbles would speak another language.
    this.#form = element("form", {
      testid: "contact-form", novalidate: true, onsubmit: (event) => this.#leave(event),
    }, label, this.#address, this.#problem, this.#send);
    this.box.append(this.#words, this.#form);
  }

  /** `contact` is null until it was offered, then `{ address }`; `online` people were there to be asked. */
  update(contact, online) {
    this.box.hidden = contact === null;
    if (contact === null) return;
    const mail = this.#chat.welcome?.mail === true;
    const sending = this.#chat.waiting("contact") !== undefined;
    setText(this.#words, contact.address ? texts.contactLeft(contact.address, mail)
      : texts.contactOffer(online, mail));
    this.#form.hidden = contact.address !== null;
    this.#send.disabled = sending;
    if (this.#chat.contactRefused) this.#complain();
  }

  #leave(event) {
    event.preventDefault();
    const address = this.#address.value.trim();
    if (!address || !this.#address.checkValidity()) return this.#complain();
    setText(this.#problem, "");
    this.#address.removeAttribute("aria-invalid");
    this.#chat.leaveAddress(address);
  }

  #complain() {
    setText(this.#problem, texts.contactInvalid);
    if (this.#address.getAttribute("aria-invalid")) return;
    this.#address.setAttribute("aria-invalid", "true");
    this.#address.focus();
    this.#send.scrollIntoView({ block: "nearest" });
  }
}
