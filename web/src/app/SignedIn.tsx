import { Fragment, type ReactNode } from 'react';
import { Navigate, useLocation } from 'react-router';
import { session, userId } from '../api/session';
import { useSession } from './useSession';

/** Where to go after the login; kept in the history entry, never in the address. */
export type LoginState = { from?: string };

/** Shows its children to a signed-in user, and the login page to anybody else. */
export function SignedIn({ children }: { children: ReactNode }) {
  const tokens = useSession();
  const { pathname, search } = useLocation();
  // Another user may come without a log-out that this tab hears of: nothing on the page is theirs.
  if (tokens) return <Fragment key={userId()}>{children}</Fragment>;
  // After a log out the next user starts at the list; after an ended session the same user goes on where they were.
  const state: LoginState = session.end === 'left' ? {} : { from: pathname + search };
  return <Navigate to="/login" replace state={state} />;
}

/** A path of this site: what a history entry holds may have been written by another page. */
export function safePath(state: unknown): string {
  const from = (state as LoginState | null)?.from;
  return typeof from === 'string' && /^\/(?![/\\])/.test(from) && !from.startsWith('/login') ? from : '/tasks';
}
