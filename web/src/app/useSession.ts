import { useSyncExternalStore } from 'react';
import { session } from '../api/session';

/** The tokens of the signed-in user; null when nobody is signed in. */
export function useSession() {
  return useSyncExternalStore(session.subscribe, () => session.tokens);
}
