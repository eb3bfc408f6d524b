import { changeMany, deleteMany, type TaskResult, type TasksChange } from '../api/queries/bulk';
import { latestOf } from '../api/queries/taskCache';
import type { Task } from '../api/vocabulary';
import { tell, tellFailure } from '../ui/toasts';
import { bulkWords, isDone } from './bulkWords';
import { beforeUndo, offerUndo } from './undo';

/** Makes the same change of many tasks, says what became of each, and offers to take it back. False when nothing was sent through. */
export async function changeTasks(
  tasks: readonly Task[],
  change: TasksChange,
  onProgress?: (done: number) => void,
): Promise<boolean> {
  const before = latestOf(tasks);
  try {
    const ids = tasks.map(({ id }) => id);
    const results = await beforeUndo(changeMany(ids, change, { onProgress }));
    const words = bulkWords('changed', results, titlesOf(tasks));
    const changed = results.filter(isDone);
    if (changed.length === 0) tell(words);
    else offerUndo(words, () => revert(before, change, changed));
    return true;
  } catch (error) {
    tellFailure(error, 'The tasks were not changed', () => void changeTasks(tasks, change, onProgress));
    return false;
  }
}

/** Deletes many tasks; the caller has asked. */
export async function deleteTasks(tasks: readonly Task[], onProgress?: (done: number) => void): Promise<boolean> {
  try {
    const results = await deleteMany(
      tasks.map(({ id }) => id),
      { onProgress },
    );
    tell(bulkWords('deleted', results, titlesOf(tasks)));
    return true;
  } catch (error) {
    tellFailure(error, 'The tasks were not deleted');
    return false;
  }
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
  for (const [back, some] of groups) {
    if (back !== '{}') results.push(...(await changeMany(some, JSON.parse(back) as TasksChange, { overOwn: true })));
  }
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
