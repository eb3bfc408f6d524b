import { beforeEach, describe, expect, it, vi } from 'vitest';

vi.hoisted(() => {
  vi.stubGlobal('window', { addEventListener: () => undefined, location: { origin: 'http://localhost' } });
  vi.stubGlobal('localStorage', { getItem: () => null });
});

import { taskKeys } from '../api/queries/taskCache';
import { queryClient } from '../api/queryClient';
import { neighboursOf } from './neighbours';

const page = (...ids: string[]) => ({ items: ids.map((id) => ({ id })), page: 1, page_size: 20, total: ids.length });

beforeEach(() => queryClient.clear());

describe('the neighbours of a task', () => {
  it('are those of the list that was loaded last', () => {
    queryClient.setQueryData(taskKeys.list({}), page('a', 'b', 'c'), { updatedAt: 1 });
    queryClient.setQueryData(taskKeys.list({ search: 'x' }), page('c', 'b', 'd'), { updatedAt: 2 });
    expect(neighboursOf('b')).toEqual({ previous: 'c', next: 'd', position: 2, count: 3 });
  });

  it('are those of a column of the board', () => {
    const data = { pages: [page('a', 'b'), page('c')], pageParams: [1, 2] };
    queryClient.setQueryData(taskKeys.column({ status: ['TODO'] }), data);
    expect(neighboursOf('b')).toEqual({ previous: 'a', next: 'c', position: 2, count: 3 });
  });

  it('stay when the task leaves the list because it was changed', () => {
    queryClient.setQueryData(taskKeys.list({}), page('a', 'b', 'c'));
    neighboursOf('b');
    queryClient.setQueryData(taskKeys.list({}), page('a', 'c'));
    expect(neighboursOf('b')?.next).toBe('c');
  });

  it('are none for a task of no list', () => {
    expect(neighboursOf('z')).toBeNull();
  });
});
