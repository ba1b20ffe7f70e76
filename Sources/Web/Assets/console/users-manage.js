import { element } from "../shared/element.js";
import { openDialog } from "./form-dialog.js";
import { choices } from "./form-fields.js";
import { setBusy, workButton } from "./page-parts.js";
import { words } from "./texts-users.js";
import { roleOptions, showLink } from "./users-invite.js";

const confirm_ms = 5_000;

/** What an administrator can do about one person, each with what follows from it. */
export function openUser({ api, user, isYou, isLast, changed }) {
  let said = null;
  let isChanged = false;
  const path = `/api/users/${encodeURIComponent(user.id)}`;
  openDialog({
    title: user.name, testid: "user-dialog", closed: () => isChanged && changed(said),
    fill: (close) => {
      const error = element("p", { class: "form-error", role: "alert", hidden: true, "data-testid": "form-error" });
      /** Asks the server, and says here what it refused. */
      const ask = async (aspect, body, text) => {
        error.hidden = true;
        const answer = await api.post(`${path}/${aspect}`, body);
        if (!answer.ok) {
          error.textContent = answer.error;
          error.hidden = false;
          error.scrollIntoView({ block: "nearest" });
          return null;
        }
        isChanged = true;
        said = text;
        return answer.body ?? {};
      };
      const andClose = async (...asked) => (await ask(...asked)) && close();
      return [
        element("p", { class: "is-quiet form-dialog-note" }, user.email),
        rolePart({ user, isYou, isLast, andClose }),
        element("div", { class: "acts" }, acts({ user, isYou, isLast, ask, andClose, close })),
        error,
      ];
    },
  });
}

function rolePart({ user, isYou, isLast, andClose }) {
  let wanted = user.role;
  const save = workButton(words.role.save, () => andClose(
    "role", { role: wanted }, words.done.role(user.name, words.rolesInWords[wanted])),
  { working: words.role.saving, kind: "primary", "data-testid": "role-save", hidden: true });
  const own = element("p", { class: "hint", hidden: true }, words.role.own);
  const fieldset = choices({
    name: "user-role", legend: words.role.legend, options: roleOptions(), value: user.role, disabled: isLast,
    change: (value) => {
      wanted = value;
      save.hidden = wanted === user.role;
      own.hidden = save.hidden || !isYou;
    },
  });
  return element("div", { class: "role-part" }, fieldset,
    isLast ? element("p", { class: "hint" }, words.role.last) : null, own, save);
}

function acts({ user, isYou, isLast, ask, andClose, close }) {
  const act = (name, button, note = null) => {
    const [title, text] = words.actions[name];
    return element("div", { class: "act" },
      element("div", {}, element("h3", {}, title), element("p", { class: "hint" }, note ?? text)), button);
  };
  const link = async (event) => {
    const dialog = event.currentTarget.closest("dialog");
    const button = event.currentTarget;
    if (button.getAttribute("aria-disabled") === "true") return;
    setBusy(button, words.form.working);
    const made = await ask("reset", {}, null);
    setBusy(button, null, words.actions.reset[2]);
    if (made?.link) showLink(dialog, {
      title: words.link.resetTitle(user.name), link: made.link, close,
      note: user.invited ? words.link.invite(user.name) : words.link.reset(user.name),
    });
  };
  const linkButton = element("button", { class: "button", type: "button", "data-testid": "reset-link", on: { click: link } },
    words.actions.reset[2]);
  const made = [];
  if (!user.disabled) made.push(act(user.invited ? "invite" : "reset", linkButton));
  if (!user.invited && !user.disabled) {
    made.push(act("signOut", sure("signOut", () => andClose("sign-out", {}, words.done.signOut(user.name)))));
  }
  if (user.has_totp) {
    made.push(act("totpOff", sure("totpOff", () => andClose("totp-off", {}, words.done.totpOff(user.name)))));
  }
  if (user.disabled) {
    made.push(act("enable", workButton(words.actions.enable[2],
      () => andClose("disabled", { disabled: false }, words.done.enabled(user.name)), { "data-testid": "enable" })));
  } else {
    const refusal = isLast ? words.actions.lastDisable : isYou ? words.actions.ownDisable : null;
    const button = refusal ? null
      : sure("disable", () => andClose("disabled", { disabled: true }, words.done.disabled(user.name)), "danger");
    made.push(act("disable", button, refusal));
  }
  return made;
}

/** A button that asks for a second press, so that nobody is locked out by a slip. */
function sure(name, work, kind = "") {
  const label = words.actions[name][2];
  let isArmed = false;
  let timer = null;
  const disarm = (button) => {
    isArmed = false;
    button.textContent = label;
  };
  const button = element("button", { class: `button ${kind}`.trim(), type: "button", "data-testid": `act-${name}` }, label);
  button.addEventListener("click", async () => {
    if (button.getAttribute("aria-disabled") === "true") return;
    if (!isArmed) {
      isArmed = true;
      button.textContent = words.actions.confirm;
      timer = window.setTimeout(() => disarm(button), confirm_ms);
      return;
    }
    window.clearTimeout(timer);
    setBusy(button, label);
    await work();
    setBusy(button, null, label);
    isArmed = false;
  });
  return element("span", { class: "sure", "aria-live": "polite" }, button);
}
