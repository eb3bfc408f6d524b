import { useParams } from 'react-router';
import { TaskView } from '../../features/tasks/task/TaskView';
import { files } from './taskFiles';

export default function TaskPage() {
  const { taskId = '' } = useParams();
  return <TaskView taskId={taskId.toLowerCase()} place="page" files={files} />;
}
