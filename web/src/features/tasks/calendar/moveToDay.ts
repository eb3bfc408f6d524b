import type { Task } from '../../../api/vocabulary';
import { changeTask } from '../../../app/changeTask';
import { type Day, dueFrom, duePartsOf, shortDay } from '../../../ui/dates';

/** Makes a task due on another day, at the same time of day. */
export async function moveToDay(task: Task, day: Day): Promise<void> {
  const time = task.due_date ? duePartsOf(task.due_date).time : '';
  await changeTask(task, { due_date: dueFrom(day, time) }, `Moved to ${shortDay(day)}`);
}
