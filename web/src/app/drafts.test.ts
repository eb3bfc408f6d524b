import { beforeEach, describe, expect, it, vi } from 'vitest';

const storage = vi.hoisted(() => {
  const items: Record<string, string> = {};
  // Like the browser's, its keys are its own properties.
  const methods = {
    getItem: (key: string) => items[key] ?? null,
    setItem: (key: string, value: string) => {
      if (value.includes('FULL')) throw new Error('QuotaExceededError');
      items[key] = value;
    },
    removeItem: (key: string) => {
      delete items[key];
    },
  };
  const local = new Proxy(items, { get: (target, name: string) => methods[name as 'getItem'] ?? target[name] });
  vi.stubGlobal('localStorage', local);
  vi.stubGlobal('window', { addEventListener: () => undefined });
  return items;
});

import { session } from '../api/session';
import { draftKey, forgetDraftsAtLogOut, mergeDraft, readDraft, writeDraft } from './drafts';

const day = 24 * 3600 * 1000;
const tokensOf = (user: string) => ({
  access_token: `x.${btoa(JSON.stringify({ sub: user }))}.x`,
  refresh_token: 'r',
});

beforeEach(() => {
  for (const key of Object.keys(storage)) delete storage[key];
});

describe('drafts', () => {
  it('are kept for seven days', () => {
    const key = draftKey('ada', 'new');
    expect(writeDraft(key, { title: 'Pay' }, { title: '' }, 0)).toBe(true);
    expect(readDraft(key, 7 * day - 1)?.values).toEqual({ title: 'Pay' });
    expect(readDraft(key, 7 * day)).toBeNull();
  });

  it('are not kept beyond 50 KB or in a full storage', () => {
    const key = draftKey('ada', 'new');
    expect(writeDraft(key, { title: '🎉'.repeat(13_000) }, {})).toBe(false);
    expect(writeDraft(key, { title: 'FULL' }, {})).toBe(false);
    expect(readDraft(key)).toBeNull();
  });

  it('never take more room than twenty of them', () => {
    for (let index = 0; index < 30; index++) writeDraft(draftKey('ada', `task ${index}`), { title: 'x' }, {}, index);
    expect(Object.keys(storage)).toHaveLength(20);
    expect(readDraft(draftKey('ada', 'task 29'), 29)).not.toBeNull();
  });

  it.each(['', '{', '[]', '{"values":1}', '{"values":{"a":1},"base":{},"at":1}'])('drop %j', (text) => {
    storage[draftKey('ada', 'new')] = text;
    expect(readDraft(draftKey('ada', 'new'))).toBeNull();
  });

  it('go when their user logs out, and stay when the session ends by itself', () => {
    forgetDraftsAtLogOut();
    session.start(tokensOf('ada'));
    writeDraft(draftKey('ada', 'new'), { title: 'mine' }, {});
    writeDraft(draftKey('bob', 'new'), { title: 'his' }, {});
    session.finish('expired');
    expect(readDraft(draftKey('ada', 'new'))).not.toBeNull();
    session.start(tokensOf('ada'));
    session.finish('left');
    expect(readDraft(draftKey('ada', 'new'))).toBeNull();
    expect(readDraft(draftKey('bob', 'new'))).not.toBeNull();
  });
});

describe('a draft of a task that was changed meanwhile', () => {
  it('keeps what was typed and takes the rest from the task', () => {
    const base = { title: 'Old', status: 'TODO', tags: 'a' };
    const values = { title: 'Typed', status: 'TODO', tags: 'a' };
    const now = { title: 'Theirs', status: 'DONE', tags: 'a' };
    expect(mergeDraft({ values, base }, now)).toEqual({ title: 'Typed', status: 'DONE', tags: 'a' });
  });
});
