import { element } from "../shared/element.js";
import { icon } from "./icons.js";
import { texts } from "./texts.js";

const words = texts.composer;
const heightShareMax = 0.35;
/** The count appears when so much of the limit is used. */
const countFrom = 0.9;

/** Where a reply is written, or one line that says why there is nothing to write now. */
class Composer extends HTMLElement {
  desk = null;
  #shownID = null;

  connectedCallback() {
    this.area = element("textarea", {
      id: "reply", rows: 1, "data-testid": "reply", "aria-label": words.label, placeholder: words.placeholder,
      "aria-describedby": "reply-keys", on: {
        input: () => this.#typed(), keydown: (event) => this.#key(event), blur: () => this.#stopTyping(),
      },
    });
    this.problem = element("span", { class: "is-failed", role: "alert" });
    this.button = element("button", { class: "button primary", type: "submit", "data-testid": "reply-send" },
      icon("send"), element("span", {}, words.send));
    this.form = element("form", { class: "composer", hidden: true, on: { submit: (event) => this.#submit(event) } },
      this.area,
      element("div", { class: "composer-foot" },
        element("span", { class: "hint", id: "reply-keys" }, words.keys), this.problem, this.button));
    this.note = element("p", { class: "composer-note" });
    this.append(this.form, this.note);
  }

  render(stale) {
    if (!stale.has("conversation") && !stale.has("inbox")) return;
    const { desk } = this;
    if (desk.openID === null) return;
    const { isMine, ...standing } = desk.standing(desk.openID);
    const mayWrite = isMine && desk.mayAnswer;
    const appears = mayWrite && this.form.hidden;
    this.form.hidden = !mayWrite;
    this.note.hidden = mayWrite;
    this.note.textContent = mayWrite ? "" : noteFor(standing, desk);
    if (this.#shownID !== desk.openID || appears) this.takeDraft(appears && this.#shownID === desk.openID);
    this.#shownID = desk.openID;
  }

  /** Shows the draft of the open conversation; focuses when the agent has just taken it. */
  takeDraft(focuses = true) {
    this.area.value = this.desk.drafts.of(this.desk.openID);
    this.#fit();
    if (focuses && !this.form.hidden) this.area.focus();
  }

  #typed() {
    this.desk.drafts.keep(this.desk.openID, this.area.value);
    this.#fit();
    this.desk.tellTyping(this.desk.openID, this.area.value.trim() !== "");
  }

  #stopTyping() {
    if (this.desk.openID !== null) this.desk.tellTyping(this.desk.openID, false);
  }

  #key(event) {
    // While an input method composes, Enter chooses a word.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.form.requestSubmit();
  }

  #submit(event) {
    event.preventDefault();
    const text = this.area.value.trim();
    if (text === "" || this.#isTooLong(text)) return this.area.focus();
    if (!this.desk.reply(this.desk.openID, text)) {
      this.problem.textContent = words.full;
      return;
    }
    this.area.value = "";
    this.desk.drafts.keep(this.desk.openID, "");
    this.#fit();
    this.area.focus();
  }

  #isTooLong(text) {
    return [...text].length > this.desk.charactersMax;
  }

  #fit() {
    const { value } = this.area;
    const most = this.desk.charactersMax;
    const count = value.length > most * countFrom ? [...value.trim()].length : 0;
    this.problem.textContent = count > most ? words.tooLong(count.toLocaleString("en"), most.toLocaleString("en")) : "";
    this.button.setAttribute("aria-disabled", String(value.trim() === "" || count > most));
    this.area.style.height = "auto";
    this.area.style.height = `${Math.min(this.area.scrollHeight + 2, window.innerHeight * heightShareMax)}px`;
  }
}

function noteFor({ status, agent }, desk) {
  const { work } = texts;
  if (!desk.mayAnswer && status !== null) return work.notAllowedNote;
  switch (status) {
    case "queued": return work.queuedNote;
    case "assistant": return work.assistantNote;
    case "assigned": return work.assignedNote(agent?.name ?? work.somebody);
    case "resolved": return work.resolvedNote;
    default: return "";
  }
}

customElements.define("baton-composer", Composer);
