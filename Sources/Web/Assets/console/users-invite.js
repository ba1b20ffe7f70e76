import { element } from "../shared/element.js";
import { openDialog } from "./form-dialog.js";
import { choices, copyButton, input, labelled, setError } from "./form-fields.js";
import { setBusy } from "./page-parts.js";
import { words as shared } from "./texts-pages.js";
import { words } from "./texts-users.js";

/** The roles with their sentences, from the most to the least. */
export function roleOptions() {
  return Object.entries(shared.roles).map(([value, label]) => ({ value, label, note: shared.roleNotes[value] }));
}

/** Asks for a person and shows the link that lets them in. */
export function openInvitation({ api, added }) {
  const form = words.form;
  let isMade = false;
  openDialog({
    title: form.title, testid: "invite-dialog", closed: () => isMade && added(),
    fill: (close) => {
      const name = input("invite-name", { type: "text", maxlength: 80, "data-testid": "invite-name" });
      const email = input("invite-email", { type: "email", maxlength: 254, "data-testid": "invite-email" });
      const error = element("p", { class: "form-error", role: "alert", hidden: true, "data-testid": "form-error" });
      const submit = element("button", { class: "button primary", type: "submit", "data-testid": "invite-submit" }, form.submit);
      let role = "agent";
      const made = element("form", { novalidate: true },
        labelled({ label: form.name, hint: form.nameHint }, name),
        labelled({ label: form.email }, email),
        choices({
          name: "invite-role", legend: form.role, options: roleOptions(), value: role,
          change: (value) => {
            role = value;
          },
        }),
        error,
        element("div", { class: "form-dialog-foot" },
          element("button", { class: "button", type: "button", on: { click: close } }, shared.cancel), submit));
      made.addEventListener("submit", async (event) => {
        event.preventDefault();
        if (submit.getAttribute("aria-disabled") === "true") return;
        setError(name, name.value.trim() === "" ? form.nameMissing : null);
        setError(email, /^\S+@\S+$/.test(email.value.trim()) ? null : form.emailMissing);
        const first = made.querySelector("[aria-invalid=true]");
        if (first) return first.focus();
        error.hidden = true;
        setBusy(submit, form.working);
        const answer = await api.post("/api/users", { name: name.value.trim(), email: email.value.trim(), role });
        setBusy(submit, null, form.submit);
        if (!answer.ok) {
          error.textContent = answer.error;
          error.hidden = false;
          return email.focus();
        }
        isMade = true;
        showLink(made.closest("dialog"), {
          title: words.link.inviteTitle(answer.body.user?.name ?? name.value.trim()),
          note: words.link.invite(name.value.trim()), link: answer.body.link, close,
        });
      });
      return made;
    },
  });
}

/** Turns a dialog into one that hands over a link, which is never shown again. */
export function showLink(dialog, { title, note, link, close }) {
  // A press beside it must not lose what is shown only once.
  dialog.dataset.keep = "";
  const field = input("made-link", { type: "text", readonly: true, value: link, "data-testid": "made-link" });
  field.addEventListener("focus", () => field.select());
  dialog.querySelector("h2").textContent = title;
  const [copy, said] = copyButton(() => link, field, { "data-testid": "copy-link" });
  dialog.querySelector(".form-dialog-body").replaceChildren(
    element("p", { id: "made-link-note" }, note),
    element("div", { class: "field" },
      element("label", { for: field.id }, words.link.label),
      element("div", { class: "copy-line" }, field, copy, said)),
    element("p", { class: "hint" }, words.link.again),
    element("div", { class: "form-dialog-foot" },
      element("button", { class: "button primary", type: "button", "data-testid": "link-done", on: { click: close } },
        words.link.done)));
  field.setAttribute("aria-describedby", "made-link-note");
  copy.focus();
}
