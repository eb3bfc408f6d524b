import { useParams } from 'react-router';
import { EditTask } from '../../features/tasks/form/EditTask';
import { PageHeading } from '../../ui/PageHeading';

export default function EditTaskPage() {
  const { taskId = '' } = useParams();
  return (
    <div>
      <PageHeading title="Edit task" />
      <EditTask key={taskId} taskId={taskId.toLowerCase()} />
    </div>
  );
}
