import { describe, expect, it } from 'vitest';
import type { TaskResult } from '../api/queries/bulk';
import { bulkWords } from './bulkWords';

const result = (id: string, status: number): TaskResult => ({ id, status });
const titles = new Map([
  ['a', 'Rent'],
  ['b', 'Chairs'],
]);

describe('bulkWords', () => {
  it('counts what was done', () =>
    expect(bulkWords('changed', [result('a', 200), result('b', 200)], titles)).toBe('2 changed'));
  it('names a task that is not yours', () =>
    expect(bulkWords('changed', [result('x', 200), result('y', 200), result('a', 403)], titles)).toBe(
      '2 changed, 1 is not yours: Rent',
    ));
  it('names the kinds apart', () =>
    expect(bulkWords('changed', [result('a', 403), result('b', 404)], titles)).toBe(
      '0 changed, 1 is not yours: Rent, 1 is gone: Chairs',
    ));
  it('tells what failed apart from what was refused', () =>
    expect(bulkWords('changed', [result('x', 200), result('a', 422), result('b', 503)], titles)).toBe(
      '1 changed, 1 refused: Rent, 1 failed: Chairs',
    ));
  it('names three at most', () =>
    expect(
      bulkWords(
        'deleted',
        ['1', '2', '3', '4', '5'].map((id) => result(id, 403)),
        titles,
      ),
    ).toBe('0 deleted, 5 are not yours: 1, 2, 3 and 2 more'));
});
