import { api, ok } from '../client';
import { queryClient } from '../queryClient';
import { session } from '../session';
import { meQuery } from './me';

export async function logIn(email: string, password: string): Promise<void> {
  const tokens = await askForTokens(email, password);
  // What was read before a session expired may be old.
  queryClient.clear();
  session.start(tokens);
  // Asked for while the page behind the login is being loaded, which shows the name at once then.
  void queryClient.prefetchQuery(meQuery);
}

/** Makes an account and logs in. False when there is an account, but no session: the user has to log in. */
export async function register(email: string, password: string, fullName: string): Promise<boolean> {
  await ok(
    api.POST('/api/v1/auth/register', { body: { email, password, full_name: fullName === '' ? null : fullName } }),
  );
  return await succeeds(logIn(email, password));
}

/** Ends the session here even when the server cannot be reached: what the user sees is that they are logged out. */
export async function logOut(): Promise<void> {
  const token = session.tokens?.refresh_token;
  const answer = token ? api.POST('/api/v1/auth/logout', { body: { refresh_token: token } }) : null;
  session.finish('left');
  await answer?.catch(() => undefined);
}

/**
 * Changes the password, which revokes every refresh token, and so logs in again with the new one. False when the password was changed, but
 * the session has ended: the user has to log in.
 */
export async function changePassword(email: string, current: string, next: string): Promise<boolean> {
  await ok(api.POST('/api/v1/auth/change-password', { body: { current_password: current, new_password: next } }));
  const isLoggedIn = await succeeds(askForTokens(email, next).then(session.start));
  if (!isLoggedIn) session.finish('expired');
  return isLoggedIn;
}

function askForTokens(email: string, password: string) {
  return ok(api.POST('/api/v1/auth/login', { body: { email, password } }));
}

function succeeds(step: Promise<void>): Promise<boolean> {
  return step.then(
    () => true,
    () => false,
  );
}
