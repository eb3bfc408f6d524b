import { errorOf, NetworkError } from './errors';
import { withLock } from './lock';
import { session } from './session';

let running: Promise<boolean> | null = null;

/**
 * Gets new tokens after a 401 for `used`. Refresh tokens rotate and a second use ends the session, so all requests of this tab share one
 * refresh, and all tabs take turns. False when there is no session any more; throws when the network or the server failed, which ends nothing.
 */
export function refresh(used: string): Promise<boolean> {
  running ??= withLock('refresh', () => refreshOnce(used)).finally(() => {
    running = null;
  });
  return running;
}

async function refreshOnce(used: string): Promise<boolean> {
  const tokens = session.reread();
  if (!tokens) return false;
  // Another tab was faster.
  if (tokens.access_token !== used) return true;
  const response = await ask(tokens.refresh_token);
  if (response.ok) {
    session.start(await response.json());
    return true;
  }
  if (response.status === 401 || response.status === 403) {
    session.finish('expired');
    return false;
  }
  throw await errorOf(response);
}

async function ask(token: string): Promise<Response> {
  try {
    return await fetch('/api/v1/auth/refresh', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ refresh_token: token }),
      signal: AbortSignal.timeout(30_000),
    });
  } catch (cause) {
    throw new NetworkError('The server does not answer.', { cause });
  }
}
