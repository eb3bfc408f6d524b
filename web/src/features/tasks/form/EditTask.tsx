import { useQuery } from '@tanstack/react-query';
import { Link, useLocation } from 'react-router';
import { ApiError } from '../../../api/errors';
import { isTaskId, taskQuery } from '../../../api/queries/tasks';
import { userId } from '../../../api/session';
import { useWayBack } from '../../../app/wayBack';
import { Failed } from '../../../ui/Failed';
import { PageHeading } from '../../../ui/PageHeading';
import { useIsSlow } from '../../../ui/Skeleton';
import { EditForm } from './EditForm';
import { FormSkeleton } from './FormSkeleton';

/** Loads a task into the form, or says why it cannot be edited. */
export function EditTask({ taskId }: { taskId: string }) {
  const isId = isTaskId(taskId);
  const { data, error, refetch } = useQuery({ ...taskQuery(taskId), enabled: isId });
  const slow = useIsSlow(!data);
  const back = useWayBack();
  const { state } = useLocation();
  const isGone = error instanceof ApiError && error.status === 404;

  if (!isId || (isGone && !data)) {
    return (
      <>
        <PageHeading title="Task not found" />
        <p>There is no task at this address. It may have been deleted.</p>
        <p>
          <Link {...back}>Back to tasks</Link>
        </p>
      </>
    );
  }
  if (data && data.task.owner_id !== userId()) {
    return (
      <>
        <PageHeading title="Edit task" />
        <p role="alert">Only the owner can edit this task. It belongs to {data.task.owner_email}.</p>
        <p>
          <Link to={`/tasks/${taskId}`} state={state}>
            Back to the task
          </Link>
        </p>
      </>
    );
  }
  return (
    <>
      <PageHeading title="Edit task" />
      {data ? (
        <EditForm task={data.task} gone={isGone} />
      ) : error ? (
        <Failed title="The task was not loaded" error={error} onRetry={() => void refetch()} />
      ) : (
        slow && <FormSkeleton />
      )}
    </>
  );
}
