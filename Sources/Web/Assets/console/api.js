import { texts } from "./texts.js";

/** How long an answer may take. Sign-in hashes a password on purpose slowly. */
const answer_ms_max = 20_000;

/**
 * The JSON API. An answer is `{ok, status, body, error}`; `error` is a sentence that can be shown, and
 * `retryAfterSeconds` a number when the server says how long to wait.
 */
export class Api {
  me() {
    return this.ask("GET", "/api/me");
  }

  /** `code` is the second step: six digits or a recovery code; undefined when it was not asked for. */
  signIn(email, password, code) {
    return this.ask("POST", "/api/sign-in", { email, password, code });
  }

  signOut() {
    return this.ask("POST", "/api/sign-out", {});
  }

  invitation(token) {
    return this.ask("POST", "/api/invitation", { token });
  }

  redeem({ token, email, name, password, code }) {
    return this.ask("POST", "/api/redeem", { token, email, name, password, code });
  }

  get(path) {
    return this.ask("GET", path);
  }

  post(path, content) {
    return this.ask("POST", path, content);
  }

  async ask(method, path, content, most_ms = answer_ms_max) {
    try {
      const response = await fetch(path, {
        method,
        credentials: "same-origin",
        cache: "no-store",
        headers: content === undefined ? {} : { "content-type": "application/json" },
        body: content === undefined ? undefined : JSON.stringify(content),
        signal: AbortSignal.timeout(most_ms),
      });
      return await answer(response);
    } catch (failure) {
      const error = failure.name === "TimeoutError" ? texts.failure.slow : texts.failure.network;
      return { ok: false, status: 0, body: null, error, retryAfterSeconds: null };
    }
  }
}

async function answer(response) {
  const body = await response.json().catch(() => null);
  if (response.ok) return { ok: true, status: response.status, body, error: null };
  const said = typeof body?.error === "string" ? body.error : null;
  const wait = Number(response.headers.get("retry-after") ?? "");
  const retryAfterSeconds = Number.isFinite(wait) && wait > 0 ? Math.ceil(wait) : null;
  const error = said ?? texts.failure.unexpected(response.status);
  return { ok: false, status: response.status, body, error, retryAfterSeconds };
}
