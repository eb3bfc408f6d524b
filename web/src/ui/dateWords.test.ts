import { describe, expect, it, vi } from 'vitest';
import { duePartsOf } from './dates';
import { dueFromWords, quickDays } from './dateWords';

vi.stubGlobal('navigator', { language: 'en-GB' });
// A Thursday.
const now = new Date(2026, 0, 15, 10, 0);

describe('a due date in words', () => {
  it.each([
    ['tomorrow', '2026-01-16', ''],
    ['tomorrow 9am', '2026-01-16', '09:00'],
    ['in 3 days', '2026-01-18', ''],
    ['friday', '2026-01-16', ''],
    ['2 February', '2026-02-02', ''],
  ])('reads %s', async (words, day, time) => {
    expect(duePartsOf((await dueFromWords(words, now)) ?? '')).toEqual({ day, time });
  });

  it.each(['', 'soon', 'tomorrow maybe', 'call tomorrow', 'xyz'])('reads nothing in %j', async (words) => {
    expect(await dueFromWords(words, now)).toBeNull();
  });
});

describe('the days to choose from', () => {
  it('lead to the Monday after today, also on a Monday and a Sunday', () => {
    expect(quickDays(now).map(({ day }) => day)).toEqual(['2026-01-15', '2026-01-16', '2026-01-19']);
    expect(quickDays(new Date(2026, 0, 19))[2]?.day).toBe('2026-01-26');
    expect(quickDays(new Date(2026, 0, 18))[2]?.day).toBe('2026-01-19');
  });
});
