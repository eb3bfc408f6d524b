import type { components } from './schema';

/** The tokens of a session, without what the server says about them besides. */
export type Tokens = Pick<components['schemas']['TokenResponse'], 'access_token' | 'refresh_token'>;

/** Why the login page is shown: `expired` when the server refused the session, `left` after the user logged out. */
export type SessionEnd = 'expired' | 'left';

const key = 'tracker.session';
let tokens: Tokens | null = read();
let end: SessionEnd | null = null;
const listeners = new Set<() => void>();

function read(): Tokens | null {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key) ?? 'null');
    return isTokens(stored) ? stored : null;
  } catch {
    // The storage is refused or holds something else: the session lives in memory only.
    return null;
  }
}

function isTokens(value: unknown): value is Tokens {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof (value as Tokens).access_token === 'string' &&
    typeof (value as Tokens).refresh_token === 'string'
  );
}

// Stands in the place of the tokens, so that other tabs know that nobody logged out.
const expired = JSON.stringify('expired');

function write(value: Tokens | null, why: SessionEnd | null): void {
  try {
    if (value) localStorage.setItem(key, JSON.stringify(value));
    else if (why === 'expired') localStorage.setItem(key, expired);
    else localStorage.removeItem(key);
  } catch {
    // Kept in memory; a reload asks for the password again.
  }
}

function change(value: Tokens | null, why: SessionEnd | null): void {
  tokens = value;
  end = why;
  for (const listener of [...listeners]) listener();
}

// Another tab logged in, refreshed its tokens or logged out.
window.addEventListener('storage', (event) => {
  if (event.key !== key && event.key !== null) return;
  const stored = read();
  change(stored, stored ? null : event.newValue === expired ? 'expired' : 'left');
});

/** The tokens of the signed-in user, in memory and in localStorage, the same in all tabs. */
export const session = {
  get tokens(): Tokens | null {
    return tokens;
  },

  get end(): SessionEnd | null {
    return end;
  },

  /** The tokens as another tab may have stored them a moment ago. */
  reread(): Tokens | null {
    const stored = read();
    if (stored) tokens = stored;
    return tokens;
  },

  start(value: Tokens): void {
    const own = { access_token: value.access_token, refresh_token: value.refresh_token };
    write(own, null);
    change(own, null);
  },

  finish(why: SessionEnd): void {
    write(null, why);
    change(null, why);
  },

  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

/** The id of the signed-in user, from the token's subject; null without a session. */
export function userId(): string | null {
  const payload = tokens?.access_token.split('.')[1];
  if (!payload) return null;
  try {
    const claims: unknown = JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/')));
    const subject = (claims as { sub?: unknown }).sub;
    return typeof subject === 'string' ? subject : null;
  } catch {
    return null;
  }
}
