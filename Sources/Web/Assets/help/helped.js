import { element } from "../shared/element.js";
import { say } from "./words.js";

const VISIT_KEY = "baton-help-visit";
const REQUEST_MS_MAX = 10_000;

/** "Did this help?": one answer a visit and revision, the last one counts. */
export class HelpedQuestion {
  #section;
  #said;
  #buttons;
  #request = null;

  constructor(section) {
    this.#section = section;
    this.#said = section.querySelector(".helped-said");
    this.#buttons = [...section.querySelectorAll("button")];
    for (const button of this.#buttons) {
      button.setAttribute("aria-pressed", "false");
      button.addEventListener("click", () => this.#answer(button.value === "yes"));
    }
  }

  async #answer(helped) {
    this.#show(helped);
    this.#request?.abort();
    const request = new AbortController();
    this.#request = request;
    const timer = setTimeout(() => request.abort("late"), REQUEST_MS_MAX);
    const { article, revision } = this.#section.dataset;
    const isStored = await stored(
      { article, revision: Number(revision), helped, visit: visit() }, request.signal);
    clearTimeout(timer);
    if (this.#request !== request) return;
    if (!isStored) {
      this.#show(null);
      this.#said.textContent = say("not_sent");
    }
  }

  #show(helped) {
    for (const button of this.#buttons) {
      button.setAttribute("aria-pressed", String((button.value === "yes") === helped && helped !== null));
    }
    if (helped === null) return;
    this.#said.replaceChildren(helped ? say("thanks") : say("sorry"));
    if (helped) return;
    const ask = element("button", { type: "button", class: "ask", "data-testid": "helped-ask" }, say("ask"));
    ask.addEventListener("click", openChat);
    this.#said.append(" ", ask);
  }
}

async function stored(answer, signal) {
  try {
    const response = await fetch("/api/help/helped", {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(answer), signal,
    });
    return response.ok;
  } catch {
    return false;
  }
}

/** The widget may not be there yet: then its queue holds the wish. */
function openChat() {
  window.Baton ??= function queue() {
    (queue.q ??= []).push(arguments);
  };
  window.Baton("show");
}

/** An id that lives as long as the tab; without storage as long as the page. */
let madeHere = null;

function visit() {
  try {
    const known = sessionStorage.getItem(VISIT_KEY);
    if (known) return known;
    const made = randomID();
    sessionStorage.setItem(VISIT_KEY, made);
    return made;
  } catch {
    madeHere ??= randomID();
    return madeHere;
  }
}

function randomID() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
