import { element } from "../shared/element.js";
import { words } from "./texts-editor.js";

export const titleCharactersMax = 200;
const areaCharactersMax = 64;
/** Offered by name; an article in another language keeps its own. */
const languages = [
  "ar", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "he", "hi", "hu", "id", "it", "ja", "ko", "lt", "lv", "nb", "nl", "pl",
  "pt", "ro", "ru", "sk", "sl", "sv", "th", "tr", "uk", "vi", "zh",
];

/** Title, area, language and audience of an article. */
export class EditorFields {
  constructor({ changed, areas }) {
    const on = { input: changed, change: changed };
    this.title = element("textarea", {
      id: "article-title", class: "editor-title", rows: 1, maxlength: titleCharactersMax, dir: "auto", "aria-label": words.title,
      placeholder: words.titlePlaceholder, "data-testid": "article-title", "aria-describedby": "article-title-error",
      on: { ...on, keydown: (event) => this.#key(event) },
    });
    this.area = element("input", {
      id: "article-area", class: "control", type: "text", maxlength: areaCharactersMax, list: "article-areas", autocomplete: "off",
      placeholder: words.areaPlaceholder, "data-testid": "article-area", on,
    });
    this.language = select("article-language", [], on);
    this.audience = select("article-audience", Object.entries(words.audiences), on);
    this.details = element("section", { class: "editor-details", "aria-label": words.details },
      field(words.area, this.area), field(words.language, this.language), field(words.audience, this.audience),
      element("datalist", { id: "article-areas" }, areas.map((area) => element("option", { value: area }))));
  }

  get value() {
    return {
      title: this.title.value.replace(/\s+/g, " ").trim(), area: this.area.value.trim() || null, language: this.language.value,
      audience: this.audience.value,
    };
  }

  set value({ title, area, language, audience }) {
    this.title.value = title ?? "";
    this.area.value = area ?? "";
    const known = [...new Set([...languages, language].filter(Boolean))];
    this.language.replaceChildren(...known.map((code) => [code, languageName(code)])
      .sort(([, one], [, other]) => one.localeCompare(other, "en"))
      .map(([value, label]) => element("option", { value }, label)));
    this.language.value = language ?? "en";
    this.audience.value = audience ?? "everyone";
  }

  /** A title is one line: Enter goes on to the text. */
  #key(event) {
    if (event.key !== "Enter" || event.isComposing || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    document.getElementById("article-text")?.focus();
  }
}

export function languageName(code) {
  try {
    return new Intl.DisplayNames(["en"], { type: "language" }).of(code) ?? code;
  } catch {
    return code;
  }
}

function select(id, options, on) {
  return element("select", { id, class: "control", "data-testid": id, on },
    options.map(([value, label]) => element("option", { value }, label)));
}

function field(label, control) {
  return element("div", { class: "field" }, element("label", { for: control.id }, label), control);
}
