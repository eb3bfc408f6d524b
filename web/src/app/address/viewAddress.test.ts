import { describe, expect, it } from 'vitest';
import { emptyAddress, readAddress } from './listAddress';
import { viewAddress, viewQuery } from './viewAddress';

describe('views', () => {
  it.each([
    ['', '/tasks'],
    ['status=DONE', '/tasks?status=DONE'],
    ['place=board&owner=me', '/board?owner=me'],
    ['place=calendar&view=agenda', '/calendar?view=agenda'],
    ['place=calendar&tags=home&view=agenda', '/calendar?tags=home&view=agenda'],
    ['place=moon&status=OLD', '/tasks'],
  ])('lead from %s to %s', (query, address) => expect(viewAddress(query)).toBe(address));

  it('leave the page out', () =>
    expect(viewQuery('list', { ...emptyAddress, owner: 'me', page: 3 }, '?owner=me&page=3')).toBe('owner=me'));

  it('come back to where they were made', () => {
    const search = '?search=a%26b&priority=HIGH&sort=title:asc';
    const query = viewQuery('board', readAddress(search), search);
    expect(viewAddress(query)).toBe(`/board${search}`);
  });
});
