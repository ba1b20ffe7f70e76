/** What a visitor can do in a conversation besides writing, and what of it is still on its way. */
export class Actions extends EventTarget {
  conversation = null;
  outbox;
  contactRefused = false;

  leaveAddress(address) {
    this.contactRefused = false;
    this.post({ type: "contact", address });
  }

  helped(answer, helped) {
    this.post({ type: "helped", answer, helped });
  }

  rate(score) {
    this.post({ type: "rate", score });
  }

  /** Whether a model may be trained with all that the visitor writes; it may be said anew at any time. */
  allow(training, conversation) {
    this.post({ type: "consent", training }, conversation);
  }

  /** What the visitor said of it last; null when nothing, undefined where nobody asks. */
  get consent() {
    const waiting = this.outbox.entries().findLast(({ frame }) => frame.type === "consent");
    return (waiting?.frame ?? this.welcome?.consent)?.training;
  }

  /** The newest frame of this type that waits for its receipt. */
  waiting(type, answer) {
    const own = (frame) => frame.conversation === this.conversation?.id && frame.answer === answer;
    return this.outbox.entries().findLast(({ frame }) => frame.type === type && own(frame))?.frame;
  }

  get sendsMessage() {
    return this.waiting("send") !== undefined;
  }

  /** What the log says, or what is on its way there; null when it was not said. */
  helpedBy({ id, helped }) {
    return helped ?? this.waiting("helped", id)?.helped ?? null;
  }

  /** A person has it, was asked to come, or is being asked. */
  get wantsPerson() {
    return ["waiting", "person"].includes(this.conversation?.status) || this.waiting("person") !== undefined;
  }
}
