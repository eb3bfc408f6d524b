import { api, ok } from '../client';
import { queryClient } from '../queryClient';
import { session } from '../session';
import { meQuery } from './me';

export async function logIn(email: string, password: string): Promise<void> {
  const tokens = await ok(api.POST('/api/v1/auth/login', { body: { email, password } }));
  // What was read before a session expired may be old.
  queryClient.clear();
  session.start(tokens);
  // Asked for while the page behind the login is being loaded, which shows the name at once then.
  void queryClient.prefetchQuery(meQuery);
}

export async function register(email: string, password: string, fullName: string): Promise<void> {
  await ok(
    api.POST('/api/v1/auth/register', { body: { email, password, full_name: fullName === '' ? null : fullName } }),
  );
}

/** Ends the session here even when the server cannot be reached: what the user sees is that they are logged out. */
export async function logOut(): Promise<void> {
  const token = session.tokens?.refresh_token;
  const answer = token ? api.POST('/api/v1/auth/logout', { body: { refresh_token: token } }) : null;
  session.finish('left');
  await answer?.catch(() => undefined);
}

/** Changes the password, which revokes every refresh token, and so logs in again with the new one. */
export async function changePassword(email: string, current: string, next: string): Promise<void> {
  await ok(api.POST('/api/v1/auth/change-password', { body: { current_password: current, new_password: next } }));
  session.start(await ok(api.POST('/api/v1/auth/login', { body: { email, password: next } })));
}
