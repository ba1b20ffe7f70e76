import { waitingStage } from "./gap-waiting.js";
import { words as all } from "./texts-editor.js";

const words = all.waiting;

/** A draft that waits on the gap while it is open in the editor: the first change takes it back, so that nobody approves another text than they read. */
export class EditorWaiting {
  #api;
  #gap;
  #draft;
  #say;
  #isTaken = false;

  /** `draft` is what the gap says of it; `say(text)` puts a line over the text. */
  constructor({ api, gap, draft, say }) {
    this.#api = api;
    this.#gap = gap;
    this.#draft = draft;
    this.#say = say;
  }

  begin(now_ms) {
    const { stage } = this.#draft;
    const is = waitingStage(this.#draft, now_ms);
    this.#say(this.#isHeld ? `${is} ${words.editing}` : stage === "sent_back" ? `${is} ${words.saidBack(this.#draft.word)}` : is);
  }

  get #isHeld() {
    return ["review", "scheduled"].includes(this.#draft.stage);
  }

  /** What is in the editor is not what waits any more. */
  async changed() {
    if (this.#isTaken || !this.#isHeld) return;
    this.#isTaken = true;
    const answer = await this.#api.post("/api/gaps/withdraw", { gap: this.#gap, draft: this.#draft.id });
    this.#say(answer.ok ? words.takenBack[this.#draft.stage] : words.notTakenBack(answer.error));
    // Without an answer it may wait still: the next change asks again.
    if (answer.status === 0) this.#isTaken = false;
  }
}
