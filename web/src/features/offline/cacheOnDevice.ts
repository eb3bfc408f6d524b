import { type DehydratedState, dehydrate, hydrate } from '@tanstack/react-query';
import { del, get, set } from 'idb-keyval';
import { queryClient } from '../../api/queryClient';
import { quietly } from '../../api/quietly';
import { session, userId } from '../../api/session';

type Stored = { at: number; state: DehydratedState };

const day = 24 * 60 * 60 * 1000;
const pause = 2000;
const mostQueries = 60;
const kept = ['tasks', 'activity', 'attachments', 'tags', 'views'];

/**
 * Shows what this user saw within the last day, until the server answers. Returns whether there is something to show, which there is not
 * where the browser refuses storage.
 */
export async function restoreCache(): Promise<boolean> {
  const key = keyOfUser();
  if (!key) return false;
  try {
    const stored = await get<Stored>(key);
    if (!stored || Date.now() - stored.at >= day) return false;
    hydrate(queryClient, stored.state);
    // Shown at once, but asked for again: it may have changed since, also here within the pause before it was stored.
    await Promise.all(kept.map((name) => queryClient.invalidateQueries({ queryKey: [name], refetchType: 'none' })));
    return true;
  } catch {
    return false;
  }
}

/** Keeps the last lists and opened tasks on the device, and removes them with the session. Returns how to stop. */
export function keepCache(): () => void {
  const key = keyOfUser();
  if (!key) return () => {};
  let timer: ReturnType<typeof setTimeout> | undefined;
  const save = () => {
    timer = undefined;
    if (session.tokens) void quietly(() => set(key, { at: Date.now(), state: snapshot() } satisfies Stored));
  };
  const stopCache = queryClient.getQueryCache().subscribe(({ type }) => {
    if (type === 'updated') timer ??= setTimeout(save, pause);
  });
  const stopSession = session.subscribe(() => {
    // A session that expired is continued by the same user; who logs out leaves nothing behind.
    if (!session.tokens && session.end === 'left') void quietly(() => del(key));
  });
  return () => {
    stopCache();
    stopSession();
    clearTimeout(timer);
  };
}

function snapshot() {
  const newest = queryClient
    .getQueryCache()
    .getAll()
    .filter(({ state, queryKey }) => state.status === 'success' && kept.includes(String(queryKey[0])))
    .sort((a, b) => b.state.dataUpdatedAt - a.state.dataUpdatedAt)
    .slice(0, mostQueries);
  const hashes = new Set(newest.map(({ queryHash }) => queryHash));
  return dehydrate(queryClient, { shouldDehydrateQuery: ({ queryHash }) => hashes.has(queryHash) });
}

function keyOfUser(): string | null {
  const id = userId();
  return id && `tracker.cache.${id}`;
}
