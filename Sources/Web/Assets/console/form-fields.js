import { element } from "../shared/element.js";
import { icon } from "./icons.js";
import { words } from "./texts-pages.js";

/** A labelled control with a hint below it and room for what is wrong with it. */
export function labelled({ label, hint, testid }, control) {
  const { id } = control;
  const parts = element("div", { class: "field", "data-testid": testid },
    element("label", { for: id }, label),
    control,
    hint ? element("p", { class: "hint", id: `${id}-hint` }, hint) : null,
    element("p", { class: "field-error", id: `${id}-error`, hidden: true }));
  control.setAttribute("aria-describedby", [hint ? `${id}-hint` : null, `${id}-error`].filter(Boolean).join(" "));
  return parts;
}

/** Says at a control what is wrong, or null that nothing is any more. */
export function setError(control, text) {
  const place = document.getElementById(`${control.id}-error`);
  if (!place) return;
  place.hidden = !text;
  place.textContent = text ?? "";
  if (text) control.setAttribute("aria-invalid", "true");
  else control.removeAttribute("aria-invalid");
}

export function input(id, attributes = {}) {
  return element("input", { id, name: id, class: "control", autocomplete: "off", ...attributes });
}

/** One of a few, each with a sentence: `options` are `{value, label, note}`. */
export function choices({ name, legend, options, value, disabled = false, change = () => {} }) {
  return element("fieldset", { class: "choices", disabled },
    element("legend", {}, legend),
    options.map((option) => element("label", { class: "choice" },
      element("input", {
        type: "radio", name, value: option.value, checked: option.value === value,
        on: { change: () => change(option.value) },
      }),
      element("span", {}, element("span", { class: "choice-label" }, option.label),
        element("span", { class: "choice-note" }, option.note)))));
}

const copied_ms = 2_000;

/** Copies a text, and says so on itself; where the browser forbids it, the text is selected instead. */
export function copyButton(text, source = null, attributes = {}) {
  const label = element("span", {}, words.copy);
  const made = element("button", { class: "button", type: "button", ...attributes }, icon("copy"), label);
  const said = element("span", { class: "visually-hidden", role: "status" });
  made.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text());
      label.textContent = words.copied;
    } catch {
      source?.select?.();
      label.textContent = source ? words.copyByHand : words.notCopied;
    }
    said.textContent = label.textContent;
    window.setTimeout(() => {
      label.textContent = words.copy;
      said.textContent = "";
    }, copied_ms);
  });
  return [made, said];
}
