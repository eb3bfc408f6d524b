import { expect, it } from 'vitest';
import { inZone } from '../../ui/inZone.testing';
import { emptyAddress } from './listAddress';
import { lastDayOfWeek, parametersOf } from './listParameters';

const now = new Date('2026-03-28T12:34:56Z');

inZone('Europe/Berlin', -60, () => {
  it('today lasts from midnight to midnight where the user is', () =>
    expect(parametersOf({ ...emptyAddress, due: 'today' }, now)).toEqual({
      due_from: '2026-03-27T23:00:00.000Z',
      due_to: '2026-03-28T22:59:59.999Z',
    }));

  it('a day on which the clock changes is shorter', () =>
    expect(parametersOf({ ...emptyAddress, dueFrom: '2026-03-29', dueTo: '2026-03-29' }, now)).toEqual({
      due_from: '2026-03-28T23:00:00.000Z',
      due_to: '2026-03-29T21:59:59.999Z',
    }));

  it('what is overdue is not done, and asked for by the whole minute', () =>
    expect(parametersOf({ ...emptyAddress, due: 'overdue' }, now)).toEqual({
      due_to: '2026-03-28T12:33:59.999Z',
      status: ['TODO', 'IN_PROGRESS', 'BLOCKED'],
    }));

  it('the statuses that are asked for count, also for what is overdue', () =>
    expect(parametersOf({ ...emptyAddress, due: 'overdue', status: ['DONE'] }, now).status).toEqual(['DONE']));

  it('nothing is asked for that is the default', () => expect(parametersOf(emptyAddress, now)).toEqual({}));

  it.each([
    // 28 March 2026 is a Saturday.
    [1, '2026-03-29'],
    [0, '2026-03-28'],
    [6, '2026-04-03'],
  ] as const)('a week that begins on day %i ends on %s', (first, last) =>
    expect(lastDayOfWeek('2026-03-28', first)).toBe(last),
  );
});
