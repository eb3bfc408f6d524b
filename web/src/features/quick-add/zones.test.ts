import { expect, it } from 'vitest';
import { inZone } from '../../ui/inZone.testing';
import { parse } from './phrases.testing';

/** The moment in UTC at which a line typed at `now` (UTC) is due. */
function dueAt(line: string, now: string): string | null {
  return parse(line, { now: new Date(now) }).due;
}

inZone('Europe/Berlin', -60, () => {
  it.each([
    // Spring: at 02:00 on 29 March the clock goes to 03:00.
    ['Call tomorrow', '2026-03-27T11:00:00Z', '2026-03-28T22:59:00.000Z'],
    ['Call tomorrow', '2026-03-28T11:00:00Z', '2026-03-29T21:59:00.000Z'],
    ['Call today', '2026-03-29T00:30:00Z', '2026-03-29T21:59:00.000Z'],
    ['Call tomorrow at 9', '2026-03-28T11:00:00Z', '2026-03-29T07:00:00.000Z'],
    ['Call in 2 days', '2026-03-28T11:00:00Z', '2026-03-30T21:59:00.000Z'],
    ['Call sunday 2:30', '2026-03-27T11:00:00Z', '2026-03-29T01:30:00.000Z'],
    ['Call in 2 hours', '2026-03-29T00:30:00Z', '2026-03-29T02:30:00.000Z'],
    ['Call in 30 minutes', '2026-03-29T00:45:00Z', '2026-03-29T01:15:00.000Z'],
    ['Call at midnight', '2026-03-28T20:00:00Z', '2026-03-28T23:00:00.000Z'],
    // Autumn: at 03:00 on 25 October the clock goes back to 02:00.
    ['Call tomorrow', '2026-10-24T11:00:00Z', '2026-10-25T22:59:00.000Z'],
    ['Call today', '2026-10-25T00:30:00Z', '2026-10-25T22:59:00.000Z'],
    ['Call tomorrow at 9', '2026-10-24T11:00:00Z', '2026-10-25T08:00:00.000Z'],
    ['Call in 2 hours', '2026-10-24T23:30:00Z', '2026-10-25T01:30:00.000Z'],
    ['Call in 1 hour', '2026-10-25T00:30:00Z', '2026-10-25T01:30:00.000Z'],
    ['Call next week', '2026-10-24T11:00:00Z', '2026-10-26T22:59:00.000Z'],
    // Close to midnight the day is the user's, not that of UTC.
    ['Call today', '2026-01-14T23:30:00Z', '2026-01-15T22:59:00.000Z'],
    ['Call tomorrow', '2026-01-15T22:30:00Z', '2026-01-16T22:59:00.000Z'],
    ['Call at 8am', '2026-01-15T22:30:00Z', '2026-01-16T07:00:00.000Z'],
    ['Call eom', '2026-01-31T22:30:00Z', '2026-01-31T22:59:00.000Z'],
    ['Deploy 2026-04-15T17:00Z', '2026-01-15T09:00:00Z', '2026-04-15T17:00:00.000Z'],
    ['Deploy 2026-04-15 17:00', '2026-01-15T09:00:00Z', '2026-04-15T15:00:00.000Z'],
    ['Party 2026-12-31', '2026-01-15T09:00:00Z', '2026-12-31T22:59:00.000Z'],
  ])('%s, typed at %s, is due at %s', (line, now, due) => {
    expect(dueAt(line, now)).toBe(due);
  });
});

inZone('America/Los_Angeles', 480, () => {
  it.each([
    // Spring: at 02:00 on 8 March the clock goes to 03:00.
    ['Call tomorrow', '2026-03-07T20:00:00Z', '2026-03-09T06:59:00.000Z'],
    ['Call today', '2026-03-08T09:30:00Z', '2026-03-09T06:59:00.000Z'],
    ['Call in 2 hours', '2026-03-08T09:30:00Z', '2026-03-08T11:30:00.000Z'],
    ['Call sunday 2:30', '2026-03-06T20:00:00Z', '2026-03-08T10:30:00.000Z'],
    ['Call next week', '2026-03-06T20:00:00Z', '2026-03-10T06:59:00.000Z'],
    // Autumn: at 02:00 on 1 November the clock goes back to 01:00.
    ['Call tomorrow', '2026-10-31T20:00:00Z', '2026-11-02T07:59:00.000Z'],
    ['Call in 2 hours', '2026-11-01T08:30:00Z', '2026-11-01T10:30:00.000Z'],
    ['Call +1d', '2026-10-31T20:00:00Z', '2026-11-02T07:59:00.000Z'],
    ['Call end of month', '2026-10-31T20:00:00Z', '2026-11-01T06:59:00.000Z'],
    // It is still the 15th here when it is the 16th in UTC.
    ['Call today', '2026-01-16T05:00:00Z', '2026-01-16T07:59:00.000Z'],
    ['Call friday', '2026-01-16T05:00:00Z', '2026-01-17T07:59:00.000Z'],
    ['Call tonight', '2026-01-16T05:00:00Z', '2026-01-16T07:59:00.000Z'],
    ['Call 4/15', '2026-01-15T18:00:00Z', '2026-04-16T06:59:00.000Z'],
  ])('%s, typed at %s, is due at %s', (line, now, due) => {
    expect(dueAt(line, now)).toBe(due);
  });
});

inZone('Asia/Kathmandu', -345, () => {
  it.each([
    ['Call today', '2026-01-15T04:15:00Z', '2026-01-15T18:14:00.000Z'],
    ['Call today', '2026-01-15T18:14:30Z', '2026-01-15T18:14:00.000Z'],
    ['Call today', '2026-01-15T18:15:00Z', '2026-01-16T18:14:00.000Z'],
    ['Call at noon', '2026-01-15T04:15:00Z', '2026-01-15T06:15:00.000Z'],
    ['Call at noon', '2026-01-15T06:16:00Z', '2026-01-16T06:15:00.000Z'],
    ['Call in 2 hours', '2026-01-15T04:15:42Z', '2026-01-15T06:15:00.000Z'],
    ['Call tomorrow 9am', '2026-01-15T19:00:00Z', '2026-01-17T03:15:00.000Z'],
    ['Call at midnight', '2026-01-15T04:15:00Z', '2026-01-15T18:15:00.000Z'],
  ])('%s, typed at %s, is due at %s', (line, now, due) => {
    expect(dueAt(line, now)).toBe(due);
  });
});
