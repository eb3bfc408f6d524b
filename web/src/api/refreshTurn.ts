import { del, update } from 'idb-keyval';
import { quietly } from './quietly';
import { session, type Tokens } from './session';

/** What is known of one refresh token over all tabs: the tab that uses it has until `until`, and leaves the `tokens` that it got. */
type Turn = { refreshToken: string; until: number; tokens?: Tokens };

const key = 'tracker.refresh';

/**
 * Decides which tab uses a refresh token: this one (`own`), one that is at it (`other`), or none any more, since a tab has left the tokens
 * that it got for it. IndexedDB runs the transactions of all tabs one by one; what a tab writes to localStorage reaches the others a moment
 * later, and Web Locks exist on https and localhost only.
 */
export async function takeTurn(refreshToken: string, lifetime: number): Promise<'own' | 'other' | Tokens> {
  let result: 'own' | 'other' | Tokens = 'own';
  try {
    await update<Turn>(key, (turn) => {
      if (turn?.refreshToken === refreshToken && (turn.tokens || turn.until > Date.now())) {
        result = turn.tokens ?? 'other';
        return turn;
      }
      return { refreshToken, until: Date.now() + lifetime };
    });
  } catch {
    // A browser that refuses storage shares no session between tabs.
  }
  return result;
}

/** Leaves the new tokens for tabs that still know the old ones only. */
export async function leaveTokens(refreshToken: string, tokens: Tokens): Promise<void> {
  const { access_token, refresh_token } = tokens;
  await quietly(() => update<Turn>(key, () => ({ refreshToken, until: 0, tokens: { access_token, refresh_token } })));
}

/** Lets the next tab try, after a refresh that came to nothing. */
export async function giveTurnUp(): Promise<void> {
  await quietly(() => del(key));
}

// Who logs out leaves no tokens behind.
session.subscribe(() => {
  if (!session.tokens) void giveTurnUp();
});
