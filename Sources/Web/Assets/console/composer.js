import { element } from "../shared/element.js";
import { icon } from "./icons.js";
import { nameOf } from "./names.js";
import { texts } from "./texts.js";

const words = texts.composer;
const heightShareMax = 0.35;
/** The count appears when so much of the limit is used. */
const countFrom = 0.9;

/** Where a reply or a note is written, or one line that says why there is nothing to write now. */
class Composer extends HTMLElement {
  desk = null;
  #kind = "reply";
  #shownID = null;

  connectedCallback() {
    this.area = element("textarea", {
      id: "reply", rows: 1, "data-testid": "reply", "aria-describedby": "reply-keys", on: {
        input: () => this.#typed(), keydown: (event) => this.#key(event), blur: () => this.#stopTyping(),
      },
    });
    this.problem = element("span", { class: "is-failed", role: "alert" });
    this.button = element("button", { class: "button primary", type: "submit", "data-testid": "reply-send" });
    this.hint = element("span", { class: "hint", id: "reply-keys" });
    this.kinds = new Map(["reply", "note"].map((kind) => [kind, this.#kindSwitch(kind)]));
    this.close = element("button", {
      class: "icon-button", type: "button", "aria-label": words.closeNote, title: words.closeNote,
      "data-testid": "close-note", on: { click: () => this.write("reply") },
    }, icon("close"));
    this.collision = element("p", { class: "collision", role: "alert", "data-testid": "collision", hidden: true });
    this.form = element("form", { class: "composer", hidden: true, on: { submit: (event) => this.#submit(event) } },
      element("fieldset", { class: "kinds" },
        element("legend", { class: "visually-hidden" }, words.kinds),
        [...this.kinds.values()].map(({ label }) => label),
        element("span", { class: "only-team" }, icon("lock"), words.onlyTeam), this.close),
      this.collision,
      this.area,
      element("div", { class: "composer-foot" }, this.hint, this.problem, this.button));
    this.addNote = element("button", {
      class: "link-button", type: "button", "data-testid": "add-note", on: { click: () => this.write("note") },
    }, words.addNote);
    this.noteText = element("span");
    this.note = element("p", { class: "composer-note" }, this.noteText, this.addNote);
    this.append(this.form, this.note);
  }

  #kindSwitch(kind) {
    const input = element("input", {
      type: "radio", name: "composer-kind", value: kind, "data-testid": `kind-${kind}`,
      on: { change: () => this.#choose(kind) },
    });
    return { input, label: element("label", {}, input, element("span", {}, words.kind[kind])) };
  }

  render(stale) {
    if (!stale.has("conversation") && !stale.has("inbox")) return;
    const { desk } = this;
    if (desk.openID === null) return;
    const isOther = this.#shownID !== desk.openID;
    const { isMine, ...standing } = desk.standing(desk.openID);
    this.mayReply = isMine && desk.mayAnswer;
    // Back from a reload, an unfinished note is where it was.
    if (isOther) this.#kind = this.#startsWithNote() ? "note" : "reply";
    const wasHidden = this.form.hidden;
    this.form.hidden = !this.mayReply && this.#kind === "reply";
    const appears = !this.form.hidden && wasHidden;
    this.note.hidden = !this.form.hidden;
    this.noteText.textContent = this.form.hidden ? noteFor(standing, desk) : "";
    this.addNote.hidden = !desk.mayNote || standing.status === null;
    if (isOther || appears) this.#show(appears && !isOther);
    else this.#showKind();
    this.#shownID = desk.openID;
  }

  /** Goes on writing this kind, with the focus where the words go. */
  write(kind) {
    if (kind === "note" && !this.desk.mayNote) return;
    this.#choose(kind);
    if (!this.form.hidden) this.area.focus();
    else if (!this.note.hidden) this.addNote.focus();
  }

  #startsWithNote() {
    const { desk } = this;
    const hasDraft = (kind) => desk.drafts.of(desk.openID, kind) !== "";
    return desk.mayNote && hasDraft("note") && !(this.mayReply && hasDraft("reply"));
  }

  #choose(kind) {
    this.#stopTyping();
    this.#kind = kind;
    this.form.hidden = !this.mayReply && kind === "reply";
    this.note.hidden = !this.form.hidden;
    if (this.form.hidden) this.render(new Set(["conversation"]));
    this.#show(false);
  }

  /** Shows the draft of the open conversation; focuses when the agent has just taken it. */
  #show(focuses) {
    this.area.value = this.desk.drafts.of(this.desk.openID, this.#kind);
    this.collision.hidden = true;
    this.#showKind();
    this.#fit();
    if (focuses) this.area.focus();
  }

  #showKind() {
    const isNote = this.#kind === "note";
    this.form.classList.toggle("is-note", isNote);
    this.kinds.get(this.#kind).input.checked = true;
    this.kinds.get("reply").label.hidden = !this.mayReply;
    this.kinds.get("note").label.hidden = !this.desk.mayNote;
    this.close.hidden = this.mayReply;
    this.hint.textContent = isNote ? words.noteKeys : words.keys;
    if (this.area.getAttribute("aria-label") !== words.labels[this.#kind]) {
      this.area.setAttribute("aria-label", words.labels[this.#kind]);
      this.area.placeholder = words.placeholders[this.#kind];
    }
    this.#label(this.collision.hidden ? words.send[this.#kind] : words.sendAnyway);
  }

  #label(label) {
    if (this.button.textContent === label) return;
    this.button.replaceChildren(icon(this.#kind === "note" ? "lock" : "send"), element("span", {}, label));
  }

  #typed() {
    const { desk } = this;
    desk.drafts.keep(desk.openID, this.area.value, this.#kind, desk.opened?.lastSeq ?? 0);
    this.#fit();
    // A note is nothing that the visitor waits for.
    if (this.#kind === "reply") desk.tellTyping(desk.openID, this.area.value.trim() !== "");
  }

  #stopTyping() {
    if (this.desk.openID !== null && this.mayReply) this.desk.tellTyping(this.desk.openID, false);
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
    const { desk } = this;
    if (this.#meetsSomebody()) return;
    if (!desk.write(this.#kind, desk.openID, text)) {
      this.problem.textContent = words.full;
      return;
    }
    desk.drafts.keep(desk.openID, "", this.#kind);
    this.#show(true);
  }

  /** Whether a colleague wrote since this was begun: then it is said first, and the next Enter sends. */
  #meetsSomebody() {
    const { desk } = this;
    const after = desk.drafts.begunAfter(desk.openID, this.#kind);
    const others = after === null ? [] : desk.opened?.items.saidByOthers(after, desk.user.id) ?? [];
    if (others.length === 0) return false;
    const last = others.at(-1);
    desk.drafts.caughtUp(desk.openID, this.#kind, desk.opened.lastSeq);
    const name = nameOf(last.author, desk);
    this.collision.textContent = last.isNote ? words.collisionNote(name) : words.collision(name);
    this.collision.hidden = false;
    this.#showKind();
    this.area.focus();
    return true;
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
  if (!desk.mayAnswer && status !== null) return desk.mayNote ? work.notAllowedNote : work.onlyReadNote;
  switch (status) {
    case "queued": return work.queuedNote;
    case "assistant": return work.assistantNote;
    case "assigned": return work.assignedNote(agent?.name ?? work.somebody);
    case "resolved": return work.resolvedNote;
    default: return "";
  }
}

customElements.define("baton-composer", Composer);
