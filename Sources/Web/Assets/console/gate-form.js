import { element } from "../shared/element.js";

/** A labelled field. `hint` stands below it and is read with it. */
export function field({ id, label, hint, ...attributes }) {
  const hintID = hint ? `${id}-hint` : null;
  return element("div", { class: "field" },
    element("label", { for: id }, label),
    element("input", { id, "aria-describedby": hintID, ...attributes }),
    hint ? element("p", { class: "hint", id: hintID }, hint) : null);
}

/**
 * A form at the door: one request at a time, the error next to the button, and what was typed stays.
 * `submit` resolves to an answer of the API; `done` gets its body.
 */
export function gateForm({ testid, buttonID, label, working, fields, submit, done }) {
  const error = element("p", { class: "form-error", role: "alert", "data-testid": "form-error", hidden: true });
  const button = element("button", { class: "button primary", type: "submit", "data-testid": buttonID }, label);
  const form = element("form", { class: "gate-form", "data-testid": testid, novalidate: true }, fields, error, button);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (button.getAttribute("aria-disabled") === "true") return;
    error.hidden = true;
    button.setAttribute("aria-disabled", "true");
    button.textContent = working;
    const answer = await submit(new FormData(form));
    button.removeAttribute("aria-disabled");
    button.textContent = label;
    if (answer.ok) return done(answer.body);
    error.textContent = answer.error;
    error.hidden = false;
    focusFirstEmpty(form);
  });
  return form;
}

function focusFirstEmpty(form) {
  const inputs = [...form.querySelectorAll("input:not([readonly])")].filter((input) => input.checkVisibility());
  const field = inputs.find((input) => input.value === "") ?? inputs.at(-1);
  field?.focus();
}
