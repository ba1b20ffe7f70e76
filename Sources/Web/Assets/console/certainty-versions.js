import { element } from "../shared/element.js";
import { table } from "./certainty-charts.js";
import { setBusy, workButton } from "./page-parts.js";
import { share, versionName, words as all } from "./texts-certainty.js";

const words = all.versions;
const confirm_ms = 5_000;

/**
 * Every version of the confidence, newest first: what it was fitted on, how it did, and for administrators the way
 * back to it. `changed(page, said)` is called with the new page.
 */
export function versionList({ body, api, user, changed }) {
  const { versions } = body;
  if (versions.length === 0) return element("p", { class: "is-quiet" }, words.none);
  const inForce = versions.find(({ in_force: isInForce }) => isInForce) ?? null;
  const mayUse = ["administrator", "admin"].includes(user.role);
  return element("div", {},
    body.is_pinned ? pinned({ mayUse, api, changed }) : null,
    element("ol", { class: "versions", "data-testid": "versions" },
      versions.map((version) => versionRow({ version, inForce, mayUse, api, changed }))));
}

/** Somebody chose a version by hand: new fits wait until that is taken back. */
function pinned({ mayUse, api, changed }) {
  const error = element("p", { class: "form-error", role: "alert", hidden: true });
  const letGo = async () => {
    const answer = await api.post("/api/certainty/use", { version: "auto" });
    error.hidden = answer.ok;
    error.textContent = answer.ok ? "" : answer.error;
    if (answer.ok) changed(answer.body, words.unpinned);
  };
  return element("div", { class: "version pinned", "data-testid": "pinned" },
    element("div", { class: "version-head" }, element("p", {}, words.pinned),
      mayUse ? workButton(words.unpin, letGo, { working: words.working, "data-testid": "unpin" }) : null),
    error);
}

function versionRow({ version, inForce, mayUse, api, changed }) {
  const isInForce = version.in_force;
  const error = element("p", { class: "form-error", role: "alert", hidden: true });
  const tag = isInForce ? element("span", { class: "tag is-on" }, words.inForce)
    : version.taken === false ? element("span", { class: "tag" }, words.notTaken) : null;
  const about = [
    version.samples > 0 ? words.samples(version.samples.toLocaleString("en")) : null,
    Number.isFinite(version.made_at) ? new Date(version.made_at).toLocaleDateString("en", { dateStyle: "medium" }) : null,
    version.why,
  ].filter(Boolean).join(" · ");
  return element("li", { class: "version", "data-version": version.version },
    element("div", { class: "version-head" },
      element("div", {},
        element("p", { class: "version-name" }, versionName(version.version), tag),
        element("p", { class: "hint" }, about),
        effect(version)),
      mayUse && !isInForce ? useButton(version, api, error, changed) : null),
    element("details", {}, element("summary", {}, words.compare), comparison(version, inForce)),
    error);
}

/** In a sentence what it would change, by the outcomes that no model had seen. */
function effect({ metrics, before }) {
  const isKnown = metrics?.held_out > 0 && [metrics, before].every((one) => Number.isFinite(one?.coverage));
  if (!isKnown) return null;
  return element("p", {}, words.effect(share(before.coverage), share(metrics.coverage), metrics.held_out.toLocaleString("en")));
}

/** Numbers side by side: on the outcomes that were held out, then the weights. */
function comparison(version, inForce) {
  const { metrics, before, coefficients = [] } = version;
  const others = new Map((inForce?.coefficients ?? []).map((one) => [one.name, one]));
  const measured = (name, values) => {
    if (!values || !Number.isFinite(values[name])) return "–";
    if (name === "held_out") return values[name].toLocaleString("en");
    return name === "coverage" ? share(values[name]) : values[name].toFixed(3);
  };
  const weight = (value) => (Number.isFinite(value) ? value.toFixed(2) : "–");
  return element("div", { class: "comparison" },
    metrics ? [
      element("h3", {}, words.metricsTitle),
      table(words.columns, Object.entries(words.metrics).map(([name, label]) =>
        [label, measured(name, metrics), measured(name, before), measured(name, inForce?.metrics)])),
    ] : null,
    element("h3", {}, words.weightsTitle),
    table(words.weights, [
      ...coefficients.map((one) => [one.name.replaceAll("_", " "), weight(one.weight), weight(others.get(one.name)?.weight)]),
      [words.bias, weight(version.bias), weight(inForce?.bias)],
    ]));
}

/** It changes who gets an answer, so it takes a second press. */
function useButton(version, api, error, changed) {
  let timer = null;
  const button = element("button", { class: "button", type: "button", "data-testid": "use-version" }, words.use);
  const disarm = () => {
    timer = null;
    button.textContent = words.use;
  };
  button.addEventListener("click", async () => {
    if (button.getAttribute("aria-disabled") === "true") return;
    if (timer === null) {
      button.textContent = words.confirm;
      timer = window.setTimeout(disarm, confirm_ms);
      return;
    }
    window.clearTimeout(timer);
    setBusy(button, words.working);
    const answer = await api.post("/api/certainty/use", { version: version.version });
    setBusy(button, null, words.use);
    disarm();
    error.hidden = answer.ok;
    error.textContent = answer.ok ? "" : answer.error;
    if (answer.ok) changed(answer.body, words.used(versionName(version.version)));
  });
  return element("span", { class: "sure", "aria-live": "polite" }, button);
}
