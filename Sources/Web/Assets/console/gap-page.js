import { element } from "../shared/element.js";
import { mayEdit, verdictParts } from "./gap-facts.js";
import { gapAside } from "./gap-aside.js";
import { openDismissal, openMerge, openSplit } from "./gap-dialogs.js";
import { GapDrafts } from "./gap-drafts.js";
import { GapHead } from "./gap-head.js";
import { gapMeasured } from "./gap-measured.js";
import { nextStep } from "./gap-next-step.js";
import { waitingDraft } from "./gap-waiting.js";
import { questionList } from "./gap-questions.js";
import { failed, nothing, pageSection, waiting } from "./page-parts.js";
import { openReview } from "./review-dialog.js";
import { gapWords as words, words as all } from "./texts-gaps.js";

/** One gap: what was asked, what came of it, and the next step, which differs by its kind. */
class GapPage extends HTMLElement {
  api = null;
  user = null;
  desk = null;
  place = null;
  #facts = null;
  #ticked = new Set();

  connectedCallback() {
    this.page = element("div", { class: "page is-wide gap-page" }, waiting());
    this.append(this.page);
    this.#load();
  }

  commands() {
    if (!this.#facts || !mayEdit(this.user)) return [];
    const { state } = this.#facts.gap;
    const command = (id, label, icon, run) => ({ id, label, icon, run });
    return [
      command("rename-gap", words.rename, "note", () => this.head.rename()),
      command("write-article", words.next.write, "article", () => this.#write(null)),
      state === "open" && command("dismiss-gap", words.dismiss, "close", () => this.#dismiss()),
      state === "open" && command("merge-gap", words.mergeTitle, "plus", () => this.#merge()),
      state === "dismissed" && command("reopen-gap", words.reopen, "back", () => this.#change("reopen", {}, words.reopened)),
    ].filter(Boolean);
  }

  async #load() {
    const answer = await this.api.get(`/api/gaps/gap?id=${encodeURIComponent(this.place.gap)}`);
    if (!this.isConnected) return;
    if (answer.status === 401) {
      this.dispatchEvent(new CustomEvent("signed-out", { bubbles: true, detail: { hasEnded: true } }));
      return;
    }
    if (answer.status === 404) this.#drawGone();
    else if (!answer.ok) this.page.replaceChildren(failed(answer.error, () => this.#load()));
    else {
      this.#facts = answer.body;
      this.#draw();
      this.readyToRead();
    }
  }

  #drawGone() {
    this.page.replaceChildren(nothing(...words.gone,
      element("button", { class: "button", type: "button", on: { click: () => this.go({ page: "list" }) } }, words.back)));
  }

  #draw() {
    const { gap, questions, ranked, named } = this.#facts;
    const now_ms = this.desk.clock.now_ms();
    const isEditor = mayEdit(this.user);
    const actions = {
      rename: (name) => this.#change("rename", { name }, words.renamed),
      kind: (kind) => this.#change("kind", { kind }, words.kindSet),
      dismiss: () => this.#dismiss(), merge: () => this.#merge(),
      reopen: () => this.#change("reopen", {}, words.reopened),
    };
    this.head = new GapHead({ gap, isEditor, now_ms, actions, toList: () => this.go({ page: "list" }) });
    this.splitBar = this.#makeSplitBar();
    this.page.replaceChildren(
      this.head.element,
      this.#verdict(),
      this.#merged(),
      this.#waiting(isEditor, now_ms),
      nextStep({
        facts: this.#facts, isEditor, isAdministrator: ["administrator", "admin"].includes(this.user.role),
        drafts: new GapDrafts(this.user.id).articles(gap.id, now_ms),
        write: (article) => this.#write(article), choose: () => this.#chooseArticle(),
        dismiss: () => this.#dismiss("not_for_articles"),
      }),
      element("div", { class: "gap-columns" },
        pageSection({ id: "gap-questions", title: words.parts.questions }, this.splitBar, questionList({
          questions, total: gap.questions, now_ms, ticked: this.#ticked, mayTick: isEditor && gap.state !== "merged",
          open: (id) => this.#openConversation(id), changed: () => this.#drawSplitBar(),
        })),
        gapAside({ gap, ranked, named })));
    this.#drawSplitBar();
  }

  /** What publishing changed. */
  #verdict() {
    const { gap } = this.#facts;
    const { verdict, article, state } = gap;
    if (!verdict) return "";
    const [word, rest] = verdictParts(verdict);
    return element("section", { class: "verdict", "data-verdict": verdict.word, "data-testid": "verdict", "aria-label": all.verdicts.label },
      element("p", {}, element("span", { class: "verdict-word" }, word), ": ", rest),
      article ? element("a", { href: `/help/${article}`, target: "_blank", rel: "noopener noreferrer" }, words.next.read) : null,
      state === "published" ? gapMeasured({ api: this.api, desk: this.desk, gap, opened: (id) => this.#openConversation(id) }) : null);
  }

  #merged() {
    const { state, merged_into: into } = this.#facts.gap;
    if (state !== "merged") return "";
    const go = () => this.go({ page: "gap", gap: into });
    return element("p", { class: "notice-line" }, words.merged, " ",
      into ? element("button", { class: "link-button", type: "button", on: { click: go } }, words.toMerged) : null);
  }

  /** What was written and waits for a colleague, or for its time. */
  #waiting(isEditor, now_ms) {
    const { gap } = this.#facts;
    const { draft } = gap;
    const again = (text) => {
      this.tell({ text });
      this.#load();
    };
    return waitingDraft({
      gap, user: this.user, isEditor, now_ms,
      actions: {
        write: () => this.#write(draft.is_new ? null : draft.article),
        review: () => openReview({ api: this.api, gap, user: this.user, now_ms, done: again }),
        withdraw: async () => {
          const answer = await this.api.post("/api/gaps/withdraw", { gap: gap.id, draft: draft.id });
          again(answer.ok ? all.waiting.tookBack : words.failed(answer.error));
        },
      },
    });
  }

  #makeSplitBar() {
    this.splitCount = element("span", { role: "status" });
    this.splitButton = element("button", {
      class: "button primary", type: "button", "data-testid": "split", on: { click: () => this.#split() },
    });
    const untick = () => {
      this.#ticked.clear();
      for (const box of this.querySelectorAll(".question-tick")) box.checked = false;
      this.#drawSplitBar();
      this.querySelector("#gap-questions-title").focus();
    };
    return element("div", { class: "split-bar", hidden: true }, this.splitCount,
      element("button", { class: "button", type: "button", on: { click: untick } }, words.untick), this.splitButton);
  }

  /** All of them cannot be split off: that would be the same gap again. */
  #drawSplitBar() {
    const { size } = this.#ticked;
    this.splitBar.hidden = size === 0;
    this.splitCount.textContent = size === 0 ? "" : words.ticked(size);
    this.splitButton.textContent = words.split(size);
    this.splitButton.hidden = size >= this.#facts.gap.questions;
  }

  #write(article) {
    this.go({ page: "write", gap: this.#facts.gap.id, article });
  }

  #chooseArticle() {
    const choose = (article) => this.#write(article);
    this.dispatchEvent(new CustomEvent("search-article", { bubbles: true, detail: { choose } }));
  }

  /** Changes the gap and shows what it is now; false when that failed, which is said. */
  async #change(verb, content, said) {
    const answer = await this.api.post(`/api/gaps/${verb}`, { gap: this.#facts.gap.id, ...content });
    if (!this.isConnected) return true;
    if (!answer.ok) {
      this.tell({ text: words.failed(answer.error) });
      return false;
    }
    this.#facts.gap = answer.body.gap;
    this.#draw();
    this.querySelector("h1").focus({ preventScroll: true });
    this.tell({ text: said });
    return true;
  }

  #dismiss(reason = null) {
    const { api } = this;
    const { gap } = this.#facts;
    openDismissal({
      api, gap, reason, done: () => {
        const reopen = async () => {
          const answer = await api.post("/api/gaps/reopen", { gap: gap.id });
          if (answer.ok) this.go({ page: "gap", gap: gap.id }, { text: words.reopened });
        };
        this.go({ page: "list" }, { text: words.dismissed, action: { label: words.reopen, act: reopen } });
      },
    });
  }

  #merge() {
    const { gap } = this.#facts;
    openMerge({
      api: this.api, gap, done: (into) => this.go({ page: "gap", gap: into.id }, { text: words.mergedInto }),
    });
  }

  #split() {
    openSplit({
      api: this.api, gap: this.#facts.gap, questions: [...this.#ticked],
      done: (made) => this.go({ page: "gap", gap: made.id }, { text: words.splitDone }),
    });
  }

  #openConversation(id) {
    this.dispatchEvent(new CustomEvent("open-conversation", { bubbles: true, detail: { id } }));
  }
}

customElements.define("baton-gap-page", GapPage);
