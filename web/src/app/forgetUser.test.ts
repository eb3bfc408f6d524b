import { beforeEach, describe, expect, it, vi } from 'vitest';

vi.hoisted(() => {
  vi.stubGlobal('window', { addEventListener: () => undefined });
  vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => undefined, removeItem: () => undefined });
});

import { queryClient } from '../api/queryClient';
import { session } from '../api/session';
import type { Task } from '../api/vocabulary';
import { toastStore } from '../ui/toasts';
import { forgetUserAtLogOut } from './forgetUser';
import { selection } from './selection';
import { offerUndo, undoLast } from './undo';

const logIn = (user: string) =>
  session.start({ access_token: `x.${btoa(JSON.stringify({ sub: user }))}.x`, refresh_token: 'r' });

const taken = vi.fn();
const words = () => toastStore.get().map(({ message }) => message);

/** What is left of the user: the cache, the selection, the toasts and what can be undone. */
async function left() {
  const found = [queryClient.getQueryData(['me']), selection.tasks.length, words()];
  await undoLast();
  return [...found, taken.mock.calls.length];
}

const nothing = [undefined, 0, [], 0];
const everything = ['Alice', 1, ['Task changed'], 1];

forgetUserAtLogOut();

describe('what was done for a user', () => {
  beforeEach(() => {
    session.finish('left');
    taken.mockClear();
    logIn('alice');
    queryClient.setQueryData(['me'], 'Alice');
    selection.add([{ id: 'a' } as Task]);
    offerUndo('Task changed', async () => {
      taken();
      return 'Task changed back';
    });
  });

  it('is forgotten when the user logs out', async () => {
    session.finish('left');
    expect(await left()).toEqual(nothing);
  });

  it('is forgotten when another user comes without a log-out in between', async () => {
    logIn('bob');
    expect(await left()).toEqual(nothing);
  });

  it('is forgotten when another user logs in after an expired session', async () => {
    session.finish('expired');
    logIn('bob');
    expect(await left()).toEqual(nothing);
  });

  it('stays when the tokens are refreshed', async () => {
    logIn('alice');
    expect(await left()).toEqual(everything);
  });

  it('stays for the same user after an expired session', async () => {
    session.finish('expired');
    logIn('alice');
    expect(await left()).toEqual(everything);
  });
});
