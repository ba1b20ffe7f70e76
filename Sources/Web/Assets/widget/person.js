import { plainAttributes } from "./page.js";

/**
 * Who the host page says is here: a signed identity, or a profile that nobody vouches for.
 * `link` is the token of a mail's link.
 */
export class Person {
  /** Asks the host for a fresh identity; set through `Baton("onIdentityNeeded", …)`. */
  renew = null;
  #options;
  #link;
  #identity;
  #asked = false;

  constructor(options, link) {
    this.#options = options;
    this.#link = link;
    this.#identity = options.identity;
  }

  /** What `hello` says beyond the token. */
  get greeting() {
    const { language, name, email } = this.#options;
    const profile = name || email ? this.profile : undefined;
    return { identity: this.#identity, link: this.#link ?? undefined, language, profile };
  }

  get profile() {
    const { name, email, attributes } = this.#options;
    // A host may hand over a number or worse; a frame with it would be refused, and the chat with the frame.
    const text = (value) => (value ? String(value) : null);
    return { name: text(name), email: text(email), attributes: plainAttributes(attributes) };
  }

  /** True while there is an identity or a link, so that there may be news. */
  get isKnown() {
    return Boolean(this.#identity || this.#link);
  }

  get hasLink() {
    return Boolean(this.#link);
  }

  /** Takes over what `boot` or `update` said. True when it is somebody else now. */
  accept(options) {
    Object.assign(this.#options, options);
    if (!("identity" in options) || options.identity === this.#identity) return false;
    this.#identity = options.identity ?? undefined;
    this.#asked = false;
    return true;
  }

  wipe() {
    Object.assign(this.#options, { name: null, email: null, attributes: null });
    this.#identity = undefined;
    this.#link = null;
    this.#asked = false;
  }

  /** The identity was verified: should it expire, the host is asked again. */
  verified() {
    this.#asked = false;
  }

  /** Once for each identity that expired. True when there is a new one to say hello with. */
  async renewed() {
    if (this.#asked || !this.renew) return false;
    this.#asked = true;
    const before = this.#identity;
    this.#identity = await Promise.resolve().then(this.renew).catch(() => undefined);
    return Boolean(this.#identity) && this.#identity !== before;
  }
}
