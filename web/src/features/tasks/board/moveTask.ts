import { announce } from '@atlaskit/pragmatic-drag-and-drop-live-region';
import { type Status, statusWords, type Task } from '../../../api/vocabulary';
import { changeTask } from '../../../app/changeTask';

/** Moves a card: it stands in the other column at once, and goes back with words when the server refuses. */
export async function moveTask(task: Task, status: Status): Promise<void> {
  const moved = await changeTask(task, { status });
  announce(moved ? `Moved to ${statusWords[status]}` : `Back in ${statusWords[task.status]}`);
}
