import { afterEach, expect, test } from 'vitest';
import { forgetTask, forgetUnlessShown, rememberTask, taskKeys } from '../api/queries/taskCache';
import { queryClient } from '../api/queryClient';
import type { Task, TaskPage } from '../api/vocabulary';
import { selection } from './selection';

const task = (id: string, more: Partial<Task> = {}) => ({ id, version: 1, status: 'TODO', ...more }) as Task;
const load = (...items: Task[]) =>
  queryClient.setQueryData(taskKeys.list({}), { items, total: items.length } as unknown as TaskPage);
const ids = () => selection.tasks.map(({ id }) => id);

afterEach(() => {
  selection.clear();
  queryClient.clear();
});

test('a selected task is as it is now', () => {
  const [a, b] = [task('a'), task('b')];
  load(a, b);
  selection.add([a, b]);
  rememberTask({ ...a, status: 'DONE' });
  expect(selection.tasks).toEqual([task('a', { status: 'DONE' }), b]);
});

test('a selected task is not as an older answer has it', () => {
  queryClient.setQueryData(taskKeys.one('a'), { task: task('a'), attachments: [] });
  const newer = task('a', { version: 2, status: 'DONE' });
  load(newer);
  selection.add([newer]);
  expect(selection.tasks).toEqual([newer]);
});

test('a deleted task is not selected any more', () => {
  const tasks = ['a', 'b', 'c'].map((id) => task(id));
  load(...tasks);
  selection.add(tasks);
  forgetTask('a');
  expect(ids()).toEqual(['b', 'c']);
  forgetUnlessShown('c');
  expect(ids()).toEqual(['b']);
});
