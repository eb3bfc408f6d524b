import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, age, daysBetween, dueFrom, duePartsOf, isDueSoon, isOverdue, relativeDay, startOf } from './dates';
import { inZone } from './inZone.testing';

const zones = [
  ['Europe/Berlin', -60],
  ['America/Los_Angeles', 480],
  ['Asia/Kathmandu', -345],
] as const;

const days = fc
  .integer({ min: 0, max: 40_000 })
  .map((count) => new Date(Date.UTC(1990, 0, 1 + count)).toISOString().slice(0, 10));

for (const [zone, offset] of zones) {
  inZone(zone, offset, () => {
    it('a day given without a time comes back as that day without a time', () =>
      fc.assert(
        fc.property(days, (day) => {
          expect(duePartsOf(dueFrom(day, ''))).toEqual({ day, time: '' });
        }),
      ));

    it('so many days later are so many days between', () =>
      fc.assert(
        fc.property(days, fc.integer({ min: -500, max: 500 }), (day, count) => {
          expect(daysBetween(day, addDays(day, count))).toBe(count);
        }),
      ));

    it('a day begins at its first moment, also where the clock changes', () =>
      fc.assert(
        fc.property(days, (day) => {
          const start = startOf(day);
          expect(new Date(start.getTime() - 1).getDate()).not.toBe(start.getDate());
        }),
      ));

    it('the days around now have words', () => {
      const now = new Date(dueFrom('2026-01-15', '12:00'));
      const words = (day: string) => relativeDay(dueFrom(day, ''), now);
      expect(['2026-01-13', '2026-01-14', '2026-01-15', '2026-01-16', '2026-01-29'].map(words)).toEqual([
        '2 days ago',
        'yesterday',
        'today',
        'tomorrow',
        'in 14 days',
      ]);
      expect(words('2026-01-30')).toContain('30');
      expect(words('2026-01-30')).not.toContain('2026');
      expect(words('2027-01-30')).toContain('2027');
    });
  });
}

inZone('Europe/Berlin', -60, () => {
  it.each([
    // In spring 29 March has 23 hours, in autumn 25 October has 25.
    ['2026-03-29', '', '2026-03-29T21:59:00.000Z'],
    ['2026-03-29', '01:30', '2026-03-29T00:30:00.000Z'],
    // The clock does not show 02:30 on that day.
    ['2026-03-29', '02:30', '2026-03-29T01:30:00.000Z'],
    ['2026-10-25', '', '2026-10-25T22:59:00.000Z'],
    ['2026-10-25', '09:00', '2026-10-25T08:00:00.000Z'],
  ])('%s %s is due at %s', (day, time, due) => expect(dueFrom(day, time)).toBe(due));

  it('a task is overdue from its minute on, and soon until the end of tomorrow', () => {
    const now = new Date('2026-03-28T12:00:00Z');
    expect(isOverdue('2026-03-28T11:59:59Z', now)).toBe(true);
    expect(isOverdue('2026-03-28T12:00:00Z', now)).toBe(false);
    expect(isDueSoon('2026-03-28T11:59:59Z', now)).toBe(false);
    expect(isDueSoon('2026-03-29T21:59:00Z', now)).toBe(true);
    expect(isDueSoon('2026-03-29T22:00:00Z', now)).toBe(false);
  });
});

describe('the age of something', () => {
  const now = new Date('2026-03-28T12:00:00Z');
  it.each([
    ['2026-03-28T11:59:30Z', 'just now'],
    ['2026-03-28T12:00:30Z', 'just now'],
    ['2026-03-28T11:55:00Z', '5 minutes ago'],
    ['2026-03-28T10:59:00Z', '1 hour ago'],
    ['2026-03-27T11:00:00Z', 'yesterday'],
    ['2026-02-01T12:00:00Z', 'last month'],
    ['2020-03-01T12:00:00Z', '6 years ago'],
  ])('from %s is %s', (time, words) => expect(age(time, now)).toBe(words));
});
