import { writtenVersion } from '../api/queries/ownWrites';
import { cachedTask, rememberTask } from '../api/queries/taskCache';
import { updateTask } from '../api/queries/tasks';
import { type Priority, priorityWords, type Status, statusWords, type Task, type TaskChange } from '../api/vocabulary';
import { duePartsOf, shortDay } from '../ui/dates';
import { tellFailure } from '../ui/toasts';
import { beforeUndo, offerUndo } from './undo';

/** A task as the server last told it, and the changes of it that show already but have no answer. */
type Ahead = { told: Task; changes: TaskChange[] };

const ahead = new Map<string, Ahead>();

/**
 * Changes fields of a task: the new values show at once, the toast offers to take them back, and a failure restores the old ones. Undo
 * writes nothing when somebody else has changed the task since.
 */
export async function changeTask(task: Task, change: TaskChange, message = wordsOf(change)): Promise<Task | null> {
  const shown = ahead.get(task.id) ?? { told: task, changes: [] };
  ahead.set(task.id, shown);
  shown.changes.push(change);
  rememberTask({ ...task, ...(change as Partial<Task>) });
  try {
    shown.told = await saveTask(task, change, message);
    return shown.told;
  } catch (error) {
    // Only these fields: others may have been changed meanwhile. What later changes show stays.
    const later = Object.assign({}, ...shown.changes.filter((other) => other !== change)) as Partial<Task>;
    const old = pick(shown.told, change) as Partial<Task>;
    rememberTask({ ...(cachedTask(task.id) ?? task), ...old, ...later });
    tellFailure(error, 'The task was not changed', () => void changeTask(cachedTask(task.id) ?? task, change, message));
    return null;
  } finally {
    shown.changes = shown.changes.filter((other) => other !== change);
    if (shown.changes.length === 0) ahead.delete(task.id);
  }
}

/**
 * Changes fields of a task and offers to undo it; throws when the server refuses. For forms, which say themselves what failed. With a
 * version nothing is overwritten that somebody else changed since.
 */
export async function saveTask(task: Task, change: TaskChange, message: string, version?: number): Promise<Task> {
  const before = pick(task, change);
  const changed = await beforeUndo(updateTask(task.id, change, version));
  offerUndo(message, () => revert(changed.id, before));
  return changed;
}

async function revert(id: string, before: TaskChange): Promise<string> {
  await updateTask(id, before, writtenVersion(id));
  return 'Change undone';
}

function pick(task: Task, change: TaskChange): TaskChange {
  return Object.fromEntries(Object.keys(change).map((name) => [name, task[name as keyof Task]])) as TaskChange;
}

/** "Moved to Done", "Priority set to High": what a change did, for its toast. */
export function wordsOf(change: TaskChange): string {
  if (change.status) return `Moved to ${statusWords[change.status as Status]}`;
  if (change.priority) return `Priority set to ${priorityWords[change.priority as Priority]}`;
  if (change.due_date) return `Due ${shortDay(duePartsOf(change.due_date).day)}`;
  if (change.due_date === null) return 'Due date removed';
  if (change.tags !== undefined) return 'Tags changed';
  return 'Task changed';
}
