import { queryOptions } from '@tanstack/react-query';
import { api, ok } from '../client';
import { patient } from '../queryClient';
import { session, userId } from '../session';
import type { Me } from '../vocabulary';

const key = 'tracker.me';

/**
 * The signed-in user. Their name is kept in localStorage beside the tokens, so that opening a page with a session asks only for what it
 * shows.
 */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: async ({ signal }) => {
    const me = await ok(api.GET('/api/v1/auth/me', { signal }));
    store(me);
    return me;
  },
  initialData: stored,
  staleTime: Number.POSITIVE_INFINITY,
  ...patient,
});

function stored(): Me | undefined {
  try {
    const me = JSON.parse(localStorage.getItem(key) ?? 'null') as Me | null;
    return typeof me?.email === 'string' && me.id === userId() ? me : undefined;
  } catch {
    return undefined;
  }
}

function store(me: Me): void {
  try {
    localStorage.setItem(key, JSON.stringify(me));
  } catch {
    // The storage is refused or full: the name is asked for again.
  }
}

session.subscribe(() => {
  if (session.tokens || session.end !== 'left') return;
  try {
    localStorage.removeItem(key);
  } catch {
    // Nothing was stored.
  }
});
