import { element } from "../shared/element.js";
import { qrCode } from "./account-qr.js";
import { recoveryPart } from "./account-recovery.js";
import { openDialog } from "./form-dialog.js";
import { copyButton, input, labelled, setError } from "./form-fields.js";
import { setBusy } from "./page-parts.js";
import { words as shared } from "./texts-pages.js";
import { words as all } from "./texts-account.js";

const words = all.totp;

/** The second step: its state, setting it up and switching it off. */
export function totpPart({ api, user, say }) {
  const box = element("div", { class: "totp", "data-testid": "totp" });

  function draw() {
    const isOn = user.has_totp === true;
    const act = isOn ? () => openRemoval({ api, done: () => turn(false, words.removed) })
      : () => openSetUp({ api, user, done: () => turn(true, words.enabled) });
    box.replaceChildren(
      element("span", { class: isOn ? "totp-state is-positive" : "totp-state is-quiet" }, isOn ? words.on : words.off),
      element("button", {
        class: "button", type: "button", "data-testid": isOn ? "totp-remove" : "totp-begin", on: { click: act },
      }, isOn ? words.remove : words.begin));
  }

  function turn(isOn, text) {
    user.has_totp = isOn;
    draw();
    box.querySelector("button").focus();
    say(text);
  }

  draw();
  return box;
}

/** A form of one step in a dialog: `submit` resolves to an answer of the API, `done` gets its body. */
function stepForm({ label, working, testid, close, fields, check, submit, done }) {
  const error = element("p", { class: "form-error", role: "alert", hidden: true, "data-testid": "form-error" });
  const button = element("button", { class: "button primary", type: "submit", "data-testid": testid }, label);
  const form = element("form", { novalidate: true }, fields, error,
    element("div", { class: "form-dialog-foot" },
      element("button", { class: "button", type: "button", on: { click: close } }, shared.cancel), button));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (button.getAttribute("aria-disabled") === "true" || !check()) return;
    error.hidden = true;
    setBusy(button, working);
    const answer = await submit();
    setBusy(button, null, label);
    if (answer.ok) return done(answer.body);
    error.textContent = answer.error;
    error.hidden = false;
    const last = form.querySelector("input:last-of-type");
    last?.focus();
    last?.select();
  });
  return form;
}

const passwordField = (id) => input(id, {
  type: "password", autocomplete: "current-password", maxlength: 1024, "data-testid": "totp-password",
});
const codeField = (id, attributes = {}) => input(id, {
  type: "text", inputmode: "numeric", autocomplete: "one-time-code", maxlength: 20, class: "control code",
  "data-testid": "totp-code", ...attributes,
});

function needed(field, text) {
  setError(field, field.value.trim() === "" ? text : null);
  if (field.value.trim() !== "") return true;
  field.focus();
  return false;
}

/** Password, then the picture and a code, then the recovery codes. */
function openSetUp({ api, user, done }) {
  let isOn = false;
  openDialog({
    title: words.scanTitle, testid: "totp-dialog", closed: () => isOn && done(),
    fill: (close) => {
      const password = passwordField("totp-password");
      const show = (parts, focus) => {
        const body = document.querySelector("[data-testid=totp-dialog] .form-dialog-body");
        body.replaceChildren(...parts);
        focus?.focus();
      };
      const scan = ({ secret, qr }) => {
        const code = codeField("totp-code");
        const grouped = secret.match(/.{1,4}/g).join(" ");
        show([
          element("p", {}, words.scan),
          qrCode(qr, words.qr),
          element("div", { class: "field" }, element("p", { class: "field-name" }, words.secret),
            element("div", { class: "copy-line" },
              element("code", { class: "secret-text", "data-testid": "totp-secret" }, grouped),
              ...copyButton(() => secret))),
          stepForm({
            label: words.confirm, working: words.confirming, testid: "totp-confirm", close,
            fields: labelled({ label: words.code, hint: words.codeHint }, code),
            check: () => needed(code, words.codeMissing),
            submit: () => api.post("/api/me/totp/confirm", { code: code.value.replace(/\s/g, "") }),
            done: ({ recovery }) => {
              isOn = true;
              keep(recovery);
            },
          }),
        ], code);
      };
      const keep = (codes) => {
        const dialog = document.querySelector("[data-testid=totp-dialog]");
        dialog.dataset.keep = "";
        dialog.querySelector("h2").textContent = words.recoveryTitle;
        show([recoveryPart(codes, user, close)], null);
        dialog.querySelector("[data-testid=recovery-done]").focus();
      };
      return stepForm({
        label: words.next, working: words.beginning, testid: "totp-next", close,
        fields: labelled({ label: words.password, hint: words.passwordHint }, password),
        check: () => needed(password, all.password.missing),
        submit: () => api.post("/api/me/totp/start", { password: password.value }),
        done: scan,
      });
    },
  });
}

function openRemoval({ api, done }) {
  let isOff = false;
  openDialog({
    title: words.removeTitle, testid: "totp-dialog", closed: () => isOff && done(),
    fill: (close) => {
      const [password, code] = [passwordField("totp-password"), codeField("totp-code", { inputmode: "text" })];
      return [element("p", { class: "is-quiet" }, words.removeNote), stepForm({
        label: words.remove, working: words.removing, testid: "totp-remove-confirm", close,
        fields: [labelled({ label: words.password }, password), labelled({ label: words.removeCode }, code)],
        check: () => needed(password, all.password.missing) && needed(code, all.secondStep.missing),
        submit: () => api.post("/api/me/totp/remove", { password: password.value, code: code.value.trim() }),
        done: () => {
          isOff = true;
          close();
        },
      })];
    },
  });
}
