import { Attachments } from '../../features/attachments/Attachments';
import type { Files } from '../../features/tasks/task/TaskView';

/** The files of a task, as the task's page shows them. */
export const files: Files = ({ detail, waiting, isOwner, Heading }) => (
  <Attachments
    task={detail.task}
    attachments={detail.attachments}
    waiting={waiting}
    isOwner={isOwner}
    Heading={Heading}
  />
);
