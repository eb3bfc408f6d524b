import { TaskView } from '../../features/tasks/task/TaskView';
import { files } from './taskFiles';

export default function TaskPanel({ taskId }: { taskId: string }) {
  return <TaskView taskId={taskId.toLowerCase()} place="panel" files={files} />;
}
