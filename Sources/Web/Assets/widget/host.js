import { complain } from "./complain.js";

const CALLS_MAX = 100;

/** `window.Baton(…)`: what the host page may ask for; calls wait in `q` until the script is here. */
export class Host {
  #widget;
  #chat;
  #person;
  #options;
  #told = 0;
  #notify = {};

  constructor(widget, chat, person, options) {
    this.#widget = widget;
    this.#chat = chat;
    this.#person = person;
    this.#options = options;
  }

  /** `manual` pages wait for `Baton("boot")`. */
  begin(manual) {
    const queue = [...(window.Baton?.q ?? [])].slice(0, CALLS_MAX);
    const call = (name, value) => this.#call(name, value);
    window.Baton = call;
    this.#widget.onopened = () => this.#notify.onShow?.();
    this.#widget.onclosed = () => this.#notify.onHide?.();
    this.#chat.addEventListener("change", () => this.#tellUnread());
    if (!manual && !queue.some(([name]) => name === "boot")) this.#boot({});
    for (const entry of queue) call(...entry);
  }

  #call(name, value) {
    switch (name) {
    case "boot": return this.#boot(value ?? {});
    case "update": return this.#update(value ?? {});
    case "show": return this.#widget.open(value === "conversations");
    case "showNewMessage": return this.#widget.compose(String(value ?? ""));
    case "hide": return this.#widget.close();
    case "shutdown": return this.#widget.leave();
    case "onIdentityNeeded":
      this.#person.renew = value;
      return;
    default: return this.#listen(name, value);
    }
  }

  #listen(name, listener) {
    this.#notify[name] = listener;
    if (name === "onReady") listener();
    if (name === "onUnread") listener(this.#told);
  }

  #boot(options) {
    this.#person.accept(options);
    this.#apply(options);
    if (this.#widget.isConnected) return this.#update({});
    if (document.body) document.body.append(this.#widget);
    else document.addEventListener("DOMContentLoaded", () => document.body.append(this.#widget));
  }

  #update(options) {
    const changed = this.#person.accept(options);
    this.#apply(options);
    if (changed) this.#chat.identify();
    else this.#chat.sendProfile();
    this.#chat.pageChanged();
  }

  #apply(options) {
    Object.assign(this.#options, options);
    const { position = "right", attributes } = this.#options;
    if (!["left", "right"].includes(position)) complain("position", position);
    if (typeof attributes === "string") this.#options.attributes = readAttributes(attributes);
    this.#widget.dress(this.#options);
  }

  #tellUnread() {
    const { unread } = this.#chat;
    if (unread === this.#told) return;
    this.#told = unread;
    this.#notify.onUnread?.(unread);
  }
}

/** `data-attributes` is JSON. What cannot be read is left out: the chat matters more. */
function readAttributes(text) {
  try {
    return JSON.parse(text);
  } catch {
    complain("attributes", text);
    return {};
  }
}
