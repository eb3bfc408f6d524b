import { NewTask } from '../../features/tasks/form/NewTask';
import { PageHeading } from '../../ui/PageHeading';

export default function NewTaskPage() {
  return (
    <div>
      <PageHeading title="New task" />
      <NewTask />
    </div>
  );
}
