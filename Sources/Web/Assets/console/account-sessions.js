import { element } from "../shared/element.js";
import { failed, waiting, workButton } from "./page-parts.js";
import { relative } from "./time.js";
import { deviceOf } from "./account-device.js";
import { words as all } from "./texts-account.js";

const words = all.sessions;

/** Where this person is signed in; each but this one can be ended. */
export function sessionsPart({ api, say, now }) {
  const box = element("div", { "data-testid": "sessions" }, waiting());

  async function load() {
    const answer = await api.get("/api/me/sessions");
    if (!answer.ok) return box.replaceChildren(failed(answer.error, load));
    draw(answer.body.sessions);
  }

  async function end(body, text) {
    const answer = await api.post("/api/me/sessions/end", body);
    if (!answer.ok) return say(answer.error);
    await load();
    const next = box.querySelector("button") ?? document.getElementById("account-sessions-title");
    next?.focus();
    say(text);
  }

  function draw(sessions) {
    const sorted = [...sessions].sort(
      (one, other) => Number(other.current) - Number(one.current) || other.seen - one.seen);
    const others = sorted.filter(({ current }) => !current).length;
    box.replaceChildren(
      element("ul", { class: "session-list" }, sorted.map(row)),
      others === 0 ? element("p", { class: "hint" }, words.only)
        : workButton(words.endAll, () => end({ all: true }, words.endedAll), {
          working: words.ending, "data-testid": "end-all",
        }));
  }

  function row(session) {
    const device = deviceOf(session.agent) ?? words.unknown;
    return element("li", { class: "session", "data-testid": "session", "data-current": String(session.current) },
      element("div", {},
        element("p", { class: "session-name" }, device,
          session.current ? element("span", { class: "tag is-on" }, words.current) : null),
        element("p", { class: "hint" }, facts(session))),
      session.current ? null : workButton(words.end, () => end({ id: session.id }, words.ended), {
        working: words.ending, "aria-label": words.endNamed(device), "data-testid": "end-session",
      }));
  }

  function facts({ address, opened, seen, current }) {
    const shown = relative(seen ?? opened, now());
    const date = (at_ms) => new Date(at_ms).toLocaleDateString("en-GB", {
      day: "numeric", month: "short", year: "numeric",
    });
    return [
      address,
      current ? words.seen("now") : /^now$|\d (s|min|h|d)$/.test(shown) ? words.seen(shown) : words.seenOn(shown),
      words.opened(date(opened)),
    ].filter(Boolean).join(" · ");
  }

  // A changed password ends the others.
  box.addEventListener("reload", load);
  queueMicrotask(() => box.closest("baton-account")?.addEventListener("sessions-changed", load));
  load();
  return box;
}
