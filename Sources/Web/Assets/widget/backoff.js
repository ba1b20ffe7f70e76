const BACKOFF_FIRST_MS = 500;
const BACKOFF_LONGEST_MS = 30_000;
const BACKOFF_DOUBLINGS_MAX = 10;

/**
 * Full jitter: a random time up to min(30 s, 0.5 s x 2^attempt), so that clients do not come back all at
 * once.
 */
export function backoffMs(attempt, random) {
  const doublings = Math.min(attempt, BACKOFF_DOUBLINGS_MAX);
  return random() * Math.min(BACKOFF_LONGEST_MS, BACKOFF_FIRST_MS * 2 ** doublings);
}
