import {
  changeMany,
  deleteMany,
  type Outcome,
  type TaskResult,
  type TasksChange,
  unanswered,
} from '../api/queries/bulk';
import { latestOf } from '../api/queries/taskCache';
import type { Task } from '../api/vocabulary';
import { tell, tellFailure } from '../ui/toasts';
import { bulkWords, isDone } from './bulkWords';
import { beforeUndo, offerUndo } from './undo';

/**
 * Makes the same change of many tasks, says what became of each, and offers to take it back. Resolves to the tasks whose requests failed.
 */
export async function changeTasks(
  tasks: readonly Task[],
  change: TasksChange,
  onProgress?: (done: number) => void,
): Promise<readonly Task[]> {
  const before = latestOf(tasks);
  const ids = tasks.map(({ id }) => id);
  const outcome = await beforeUndo(changeMany(ids, change, { onProgress }));
  const changed = outcome.results.filter(isDone);
  if (changed.length > 0) {
    offerUndo(bulkWords('changed', outcome.results, titlesOf(tasks)), () => revert(before, change, changed));
  } else if (outcome.failure) {
    tellFailure(outcome.failure, 'The tasks were not changed', () => void changeTasks(tasks, change));
  } else {
    tell(bulkWords('changed', outcome.results, titlesOf(tasks)));
  }
  return failedOf(tasks, outcome);
}

/** Deletes many tasks; the caller has asked. Resolves to the tasks whose requests failed. */
export async function deleteTasks(
  tasks: readonly Task[],
  onProgress?: (done: number) => void,
): Promise<readonly Task[]> {
  const ids = tasks.map(({ id }) => id);
  const outcome = await deleteMany(ids, { onProgress });
  if (outcome.failure && !outcome.results.some(isDone)) tellFailure(outcome.failure, 'The tasks were not deleted');
  else tell(bulkWords('deleted', outcome.results, titlesOf(tasks)));
  return failedOf(tasks, outcome);
}

function failedOf(tasks: readonly Task[], { results }: Outcome): readonly Task[] {
  const failed = new Set(results.flatMap(({ id, status }) => (status === unanswered ? [id] : [])));
  return tasks.filter(({ id }) => failed.has(id));
}

function titlesOf(tasks: readonly Task[]): ReadonlyMap<string, string> {
  return new Map(tasks.map(({ id, title }) => [id, title]));
}

/** Writes the old values back, those that are equal with one request, unless another user changed the task since. */
async function revert(before: readonly Task[], change: TasksChange, changed: readonly TaskResult[]): Promise<string> {
  const ids = new Set(changed.map(({ id }) => id));
  const groups = new Map<string, string[]>();
  for (const task of before) {
    if (!ids.has(task.id)) continue;
    const back = JSON.stringify(reverse(task, change));
    groups.set(back, [...(groups.get(back) ?? []), task.id]);
  }
  const results: TaskResult[] = [];
  let failure: unknown;
  for (const [back, some] of groups) {
    if (back === '{}') continue;
    const outcome = await changeMany(some, JSON.parse(back) as TasksChange, { overOwn: true });
    results.push(...outcome.results);
    failure ??= outcome.failure;
  }
  if (failure && !results.some(isDone)) throw failure;
  return bulkWords('restored', results, titlesOf(before));
}

/** The change that leads from the new values to the old ones; empty when the task had the new ones already. */
export function reverse(task: Task, { status, priority, due_date, tags_add, tags_remove }: TasksChange): TasksChange {
  const added = tags_add?.filter((tag) => !task.tags.includes(tag)) ?? [];
  const removed = tags_remove?.filter((tag) => task.tags.includes(tag)) ?? [];
  return {
    ...(status && status !== task.status && { status: task.status }),
    ...(priority && priority !== task.priority && { priority: task.priority }),
    ...(due_date !== undefined && due_date !== task.due_date && { due_date: task.due_date }),
    ...(added.length > 0 && { tags_remove: added }),
    ...(removed.length > 0 && { tags_add: removed }),
  };
}
