import { element } from "../shared/element.js";
import { followInside, gapAddress } from "./gap-address.js";
import { GapDrafts } from "./gap-drafts.js";
import { articleOutline, isSameDraft } from "./article-outline.js";
import { openChanges } from "./changes-dialog.js";
import { EditorBar } from "./editor-bar.js";
import { EditorComparison } from "./editor-comparison.js";
import { evidencePane, unsureBox } from "./editor-evidence.js";
import { EditorFields } from "./editor-fields.js";
import { EditorNotice } from "./editor-notice.js";
import { EditorPreview } from "./editor-preview.js";
import { EditorWaiting } from "./editor-waiting.js";
import { EditorWriting } from "./editor-writing.js";
import { setError } from "./form-fields.js";
import { gapName, mayEdit } from "./gap-facts.js";
import { momentWords } from "./gap-waiting.js";
import { icon } from "./icons.js";
import { MarkdownField } from "./markdown-field.js";
import { failed, nothing, waiting } from "./page-parts.js";
import { PhrasingChips } from "./phrasing-chips.js";
import { openPublication, wordCount } from "./publish-dialog.js";
import { words } from "./texts-editor.js";
import { gapWords, words as all } from "./texts-gaps.js";
import { openRevisions } from "./revisions-dialog.js";
import { openTrial } from "./trial-dialog.js";

/** What is written is kept when typing pauses for so long, and at once when the page goes. */
const keep_ms = 400;
const textBytesMax = 500_000;
const panes = ["write", "preview", "evidence"];

/** The editor that answers a gap: the text, its preview and what to write from, side by side. */
class GapEditor extends HTMLElement {
  api = null;
  user = null;
  desk = null;
  place = null;
  /** What the editor began with, and what is published (null for a new article). */
  #outline = null;
  #timer = null;
  #isPublished = false;
  #stopping = new AbortController();

