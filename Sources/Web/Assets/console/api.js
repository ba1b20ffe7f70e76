import { texts } from "./texts.js";

/** How long an answer may take. Sign-in hashes a password on purpose slowly. */
const answer_ms_max = 20_000;

/** The JSON API. An answer is `{ok, status, body, error}`; `error` is a sentence that can be shown. */
export class Api {
  me() {
    return this.#ask("GET", "/api/me");
  }

  signIn(email, password) {
    return this.#ask("POST", "/api/sign-in", { email, password });
  }

  signOut() {
    return this.#ask("POST", "/api/sign-out", {});
  }

  invitation(token) {
    return this.#ask("POST", "/api/invitation", { token });
  }

  redeem({ token, email, name, password }) {
    return this.#ask("POST", "/api/redeem", { token, email, name, password });
  }

  async #ask(method, path, content) {
    try {
      const response = await fetch(path, {
        method,
        credentials: "same-origin",
        cache: "no-store",
        headers: content === undefined ? {} : { "content-type": "application/json" },
        body: content === undefined ? undefined : JSON.stringify(content),
        signal: AbortSignal.timeout(answer_ms_max),
      });
      return await answer(response);
    } catch (failure) {
      const error = failure.name === "TimeoutError" ? texts.failure.slow : texts.failure.network;
      return { ok: false, status: 0, body: null, error };
    }
  }
}

async function answer(response) {
  const body = await response.json().catch(() => null);
  if (response.ok) return { ok: true, status: response.status, body, error: null };
  const said = typeof body?.error === "string" ? body.error : null;
  return { ok: false, status: response.status, body, error: said ?? texts.failure.unexpected(response.status) };
}
