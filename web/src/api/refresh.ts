import { errorOf, NetworkError } from './errors';
import { giveTurnUp, leaveTokens, takeTurn } from './refreshTurn';
import { session, type Tokens } from './session';

const timeout = 30_000;
/** How long a tab waits before it looks again whether another one is done. */
const look = 50;
let running: Promise<boolean> | null = null;

/**
 * Gets new tokens after a 401 for `used`. Refresh tokens rotate and a second use ends the session, so all requests of this tab share one
 * refresh, and one tab refreshes for all. False when there is no session any more; throws when the network or the server failed, which ends
 * nothing.
 */
export function refresh(used: string): Promise<boolean> {
  running ??= refreshOnce(used).finally(() => {
    running = null;
  });
  return running;
}

async function refreshOnce(used: string): Promise<boolean> {
  for (;;) {
    const tokens = session.reread();
    if (!tokens) return false;
    // Another tab was faster.
    if (tokens.access_token !== used) return true;
    // A tab that is closed or frozen while it refreshes holds the others up for as long as its request may take.
    const turn = await takeTurn(tokens.refresh_token, timeout + 1000);
    if (turn === 'own') return await spend(tokens.refresh_token);
    if (turn !== 'other') {
      session.start(turn);
      return true;
    }
    await new Promise((resolve) => setTimeout(resolve, look));
  }
}

async function spend(refreshToken: string): Promise<boolean> {
  try {
    const response = await ask(refreshToken);
    if (response.ok) {
      const tokens: Tokens = await response.json();
      // The user logged out meanwhile, here or in another tab.
      if (session.reread()?.refresh_token !== refreshToken) return session.tokens !== null;
      session.start(tokens);
      await leaveTokens(refreshToken, tokens);
      return true;
    }
    if (response.status !== 401 && response.status !== 403) throw await errorOf(response);
  } catch (failure) {
    await giveTurnUp();
    throw failure;
  }
  session.finish('expired');
  return false;
}

async function ask(token: string): Promise<Response> {
  try {
    return await fetch('/api/v1/auth/refresh', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ refresh_token: token }),
      signal: AbortSignal.timeout(timeout),
    });
  } catch (cause) {
    throw new NetworkError('The server does not answer.', { cause });
  }
}