  connectedCallback() {
    this.drafts = new GapDrafts(this.user.id);
    this.append(element("div", { class: "page is-wide" }, waiting()));
    const { signal } = this.#stopping;
    window.addEventListener("pagehide", () => this.#keepNow(), { signal });
    document.addEventListener("visibilitychange", () => document.hidden && this.#keepNow(), { signal });
    window.addEventListener("storage", (event) => this.#wroteElsewhere(event), { signal });
    this.addEventListener("keydown", (event) => this.#key(event));
    this.#load();
  }

  disconnectedCallback() {
    this.#keepNow();
    this.preview?.stop();
    this.comparison?.stop();
    this.#stopping.abort();
  }

  commands() {
    if (!this.#outline) return [];
    return [
      { id: "publish", label: this.#outline.needsReview ? words.publish.askButton : words.publish.button, icon: "send", run: () => this.#publish() },
      { id: "try", label: words.replay.button, icon: "spark", run: () => this.#try() },
      { id: "changes", label: words.changes.button, icon: "note", run: () => this.#showChanges() },
    ];
  }

  async #load() {
    const { gap, article } = this.place;
    const found = await articleOutline(this.api, gap, article);
    if (!this.isConnected) return;
    if (found.status === 401) {
      this.dispatchEvent(new CustomEvent("signed-out", { bubbles: true, detail: { hasEnded: true } }));
      return;
    }
    if (!found.ok || !mayEdit(this.user)) {
      const back = element("button", {
        class: "button", type: "button", on: { click: () => this.#toGap() },
      }, words.back);
      return this.firstElementChild.replaceChildren(
        !mayEdit(this.user) ? nothing(all.title, all.onlyRead, back)
          : found.status === 404 ? nothing(...gapWords.gone, back) : failed(found.error, () => this.#load()));
    }
    this.#outline = found.outline;
    this.#draw();
    this.#begin();
    this.readyToRead();
  }

  #draw() {
    const { gap, areas, published, evidence, related, unsure, canWrite, needsReview } = this.#outline;
    const changed = () => this.#changed();
    this.fields = new EditorFields({ changed, areas });
    this.text = new MarkdownField({ changed });
    this.phrasings = new PhrasingChips({ changed });
    this.preview = new EditorPreview({ api: this.api });
    this.notice = new EditorNotice();
    this.bar = new EditorBar({
      showChanges: () => this.#showChanges(), showRevisions: published ? () => this.#showRevisions() : null, tryIt: () => this.#try(), publish: () => this.#publish(), needsReview,
    });
    this.writing = new EditorWriting({
      api: this.api, gap: this.place.gap, canWrite, language: () => this.fields.value.language,
      written: (found) => this.#written(found), find: (text) => this.#find(text),
    });
    this.comparison = new EditorComparison({ api: this.api });
    const beside = { written: this.writing.element, comparison: this.comparison.element };
    const evidenceElement = evidencePane({ evidence, related, unsure, ...beside }, {
      insert: (text) => this.text.insert(text), addPhrasing: (text) => this.phrasings.add(text),
    });
    const toGap = followInside(() => this.#toGap());
    this.replaceChildren(element("div", { class: "editor", "data-pane": "write", "data-testid": "editor" },
      element("header", { class: "editor-head" },
        element("p", { class: "crumb" },
          element("a", { href: gapAddress({ page: "gap", gap: this.place.gap }), "data-testid": "to-gap", on: { click: toGap } },
            icon("back"), words.back)),
        element("h1", { tabindex: -1 }, published ? words.heading.change(published.title) : words.heading.new,
          " ", element("span", { class: "editor-for", dir: "auto" }, words.forGap(gapName(gap)))),
        this.#switch()),
      this.notice.element,
      element("div", { class: "editor-panes" },
        element("section", { class: "editor-write", "aria-label": words.panes.write },
          this.fields.title, fieldError("article-title"), this.writing.row,
          this.text.tools, this.text.area, fieldError("article-text"), this.fields.details, this.phrasings.element),
        this.preview.element, evidenceElement),
      this.bar.element));
    this.editor = this.firstElementChild;
  }

  /** On a narrow screen one pane at a time, or the text beside one of the two others. */
  #switch() {
    const buttons = panes.map((pane) => element("button", {
      class: "chip", type: "button", "aria-pressed": String(pane === "write"), "data-testid": `pane-${pane}`, "data-pane": pane,
      on: { click: () => show(pane) },
    }, words.panes[pane]));
    const show = (pane) => {
      this.editor.dataset.pane = pane;
      for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.pane === pane));
      this.#showPreview();
    };
    return element("div", { class: "pane-switch", role: "group", "aria-label": words.panes.label }, buttons);
  }

  /** With the draft of this browser where there is one, otherwise with what waits on the gap, or with the outline. */
  #begin() {
    const now_ms = this.desk.clock.now_ms();
    const { waiting } = this.#outline;
    const own = this.drafts.of(this.place.gap, this.place.article, now_ms);
    const kept = own && own.at > (waiting?.at ?? 0) ? own : null;
    if (waiting) {
      this.waiting = new EditorWaiting({ api: this.api, gap: this.place.gap, draft: waiting, say: (text) => this.notice.say(text) });
    }
    this.#show(kept ? { ...this.#outline.draft, ...kept.draft } : this.#outline.draft);
    if (waiting && !kept) this.waiting.begin(now_ms);
    if (kept) {
      const label = this.#outline.published ? words.draft.discardChange : words.draft.discard;
      this.notice.say(words.draft.found(timeOf(kept.at, now_ms)), { label, act: () => this.#startAgain() });
    }
    this.#sayKept(kept?.at ?? null);
  }

  #startAgain() {
    const before = this.#draft;
    this.#show(this.#outline.draft);
    this.#keepNow();
    this.notice.say(words.draft.discarded, { label: words.draft.undo, act: () => {
      this.#show(before);
      this.#changed();
    } });
  }

  #show(draft) {
    this.fields.value = draft;
    this.text.value = draft.text;
    this.writing.value = draft.written;
    this.writing.update(draft.text);
    this.phrasings.value = draft.phrasings;
    this.revision = draft.revision;
    this.#showPreview();
    this.bar.count(wordCount(draft.text));
  }

  get #draft() {
    return {
      ...this.fields.value, gap: this.place.gap, article: this.#outline.draft.article, text: this.text.value,
      phrasings: this.phrasings.value, revision: this.revision, written: this.writing.value,
    };
  }

  #showPreview() {
    this.preview.update(this.fields.value.title, this.text.value);
    const { language } = this.fields.value;
    this.comparison.update({ article: this.#outline.draft.article, language, text: this.text.value });
  }

  #changed() {
    this.#showPreview();
    this.writing.update(this.text.value);
    this.bar.count(wordCount(this.text.value));
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#keepNow(), keep_ms);
    for (const field of [this.fields.title, this.text.area]) if (field.value.trim() !== "") setError(field, null);
  }

  /** The model's text comes into the editor; what was there can be taken back. */
  #written({ text, sentences, unsure }) {
    const before = this.#draft;
    this.#show({ ...before, text, written: sentences });
    this.#changed();
    const box = this.querySelector("[data-testid=unsure]");
    box.replaceWith(unsureBox([...unsure, ...this.#outline.unsure]));
    this.notice.say(words.writing.taken, { label: words.writing.undo, act: () => {
      this.#show(before);
      this.#changed();
    } });
  }

  /** Selects a sentence of the text, where it is still there. */
  #find(sentence) {
    const from = this.text.value.indexOf(sentence);
    if (from < 0) return;
    if (!this.text.area.checkVisibility()) this.querySelector("[data-testid=pane-write]").click();
    this.text.area.focus();
    this.text.area.setSelectionRange(from, from + sentence.length);
  }

  /** Keeps what was written; an untouched outline is no draft. */
  #keepNow() {
    window.clearTimeout(this.#timer);
    if (!this.#outline || !this.fields || this.#isPublished) return;
    const { gap, article } = this.place;
    const draft = this.#draft;
    if (isSameDraft(draft, this.#outline.draft)) {
      this.drafts.remove(gap, article);
      return this.#sayKept(null);
    }
    this.waiting?.changed();
    const at = this.desk.clock.now_ms();
    const known = this.drafts.of(gap, article, at);
    if (known && isSameDraft(known.draft, draft) && known.draft.revision === draft.revision) return;
    this.#sayKept(at, this.drafts.keep(gap, article, draft, at));
  }

  #sayKept(at, isKept = true) {
    const { published, draft } = this.#outline;
    const proposed = published ? draft.phrasings.length - published.phrasings.length : 0;
    const untouched = proposed > 0 ? words.proposed(proposed) : words.unchanged;
    this.bar.say(at === null ? untouched : isKept ? words.kept(timeOf(at, this.desk.clock.now_ms())) : words.keptNot, !isKept);
  }

  /** Another tab wrote the same draft: what is here stays until somebody takes the other. */
  #wroteElsewhere({ key, newValue }) {
    if (!this.editor || newValue === null || key !== this.drafts.keyOf(this.place.gap, this.place.article)) return;
    const kept = this.drafts.of(this.place.gap, this.place.article, this.desk.clock.now_ms());
    if (!kept || isSameDraft(kept.draft, this.#draft)) return;
    this.notice.say(words.draft.other, { label: words.draft.take, act: () => this.#show({ ...this.#outline.draft, ...kept.draft }) });
  }

  #key(event) {
    if (!this.editor || event.isComposing || event.altKey || event.shiftKey || event.ctrlKey === event.metaKey) return;
    if (event.key === "Enter") this.#publish();
    // The browser would save the page; what is written is kept anyway.
    else if (event.key.toLowerCase() === "s") this.#keepNow();
    else return;
    event.preventDefault();
  }

  #showChanges() {
    openChanges({ published: this.#outline.published, draft: this.#draft });
  }

  /** What is not published yet is kept: it was made from another revision by then, and the editor says so. */
  #showRevisions() {
    this.#keepNow();
    const { published } = this.#outline;
    const toGap = (text) => this.go({ page: "gap", gap: this.place.gap }, { text });
    openRevisions({
      api: this.api, gap: this.place.gap, published, now_ms: this.desk.clock.now_ms(),
      reverted: ({ title, revision }, as) => toGap(words.revisions.reverted(title, revision, as)),
      removed: () => toGap(words.revisions.removed(published.title)),
    });
  }

  #try() {
    if (this.#isReady()) openTrial({ api: this.api, draft: this.#draft });
  }

  /** A title and a text are needed; what is missing is said at its field. */
  #isReady() {
    const { title, text } = this.#draft;
    const isLong = new TextEncoder().encode(text).length > textBytesMax;
    setError(this.fields.title, title === "" ? words.publish.missing.title : null);
    setError(this.text.area, text.trim() === "" ? words.publish.missing.text
      : isLong ? words.publish.tooLong(textBytesMax.toLocaleString("en")) : null);
    const first = this.querySelector("[aria-invalid=true]");
    if (first) {
      this.querySelector("[data-testid=pane-write]").click();
      first.focus();
    }
    return first === null;
  }

  #publish() {
    if (!this.#isReady()) return;
    this.#keepNow();
    openPublication({
      api: this.api, draft: this.#draft, needsReview: this.#outline.needsReview, now_ms: this.desk.clock.now_ms(),
      done: (body, at) => (body.waits ? this.#submitted(at) : this.#published(body)),
      keep: (conflict) => {
        this.#takeRevision(conflict);
        this.notice.say(words.conflict.kept);
      },
      take: (conflict) => this.#takeTheirs(conflict),
    });
  }

  /** What is published now is what the next change is made from. */
  #takeRevision(article) {
    this.revision = article.revision;
    const { published } = this.#outline;
    this.#outline.published = article.revision === null ? null : { ...(published ?? this.#draft), ...article };
    this.#keepNow();
    this.text.area.focus();
  }

  #takeTheirs(article) {
    const mine = this.#draft;
    this.#show({ ...mine, ...article });
    this.#takeRevision(article);
    this.notice.say(words.conflict.taken, { label: words.draft.undo, act: () => {
      this.#show({ ...mine, revision: article.revision });
      this.#changed();
    } });
  }

  #published({ revision }) {
    this.#leave(words.publish.done(this.#draft.title, revision));
  }

  /** The server keeps it from here on. */
  #submitted(at) {
    const { title } = this.#draft;
    this.#leave(this.#outline.needsReview ? words.publish.asked(title) : words.publish.scheduled(title, momentWords(at)));
  }

  #leave(text) {
    this.#isPublished = true;
    window.clearTimeout(this.#timer);
    this.drafts.remove(this.place.gap, this.place.article);
    this.go({ page: "gap", gap: this.place.gap }, { text });
  }

  #toGap() {
    this.go({ page: "gap", gap: this.place.gap });
  }
}

function fieldError(id) {
  return element("p", { class: "field-error", id: `${id}-error`, hidden: true });
}

function timeOf(at_ms, now_ms) {
  const at = new Date(at_ms);
  const isToday = at.toDateString() === new Date(now_ms).toDateString();
  return at.toLocaleString("en-GB", isToday ? { timeStyle: "short" } : { dateStyle: "medium", timeStyle: "short" });
}

customElements.define("baton-gap-editor", GapEditor);
