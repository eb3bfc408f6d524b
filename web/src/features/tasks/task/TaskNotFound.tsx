import { type Place, TaskFrame } from './TaskFrame';

/** For an address that is no task's: malformed, unknown, or of a deleted one. */
export function TaskNotFound({ taskId, place }: { taskId: string; place: Place }) {
  return (
    <TaskFrame place={place} taskId={taskId} title="Task not found">
      <p>There is no task at this address. It may have been deleted.</p>
    </TaskFrame>
  );
}
