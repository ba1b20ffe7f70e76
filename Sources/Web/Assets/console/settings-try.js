import { element } from "../shared/element.js";
import { input, labelled, setError } from "./form-fields.js";
import { icon } from "./icons.js";
import { setBusy } from "./page-parts.js";
import { words as all } from "./texts-settings.js";

const words = all.tryOut;
/** A model may take its time to load; the server gives up before this. */
const try_ms_max = 90_000;
const tick_ms = 1_000;

/**
 * Tries the values as they stand, saved or not, and shows each step. `kind` is "model" or "mail"; `values()` gives what
 * is not saved yet.
 */
export function tryPanel({ kind, api, user, values }) {
  const isMail = kind === "mail";
  const button = element("button", { class: "button", type: "button", "data-testid": `try-${kind}` }, words[kind]);
  const result = element("div", { class: "try-result", "data-testid": "try-result" });
  const status = element("p", { class: "try-status", role: "status" });
  const to = isMail ? input("try-mail-to", { type: "email", value: user.email, maxlength: 254 }) : null;

  async function run() {
    if (button.getAttribute("aria-disabled") === "true") return;
    if (isMail && !to.value.includes("@")) {
      setError(to, words.needsAddress);
      return to.focus();
    }
    if (isMail) setError(to, null);
    setBusy(button, words[kind]);
    result.replaceChildren();
    const began_ms = performance.now();
    const elapsed = () => Math.round((performance.now() - began_ms) / 1000);
    status.textContent = words.running(0);
    // The seconds are for the eye; a screen reader hears the beginning and the end.
    const tick = window.setInterval(() => {
      status.setAttribute("role", "presentation");
      status.textContent = words.running(elapsed());
    }, tick_ms);
    const body = isMail ? { to: to.value.trim(), values: values() } : { values: values() };
    const answer = await api.ask("POST", `/api/settings/try-${kind}`, body, try_ms_max);
    window.clearInterval(tick);
    setBusy(button, null, words[kind]);
    status.setAttribute("role", "status");
    show(answer, (performance.now() - began_ms) / 1000);
  }

  function show(answer, seconds) {
    if (!answer.ok) {
      status.className = "try-status is-failed";
      status.textContent = words.failed(answer.error);
      return;
    }
    const { ok, steps = [] } = answer.body;
    status.className = ok ? "try-status is-positive" : "try-status is-failed";
    status.textContent = ok ? words.works(seconds.toFixed(1)) : words.fails;
    result.replaceChildren(element("ol", { class: "steps" }, steps.map(step)));
  }

  button.addEventListener("click", run);
  return element("div", { class: "try-panel" },
    isMail ? labelled({ label: words.to }, to) : null,
    element("div", { class: "try-line" }, button, element("p", { class: "hint" }, words[`${kind}Note`])),
    status, result);
}

function step({ name, ok, detail, milliseconds }) {
  const spoken = ok === null || ok === undefined ? words.skipped : ok ? words.passed : words.stopped;
  return element("li", { class: ok ? "step is-passed" : "step is-stopped" },
    icon(ok ? "check" : "close"),
    element("div", {},
      element("span", { class: "visually-hidden" }, `${spoken}: `),
      element("span", { class: "step-name" }, words.steps[name] ?? name),
      detail ? element("span", { class: "step-detail" }, detail) : null),
    milliseconds > 0 ? element("span", { class: "step-time" }, words.milliseconds(milliseconds)) : null);
}
