import { element } from "../shared/element.js";
import { failed, nothing, waiting } from "./page-parts.js";
import { verdictWords } from "./gap-facts.js";
import { waitingStage } from "./gap-waiting.js";
import { gapLink } from "./progress-overview.js";
import { words as all } from "./texts-progress.js";
import { timeElement } from "./time.js";

const words = all.notices;

/** What editors were told about gaps, the latest first. `seen(notices)` says up to when they were seen before. */
export function notices({ api, desk, seen }) {
  const list = element("ol", { class: "notices", "data-testid": "notices" });
  const foot = element("div", {}, waiting());
  const load = async () => {
    const answer = await api.get("/api/progress/notices");
    if (!list.isConnected) return;
    if (!answer.ok) return foot.replaceChildren(failed(answer.error, load));
    const { notices: told, gaps } = answer.body;
    const before = seen(told);
    const now_ms = desk.clock.now_ms();
    list.replaceChildren(...told.filter(({ gap }) => gaps[gap]).map((one) => row(one, gaps[one.gap], one.at > before, now_ms)));
    foot.replaceChildren(told.length === 0 ? nothing(...words.none) : "");
  };
  queueMicrotask(load);
  return [element("p", { class: "section-note is-quiet" }, words.note), list, foot];
}

const ofDrafts = ["review", "sent_back", "stopped"];

/** What is said of a draft holds as long as it is at that stage. */
function aboutDraft(word, { draft }, now_ms) {
  return draft?.stage === word ? `${draft.title}: ${waitingStage(draft, now_ms)}` : words.about.draft;
}

function row({ word, at }, gap, isNew, now_ms) {
  const about = word === "verdict" && gap.verdict ? verdictWords(gap.verdict)
    : ofDrafts.includes(word) ? aboutDraft(word, gap, now_ms) : words.about[word](gap.questions);
  return element("li", { "data-word": word },
    element("p", { class: "notice-top" },
      element("strong", {}, words.words[word]), isNew ? element("span", { class: "tag" }, words.isNew) : null, timeElement(at, now_ms)),
    gapLink(gap), element("p", { class: "week-about" }, about));
}
