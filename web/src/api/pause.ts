import { ApiError, tooManyRequests } from './errors';

// After a 429 nothing is sent before the server takes requests again: more requests would only prolong the pause.
let until = 0;
const listeners = new Set<() => void>();

export const pause = {
  /** The end of the pause in milliseconds since 1970; in the past when there is none. */
  get until(): number {
    return until;
  },

  begin(end: number): void {
    until = Math.max(until, end);
    for (const listener of [...listeners]) listener();
  },

  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },

  /** Throws while the pause lasts. */
  check(): void {
    if (Date.now() < until) throw new ApiError(429, 'RATE_LIMIT_EXCEEDED', tooManyRequests, {}, null, until);
  },
};
