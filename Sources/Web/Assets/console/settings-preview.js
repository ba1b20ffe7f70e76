import { element } from "../shared/element.js";
import { contrast, readable, textOn } from "../widget/accent.js";
import { icon } from "./icons.js";
import { longHex } from "./settings-fields.js";
import { words as all } from "./texts-settings.js";

const words = all.preview;
const standardAccents = { light: "#3450c8", dark: "#a3b4ff" };

/** The widget's own surfaces: its accent must be readable on all of them. */
const surfaces = {
  light: [[255, 255, 255], [243, 244, 246]],
  dark: [[23, 25, 29], [35, 38, 44]],
};

/** How the chat will look, in both schemes at once, with the accent as it will be corrected. */
export class AppearancePreview {
  element = element("div", { class: "previews", role: "group", "aria-label": words.title });
  #schemes = {};

  constructor() {
    for (const scheme of ["light", "dark"]) {
      const parts = {
        name: element("span", { class: "pv-name" }),
        greeting: element("p", { class: "pv-bubble" }),
        openings: element("div", { class: "pv-openings" }),
        contrast: element("p", { class: "hint", "data-testid": `contrast-${scheme}` }),
      };
      const frame = element("div", { class: `pv pv-${scheme}` },
        element("div", { class: "pv-panel" },
          element("div", { class: "pv-head" }, element("span", { class: "pv-picture" }, icon("spark")), parts.name),
          element("div", { class: "pv-body" }, parts.greeting, parts.openings,
            element("p", { class: "pv-bubble pv-mine" }, words.question))),
        element("span", { class: "pv-launcher" }, icon("chat")));
      this.#schemes[scheme] = { ...parts, frame };
      this.element.append(element("figure", {},
        element("figcaption", {}, words[scheme]), frame, parts.contrast));
    }
  }

  /** `value(key)` gives what the form holds now. */
  show(value) {
    for (const [scheme, parts] of Object.entries(this.#schemes)) {
      parts.name.textContent = value("assistant_name");
      parts.greeting.textContent = value("greeting");
      const openings = value("opening_questions") || [];
      parts.openings.replaceChildren(...openings.filter((line) => line.trim() !== "").slice(0, 4)
        .map((line) => element("span", { class: "pv-opening" }, line)));
      this.#colour(scheme, parts, value("accent"));
    }
  }

  #colour(scheme, { frame, contrast: line }, text) {
    const given = rgb(longHex(text || standardAccents[scheme]) ?? standardAccents[scheme]);
    const corrected = readable(given, surfaces[scheme]);
    frame.style.setProperty("--pv-accent", hex(corrected));
    frame.style.setProperty("--pv-on-accent", hex(textOn(corrected)));
    const [ratio, before] = [corrected, given].map((colour) => lowest(colour, surfaces[scheme]).toFixed(1));
    const moved = scheme === "dark" ? words.lightened : words.darkened;
    line.textContent = hex(given) === hex(corrected) ? words.asIs(ratio) : moved(hex(corrected), ratio, before);
  }
}

function lowest(colour, grounds) {
  return Math.min(...grounds.map((ground) => contrast(colour, ground)));
}

function rgb(text) {
  return [1, 3, 5].map((at) => Number.parseInt(text.slice(at, at + 2), 16));
}

function hex(colour) {
  return `#${colour.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}
