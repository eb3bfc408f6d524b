import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ApiError } from '../../../api/errors';
import { isTaskId, taskQuery } from '../../../api/queries/tasks';
import type { TaskDetail } from '../../../api/vocabulary';
import { Failed } from '../../../ui/Failed';
import { useIsSlow } from '../../../ui/Skeleton';
import { OpenTask } from './OpenTask';
import { type Place, TaskFrame } from './TaskFrame';
import { TaskNotFound } from './TaskNotFound';
import { TaskSkeleton } from './TaskSkeleton';

/** Shows the files of a task, which are a feature of their own. */
export type Files = (props: {
  detail: TaskDetail;
  waiting: boolean;
  isOwner: boolean;
  Heading: 'h2' | 'h3';
}) => ReactNode;

type Props = { taskId: string; place: Place; files: Files };

/** Loads a task and shows it, or says why it cannot be shown. */
export function TaskView({ taskId, place, files }: Props) {
  const isId = isTaskId(taskId);
  const { data, error, isPlaceholderData, refetch } = useQuery({ ...taskQuery(taskId), enabled: isId });
  const slow = useIsSlow(!data);
  const isGone = error instanceof ApiError && error.status === 404;
  if (!isId || isGone) return <TaskNotFound taskId={taskId} place={place} />;
  if (data) {
    return <OpenTask key={data.task.id} detail={data} waiting={isPlaceholderData} place={place} files={files} />;
  }
  if (error) {
    return (
      <TaskFrame place={place} taskId={taskId} title="Task">
        <Failed title="The task was not loaded" error={error} onRetry={() => void refetch()} />
      </TaskFrame>
    );
  }
  return slow && <TaskSkeleton place={place} />;
}
