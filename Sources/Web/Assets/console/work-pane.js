import { element } from "../shared/element.js";
import { icon } from "./icons.js";
import { visitorName } from "./names.js";
import { noticeWords } from "./notice-words.js";
import { texts } from "./texts.js";
import "./brief-card.js";
import "./composer.js";
import "./conversation-view.js";

const words = texts.work;
/** How long the second press of a key counts as an answer to the question. */
const again_ms_max = 4_000;
const answering = [
  { type: "accept", testid: "accept", class: "primary" },
  { type: "give_back", testid: "give-back", class: "" },
  { type: "resolve", testid: "resolve", class: "" },
];

/** The open conversation: its head with what can be done, the notice, the brief, the messages and the composer. */
class WorkPane extends HTMLElement {
  desk = null;

  connectedCallback() {
    this.who = element("h2", { class: "work-who", tabindex: -1 });
    this.standing = element("span");
    this.viewers = element("span", { class: "viewers", role: "status", "data-testid": "viewers" });
    this.buttons = new Map(answering.map((action) => [action.type, this.#button(action)]));
    this.parts = ["brief-card", "conversation-view", "composer"].map((name) =>
      Object.assign(document.createElement(`baton-${name}`), { desk: this.desk }));
    this.notice = this.#makeNotice();
    this.open = element("div", { class: "work-open", hidden: true },
      this.#head(), this.notice, ...this.parts);
    this.noneTitle = element("h2");
    this.noneHint = element("p");
    this.none = element("div", { class: "empty work-none" }, this.noneTitle, this.noneHint);
    this.append(element("section", { class: "work-pane", "aria-label": words.label }, this.open, this.none));
    this.render(new Set(["conversation", "notice"]));
  }

  #head() {
    const back = () => this.#ask("open-conversation", { id: null });
    const about = () => this.#ask("toggle-context");
    return element("header", { class: "work-head" },
      element("button", {
        class: "icon-button back", type: "button", "aria-label": words.back, on: { click: back },
      }, icon("back")),
      element("div", { class: "work-title" },
        this.who, element("p", { class: "work-standing" }, this.standing, this.viewers)),
      element("div", { class: "work-actions" }, [...this.buttons.values()]),
      element("button", {
        class: "icon-button about", type: "button", "aria-label": words.about, title: words.about,
        on: { click: about },
      }, icon("person")));
  }

  #ask(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { bubbles: true, detail }));
  }

  #button({ type, testid, class: kind }) {
    return element("button", {
      class: `button ${kind}`, type: "button", "data-testid": testid, hidden: true,
      on: { click: () => this.#act(type) },
    });
  }

  #makeNotice() {
    this.noticeText = element("span", { "data-testid": "notice-text" });
    this.noticeAction = element("button", {
      class: "link-button", type: "button", on: { click: () => this.#actOnNotice() },
    });
    const dismiss = element("button", {
      class: "icon-button", type: "button", "aria-label": texts.notices.dismiss,
      on: { click: () => this.desk.notify(null) },
    }, icon("close"));
    return element("div", { class: "notice", role: "status", "data-testid": "notice", hidden: true },
      this.noticeText, this.noticeAction, dismiss);
  }

  #actOnNotice() {
    const { kind, conversation } = this.desk.notice;
    if (kind === "unsent") this.#ask("sign-out");
    else this.#ask("open-conversation", { id: conversation });
  }

  /** What a key asks for: the button's work, when it is offered. Resolving asks for a second press. */
  press(type) {
    const button = this.buttons.get(type);
    if (button.hidden || this.open.hidden) return false;
    const isSure = this.desk.notice?.kind === "press_again" && this.desk.notice.conversation === this.desk.openID;
    if (type === "resolve" && !isSure) this.#askAgain();
    else this.#act(type);
    return true;
  }

  #askAgain() {
    const notice = { kind: "press_again", conversation: this.desk.openID };
    this.desk.notify(notice);
    setTimeout(() => {
      if (this.desk.notice === notice) this.desk.notify(null);
    }, again_ms_max);
  }

