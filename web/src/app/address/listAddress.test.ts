import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { priorities, statuses } from '../../api/vocabulary';
import { dueWindows, emptyAddress, type ListAddress, pageSizes, readAddress, sorts, writeAddress } from './listAddress';

const days = fc
  .integer({ min: 0, max: 40_000 })
  .map((count) => new Date(Date.UTC(1990, 0, 1 + count)).toISOString().slice(0, 10));
const due = fc.oneof(
  fc.constantFrom(...dueWindows, '' as const).map((window) => ({ due: window, dueFrom: '', dueTo: '' })),
  fc.record({ due: fc.constant('' as const), dueFrom: days, dueTo: fc.oneof(days, fc.constant('')) }),
);
const tag = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
  .map((text) => text.replaceAll(',', '').trim().toLowerCase())
  .filter((text) => text !== '');

const addresses: fc.Arbitrary<ListAddress> = fc
  .tuple(
    fc.record({
      search: fc.string({ unit: 'grapheme', maxLength: 40 }).map((text) => text.trim()),
      status: fc.subarray([...statuses]),
      priority: fc.subarray([...priorities]),
      tags: fc.uniqueArray(tag, { maxLength: 20 }).map((tags) => tags.sort()),
      owner: fc.oneof(fc.constantFrom('', 'me'), fc.uuid()),
      sort: fc.constantFrom(...sorts),
      page: fc.integer({ min: 1, max: 999_999 }),
      pageSize: fc.constantFrom(...pageSizes),
    }),
    due,
  )
  .map(([rest, window]) => ({ ...rest, ...window }));

describe('the address of a list', () => {
  it('says exactly what is shown', () =>
    fc.assert(
      fc.property(addresses, (address) => {
        expect(readAddress(writeAddress(address))).toEqual(address);
      }),
    ));

  it('is the same whatever was typed into it', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'binary-ascii' }), (query) => {
        const right = writeAddress(readAddress(query));
        expect(writeAddress(readAddress(right))).toBe(right);
      }),
    ));

  it.each([
    ['', ''],
    ['?page=0', ''],
    ['?page=-1', ''],
    ['?page=1e3', ''],
    ['?page=2', '?page=2'],
    ['?page_size=20', ''],
    ['?page_size=1000', ''],
    ['?status=FOO', ''],
    ['?status=DONE,FOO,TODO', '?status=TODO,DONE'],
    ['?status=DONE&status=TODO', '?status=TODO,DONE'],
    ['?tags=Home,,home,%20', '?tags=home'],
    ['?owner=bob', ''],
    ['?due=someday', ''],
    ['?due=today&due_from=2026-01-31', '?due_from=2026-01-31'],
    ['?due_from=31-12', ''],
    ['?due_from=2026-02-30', ''],
    ['?sort=owner:asc', ''],
    ['?sort=created_at:desc', ''],
    ['?unknown=1&search=%20milk%20', '?search=milk'],
  ])('%s is corrected to %s', (given, right) => expect(writeAddress(readAddress(given))).toBe(right));

  it('has nothing but defaults when it is empty', () => expect(readAddress('')).toEqual(emptyAddress));
});
