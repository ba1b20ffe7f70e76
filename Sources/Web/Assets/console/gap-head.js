import { element } from "../shared/element.js";
import { followInside, gapAddress } from "./gap-address.js";
import { gapName } from "./gap-facts.js";
import { about } from "./gap-row.js";
import { icon } from "./icons.js";
import { openMenu } from "./menu.js";
import { setBusy } from "./page-parts.js";
import { gapWords as words, words as all } from "./texts-gaps.js";
import { timeElement } from "./time.js";

const nameCharactersMax = 120;

/** The head of a gap: its name, which an editor changes in place, its kind, and what can be done with it. */
export class GapHead {
  #gap;
  #actions;

  constructor({ gap, isEditor, now_ms, actions, toList }) {
    this.#gap = gap;
    this.#actions = actions;
    this.title = element("div", { class: "gap-title" });
    this.element = element("header", { class: "gap-head" },
      element("p", { class: "crumb" },
        element("a", { href: gapAddress({ page: "list" }), "data-testid": "to-gaps", on: { click: followInside(toList) } },
          icon("back"), words.back)),
      element("div", { class: "gap-head-line" }, this.title, isEditor ? this.#buttons() : null),
      element("p", { class: "gap-about" }, isEditor && gap.state !== "merged" ? this.#kindButton() : this.#kind(), about(gap),
        element("span", {}, all.first, " ", timeElement(gap.first_at, now_ms), " · ", all.last, " ", timeElement(gap.last_at, now_ms))),
      gap.state === "dismissed"
        ? element("p", { class: "notice-line" }, words.dismissedAs(all.dismissals[gap.dismissal] ?? all.dismissals.other)) : null);
    this.isEditor = isEditor;
    this.#showName();
  }

  #showName({ takesFocus = false } = {}) {
    const change = this.isEditor && this.#gap.state !== "merged" ? element("button", {
      class: "icon-button rename", type: "button", "aria-label": words.rename, title: words.rename, "data-testid": "rename",
      on: { click: () => this.rename() },
    }, icon("pencil")) : null;
    this.title.replaceChildren(
      element("h1", { tabindex: -1, dir: "auto" }, gapName(this.#gap)), change ?? "");
    if (takesFocus) this.title.querySelector("h1").focus();
  }

  /** The heading becomes a field; Enter saves, Escape goes back. */
  rename() {
    const field = element("input", {
      id: "gap-name", class: "control gap-name-field", type: "text", maxlength: nameCharactersMax, autocomplete: "off",
      "aria-label": words.name, "aria-describedby": "gap-name-hint", "data-testid": "gap-name",
    });
    field.value = this.#gap.is_named ? this.#gap.name : "";
    field.placeholder = gapName(this.#gap);
    const save = element("button", { class: "button primary", type: "submit", "data-testid": "save-name" }, words.save);
    const cancel = () => this.#showName({ takesFocus: true });
    const form = element("form", { class: "gap-rename" }, field, save,
      element("button", { class: "button", type: "button", on: { click: cancel } }, words.cancel),
      element("p", { class: "hint", id: "gap-name-hint" }, words.nameHint));
    form.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      event.stopPropagation();
      cancel();
    });
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (save.getAttribute("aria-disabled") === "true") return;
      setBusy(save, words.saving);
      // When it was saved, the whole page is drawn anew.
      if (!(await this.#actions.rename(field.value.trim()))) setBusy(save, null, words.save);
    });
    this.title.replaceChildren(form);
    field.focus();
    field.select();
  }

  #buttons() {
    const button = (label, testid, work) => element("button", {
      class: "button", type: "button", "data-testid": testid, on: { click: work },
    }, label);
    const { state } = this.#gap;
    if (state === "merged") return null;
    return element("div", { class: "page-actions" },
      state === "open" ? button(words.merge, "merge", this.#actions.merge) : null,
      state === "open" ? button(words.dismiss, "dismiss", this.#actions.dismiss) : null,
      state === "dismissed" || state === "published" ? button(words.reopen, "reopen", this.#actions.reopen) : null);
  }

  #kind() {
    const { kind } = this.#gap;
    return element("span", { class: "gap-kind", "data-kind": kind, title: all.kindNotes[kind] }, all.kinds[kind] ?? kind);
  }

  #kindButton() {
    const { kind, kind_is_given: isGiven } = this.#gap;
    const button = element("button", {
      class: "gap-kind", "data-kind": kind, type: "button", "aria-haspopup": "menu", "aria-expanded": "false",
      "data-testid": "kind", title: `${all.kindNotes[kind]} ${isGiven ? words.kindGiven : words.kindFound}`,
    }, element("span", { class: "visually-hidden" }, `${words.kind}: `), all.kinds[kind] ?? kind, icon("chevron"));
    button.addEventListener("click", () => openMenu(button, words.kind, [
      ...Object.entries(all.kinds).map(([value, label]) => ({
        label, isChosen: value === kind, testid: `kind-${value}`, choose: () => value !== kind && this.#actions.kind(value),
      })),
      ...(isGiven ? [{ label: words.kindAuto, isChosen: false, testid: "kind-auto", choose: () => this.#actions.kind(null) }] : []),
    ]));
    return element("span", { class: "gap-kind-choice" }, button);
  }
}
