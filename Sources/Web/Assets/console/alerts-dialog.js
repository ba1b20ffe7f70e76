import { element } from "../shared/element.js";
import { permission } from "./alert-teller.js";
import { afterSecondsMax } from "./alerts.js";
import { openDialog } from "./dialog.js";
import { icon } from "./icons.js";
import { deskTexts } from "./texts-desk.js";

const words = deskTexts.alerts;

/** What this browser says when a visitor waits. Each change counts at once. */
class AlertsDialog extends HTMLElement {
  teller = null;

  connectedCallback() {
    this.dialog = element("dialog", { class: "dialog alerts", "aria-labelledby": "alerts-title", "data-testid": "alerts" });
    this.append(this.dialog);
  }

  open() {
    this.#show();
    openDialog(this.dialog);
    this.dialog.querySelector("h2").focus();
  }

  #show() {
    const { values } = this.teller.preferences;
    const close = () => this.dialog.close();
    this.dialog.replaceChildren(
      element("header", { class: "dialog-head" },
        element("h2", { id: "alerts-title", tabindex: -1 }, words.title),
        element("button", { class: "icon-button", type: "button", "aria-label": deskTexts.keys.close, on: { click: close } },
          icon("close"))),
      element("div", { class: "dialog-body" },
        element("p", { class: "is-quiet" }, words.intro),
        this.#sound(values),
        this.#desktop(values),
        this.#when(values)),
      element("footer", { class: "dialog-foot" },
        element("button", { class: "button primary", type: "button", on: { click: close } }, words.close)));
  }

  #sound({ sound, volume }) {
    const slider = element("input", {
      type: "range", id: "alerts-volume", min: 5, max: 100, step: 5, value: Math.round(volume * 100),
      on: { change: () => this.#set({ volume: Number(slider.value) / 100 }) },
    });
    const tryIt = () => this.teller.play(Number(slider.value) / 100);
    return element("section", {},
      this.#check("alerts-sound", words.sound, sound, (isOn) => {
        this.#set({ sound: isOn });
        if (isOn) tryIt();
      }),
      element("div", { class: "alerts-more" },
        element("label", { for: "alerts-volume" }, words.volume), slider,
        element("button", { class: "button", type: "button", "data-testid": "alerts-try", on: { click: tryIt } }, words.try)));
  }

  #desktop({ desktop }) {
    const state = permission();
    const mayAsk = state === "default" || state === "granted";
    return element("section", {},
      this.#check("alerts-desktop", words.desktop, desktop && state === "granted", (isOn) => this.#switchDesktop(isOn), {
        disabled: !mayAsk, "aria-describedby": "alerts-permission",
      }),
      element("p", { class: "alerts-state is-quiet", id: "alerts-permission", role: "status" }, words.permission[state]));
  }

  async #switchDesktop(isOn) {
    if (isOn && permission() === "default") await Notification.requestPermission();
    this.#set({ desktop: isOn && permission() === "granted" });
    this.#show();
    this.dialog.querySelector("#alerts-desktop").focus();
  }

  #when({ onlyHidden, after_s }) {
    const number = element("input", {
      type: "number", id: "alerts-after", min: 0, max: afterSecondsMax, step: 5, value: after_s, inputmode: "numeric",
      "aria-describedby": "alerts-after-hint", on: { change: () => this.#set({ after_s: Number(number.value) || 0 }) },
    });
    return element("section", {},
      this.#check("alerts-hidden", words.onlyHidden, onlyHidden, (isOn) => this.#set({ onlyHidden: isOn })),
      element("div", { class: "alerts-after" },
        element("label", { for: "alerts-after" }, words.after), number, element("span", {}, words.seconds)),
      element("p", { class: "alerts-state is-quiet", id: "alerts-after-hint" }, words.afterHint));
  }

  #check(id, label, isOn, change, attributes = {}) {
    const input = element("input", {
      type: "checkbox", id, checked: isOn, "data-testid": id, ...attributes, on: { change: () => change(input.checked) },
    });
    return element("label", { class: "check", for: id }, input, element("span", {}, label));
  }

  #set(changes) {
    this.teller.preferences.set(changes);
  }
}

customElements.define("baton-alerts-dialog", AlertsDialog);
