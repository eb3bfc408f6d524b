import { describe, expect, it } from 'vitest';
import type { Task } from '../../../api/vocabulary';
import { differencesOf } from './differences';
import { prefilled } from './prefill';
import { emptyValues, newTask, taskChange, taskFaults, valuesOf } from './taskValues';

const task = {
  id: '1',
  title: 'Pay rent',
  description: null,
  status: 'TODO',
  priority: 'MEDIUM',
  // Seconds that the fields cannot show.
  due_date: '2026-01-15T09:00:42.123Z',
  tags: ['a', 'b'],
} as unknown as Task;

describe('what an edit sends', () => {
  const base = valuesOf(task);

  it('sends nothing when nothing was touched', () => {
    expect(taskChange(base, base)).toEqual({});
  });

  it('leaves an untouched due date out', () => {
    expect(taskChange({ ...base, title: 'Pay the rent' }, base)).toEqual({ title: 'Pay the rent' });
  });

  it('sends a touched time as an instant', () => {
    const change = taskChange({ ...base, time: '18:30' }, base);
    expect(Object.keys(change)).toEqual(['due_date']);
    expect(new Date(change.due_date ?? '').getHours()).toBe(18);
  });

  it('clears a date that was taken away', () => {
    expect(taskChange({ ...base, due_date: '', time: '' }, base)).toEqual({ due_date: null });
  });

  it('ignores the order of tags and blanks around the title', () => {
    expect(taskChange({ ...base, tags: 'b,a', title: ' Pay rent ' }, base)).toEqual({});
  });

  it('takes a typed tag that is no chip yet', () => {
    expect(taskChange({ ...base, tag_text: 'C' }, base)).toEqual({ tags: ['a', 'b', 'c'] });
  });

  it('clears a description with null', () => {
    const described = valuesOf({ ...task, description: 'Old' });
    expect(taskChange({ ...described, description: '' }, described)).toEqual({ description: null });
  });
});

describe('a new task', () => {
  it('is due at the end of the day without a time', () => {
    const due = new Date(newTask({ ...emptyValues, title: 'x', due_date: '2026-01-15' }).due_date ?? '');
    expect([due.getHours(), due.getMinutes()]).toEqual([23, 59]);
  });

  it.each([
    ['status=BLOCKED&due_date=2026-01-31', { status: 'BLOCKED', due_date: '2026-01-31' }],
    ['status=FOO&due_date=2026-02-30', { status: 'TODO', due_date: '' }],
    ['due_date=31-12&colour=red', { status: 'TODO', due_date: '' }],
  ])('takes from the address %s what is right', (query, expected) => {
    expect(prefilled(new URLSearchParams(query))).toEqual({ ...emptyValues, ...expected });
  });
});

describe('faults', () => {
  const right = { ...emptyValues, title: 'x' };
  const faultsOf = (change: object) =>
    Object.fromEntries(Object.entries(taskFaults({ ...right, ...change })).filter(([, fault]) => fault));

  it.each([
    [{ title: '' }, { title: 'Enter a title' }],
    [{ title: ' \u200b ' }, { title: 'Enter a title' }],
    [{ title: 'W'.repeat(201) }, { title: 'Use at most 200 characters; there are 201' }],
    [{ title: '🎉'.repeat(200) }, {}],
    [{ description: 'x'.repeat(10_001) }, { description: 'Use at most 10,000 characters; there are 10,001' }],
    [{ description: '🎉'.repeat(10_000) }, {}],
    [{ tag_text: 'x'.repeat(51) }, { tags: 'A tag can have at most 50 characters' }],
    [{ time: '10:00' }, { due_date: 'Choose a date for this time' }],
    [{ due_date: '20260-01-01' }, { due_date: 'Use a year of four digits' }],
  ])('of %j', (change, expected) => {
    expect(faultsOf(change)).toEqual(expected);
  });
});

describe('differences', () => {
  const before = valuesOf(task);

  it('name what somebody changed, and what is typed there', () => {
    const theirs = { ...before, status: 'DONE', title: 'Pay' };
    const mine = { ...before, title: 'Pay it' };
    expect(differencesOf(before, theirs, mine)).toEqual([
      { field: 'title', label: 'Title', before: 'Pay rent', theirs: 'Pay', mine: 'Pay it' },
      { field: 'status', label: 'Status', before: 'To do', theirs: 'Done', mine: null },
    ]);
  });

  it('are none when only other things changed', () => {
    expect(differencesOf(before, before, { ...before, title: 'Typed' })).toEqual([]);
  });
});
