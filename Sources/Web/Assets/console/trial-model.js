import { element } from "../shared/element.js";
import { workButton } from "./page-parts.js";
import { publish_ms_max } from "./publish-dialog.js";
import { words as all } from "./texts-editor.js";
import { texts } from "./texts.js";

const words = all.rehearsal;
const path = "/api/gaps/rehearsal";

/** What the model would say to the questions that pass: first what that takes, then one by one until it is stopped. */
export function modelTrial(api, draft) {
  const section = element("section", { class: "rehearsal", hidden: true, "aria-labelledby": "rehearsal-title", "data-testid": "rehearsal" });
  offer(api, draft, section);
  return section;
}

async function offer(api, draft, section) {
  const answer = await api.ask("POST", path, draft, publish_ms_max);
  // Without a model, and where no question passes, there is nothing to offer.
  if (!answer.ok || answer.body.model === null || !section.isConnected) return;
  const plan = answer.body;
  const said = element("p", { class: "hint", role: "status", "data-testid": "rehearsal-said" },
    words.cost(plan.tokens_sent, plan.tokens_written_max), " ", plan.seconds === null ? words.timeUnknown : words.time(Math.ceil(plan.seconds)));
  const list = element("ul", {});
  let isStopped = false;
  const stop = element("button", {
    class: "button", type: "button", hidden: true, "data-testid": "rehearsal-stop",
    on: { click: () => { isStopped = true; stop.hidden = true; } },
  }, words.stop);

  async function run() {
    [isStopped, stop.hidden] = [false, false];
    list.replaceChildren();
    const counts = { done: 0, answered: 0, right: 0, seconds: 0 };
    for (const question of plan.questions) {
      if (isStopped || !section.isConnected) break;
      said.replaceChildren(words.progress(counts.done, plan.questions.length, left(counts, plan.questions.length)));
      const one = await api.ask("POST", path, { ...draft, question: question.id }, publish_ms_max);
      list.append(rehearsed(question, one));
      // A question that was erased is left out; any other refusal meets the next one too.
      if (one.status === 404) continue;
      if (!one.ok) break;
      counts.done += 1;
      if (one.body.text) counts.answered += 1;
      if (one.body.says === "says") counts.right += 1;
      counts.seconds += one.body.seconds;
    }
    stop.hidden = true;
    said.replaceChildren(words.done(counts, plan.questions.length));
  }

  section.append(element("h3", { id: "rehearsal-title" }, words.title), element("p", {}, words.offer(plan.questions.length, plan.model)), said,
    element("div", { class: "rehearsal-actions" }, workButton(words.begin, run, { working: words.working, "data-testid": "rehearsal-begin" }), stop), list);
  section.hidden = false;
}

/** Seconds, by those that were answered; null before the first. */
function left({ done, seconds }, of) {
  return done > 0 ? Math.ceil((seconds / done) * (of - done)) : null;
}

function rehearsed({ text: question }, { ok, body, error }) {
  const kind = !ok ? "failed" : !body.text ? "passed" : body.says ?? "unknown";
  const failure = ok && body.failure ? words.failure(texts.decision.modelFailures[body.failure] ?? body.failure) : null;
  return element("li", { "data-testid": "rehearsed", "data-kind": kind },
    element("p", { class: "rehearsed-question", dir: "auto" }, question),
    element("p", { class: "rehearsed-kind" }, ok ? words.kinds[kind] : error),
    failure ? element("p", { class: "hint" }, failure) : null,
    ok && body.withheld > 0 ? element("p", { class: "hint" }, words.withheld(body.withheld)) : null,
    ok && body.text ? element("blockquote", { class: "evidence-quote", dir: "auto" }, body.text) : null);
}
