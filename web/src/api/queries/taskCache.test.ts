import { afterEach, expect, test } from 'vitest';
import { queryClient } from '../queryClient';
import type { Task, TaskPage } from '../vocabulary';
import { expireLists, forgetTask, rememberTask, showCreated, taskKeys } from './taskCache';

afterEach(() => queryClient.clear());

const task = (id: string, title = id) =>
  ({ id, title, status: 'TODO', priority: 'MEDIUM', tags: [] }) as unknown as Task;
const page = (...items: Task[]): TaskPage => ({ items, total: items.length, page: 1, page_size: 20 });
const key = taskKeys.list({});

for (const [what, write, titles] of [
  ['is changed', () => rememberTask(task('a', 'A')), ['A', 'b']],
  ['is deleted', () => forgetTask('a'), ['b']],
  ['of another list is changed', () => rememberTask(task('c', 'C')), ['a', 'b']],
  ['is added', () => showCreated(task('c')), ['c', 'a', 'b']],
] as const) {
  test(`a list is as old as before when a task ${what}`, () => {
    queryClient.setQueryData(key, page(task('a'), task('b')), { updatedAt: 1000 });
    queryClient.setQueryData(taskKeys.list({ page: 2 }), page(task('c')));
    write();
    expect(queryClient.getQueryState(key)).toMatchObject({ dataUpdatedAt: 1000, isInvalidated: false });
    expireLists();
    write();
    expect(queryClient.getQueryState(key)).toMatchObject({ dataUpdatedAt: 1000, isInvalidated: true });
    expect(queryClient.getQueryData<TaskPage>(key)?.items.map(({ title }) => title)).toEqual(titles);
  });
}
