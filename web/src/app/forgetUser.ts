import { queryClient } from '../api/queryClient';
import { session, userId } from '../api/session';
import { dismissAll } from '../ui/toasts';
import { selection } from './selection';
import { forgetSteps } from './undo';

/** Forgets what was read and done for a user when they log out or another user logs in, here or in another tab. */
export function forgetUserAtLogOut(): void {
  let user = userId();
  session.subscribe(() => {
    // The same user goes on after a session that expired.
    if (session.end === 'expired' || userId() === user) return;
    user = userId();
    queryClient.clear();
    selection.clear();
    forgetSteps();
    dismissAll();
  });
}
