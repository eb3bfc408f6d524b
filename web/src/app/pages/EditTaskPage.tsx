import { useParams } from 'react-router';
import { EditTask } from '../../features/tasks/form/EditTask';

export default function EditTaskPage() {
  const { taskId = '' } = useParams();
  return (
    <div>
      <EditTask key={taskId} taskId={taskId.toLowerCase()} />
    </div>
  );
}