  /** Begins a note, or a reply; false when there is nothing to write now. */
  write(kind) {
    if (this.open.hidden || !(kind === "note" ? this.desk.mayNote : this.buttons.get("resolve").hidden === false)) return false;
    this.parts[2].write(kind);
    return true;
  }

  #act(type) {
    if (this.buttons.get(type).getAttribute("aria-disabled") === "true") return;
    this.desk.act(type, this.desk.openID);
  }

  render(stale) {
    const isRelevant = ["conversation", "inbox", "notice", "connection", "beat"].some((type) => stale.has(type));
    if (isRelevant) this.#renderFrame();
    for (const part of this.parts) part.render(stale);
  }

  #renderFrame() {
    const { desk } = this;
    const state = desk.opened;
    const isShown = state !== null && !state.isUnknown;
    const wasShown = !this.open.hidden && this.shownID === desk.openID;
    this.open.hidden = !isShown;
    this.none.hidden = isShown;
    this.#renderNotice();
    if (!isShown) {
      this.shownID = null;
      this.noneTitle.textContent = state ? words.unknown : words.none;
      this.noneHint.textContent = state ? words.unknownHint : words.noneHint;
      return;
    }
    this.shownID = desk.openID;
    this.who.textContent = visitorName(desk.inbox.row(state.id) ?? desk.facts.visitorRow(state.id));
    this.#renderViewers(state.id);
    this.#renderStanding(desk.standing(state.id), state.id);
    // A row that was opened by a key hands the focus on, so that Escape and Tab begin here.
    if (!wasShown) this.who.focus({ preventScroll: true });
  }

  #renderStanding({ status, agent, isMine }, id) {
    this.standing.textContent = status === "assigned"
      ? isMine ? words.assignedToYou : words.assigned(agent?.name ?? words.somebody)
      : words.statuses[status] ?? "";
    const may = this.desk.mayAnswer;
    this.#renderButton("accept", may && !isMine && status !== "resolved", id,
      status === "queued" ? words.accept : words.takeOver);
    this.buttons.get("accept").classList.toggle("primary", status !== "assigned");
    this.#renderButton("give_back", may && isMine, id, words.giveBack);
    this.#renderButton("resolve", may && isMine, id, words.resolve);
  }

  /** Colleagues who have it open, so that two do not answer one. */
  #renderViewers(id) {
    const { desk } = this;
    const typing = desk.typing.in(id, desk.clock.now_ms()).filter(({ kind }) => kind === "agent");
    const viewers = desk.facts.viewers(id).filter((viewer) => viewer.id !== desk.user.id);
    const names = (people) => [...new Set(people.map(({ name }) => name ?? words.somebody))];
    const shown = typing.length > 0
      ? words.writingToo(names(typing))
      : viewers.length > 0 ? words.hereToo(names(viewers)) : "";
    if (this.viewers.textContent !== shown) this.viewers.textContent = shown;
    this.viewers.classList.toggle("is-typing", typing.length > 0);
  }

  #renderButton(type, isShown, id, label) {
    const button = this.buttons.get(type);
    const pending = this.desk.actions.of(id);
    const hadFocus = document.activeElement === button;
    button.hidden = !isShown;
    button.textContent = label;
    button.classList.toggle("busy", pending === type);
    if (pending) button.setAttribute("aria-disabled", "true");
    else button.removeAttribute("aria-disabled");
    // A button that has done its work goes; the focus must not fall to the top of the page.
    if (hadFocus && !isShown) this.who.focus({ preventScroll: true });
  }

  #renderNotice() {
    const { notice } = this.desk;
    this.notice.hidden = notice === null;
    // Without an open conversation the notice is still to be seen.
    const place = this.open.hidden ? this.none : this.open;
    if (this.notice.parentElement !== place) place.insertBefore(this.notice, this.open.hidden ? null : this.parts[0]);
    if (!notice) return;
    const shown = noticeWords(notice, this.desk);
    if (this.noticeText.textContent !== shown) this.noticeText.textContent = shown;
    const action = { unsent: texts.notices.signOutAnyway, not_sent: texts.notices.show }[notice.kind];
    this.noticeAction.hidden = action === undefined;
    this.noticeAction.textContent = action ?? "";
  }
}

customElements.define("baton-work-pane", WorkPane);
