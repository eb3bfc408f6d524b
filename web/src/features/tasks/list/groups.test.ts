import { expect, test } from 'vitest';
import type { Status, Task } from '../../../api/vocabulary';
import { groupsOf } from './groups';

const now = new Date('2026-03-11T12:00:00Z');
const due = (due_date: string, status: Status) => ({ due_date, status }) as Task;

test('finished tasks between open ones have their heading', () => {
  const tasks = [
    due('2026-03-01T12:00:00Z', 'TODO'),
    due('2026-03-02T12:00:00Z', 'DONE'),
    due('2026-03-03T12:00:00Z', 'BLOCKED'),
    due('2026-03-11T13:00:00Z', 'TODO'),
  ];
  expect(groupsOf(tasks, 'due_date:asc', now)).toEqual(['Overdue', 'Overdue', 'Overdue', 'Today']);
});

test('finished tasks alone are past, not overdue', () => {
  const tasks = [due('2026-03-01T12:00:00Z', 'DONE'), due('2026-03-11T13:00:00Z', 'TODO')];
  expect(groupsOf(tasks, 'due_date:asc', now)).toEqual(['Past', 'Today']);
});
