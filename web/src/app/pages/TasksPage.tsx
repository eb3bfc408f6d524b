import { QuickAdd } from '../../features/quick-add/QuickAdd';
import { Filters } from '../../features/tasks/list/Filters';
import { TaskList } from '../../features/tasks/list/TaskList';
import { PageHeading } from '../../ui/PageHeading';
import { useListAddress } from '../address/useListAddress';
import { usePanelTask } from '../usePanelTask';

export default function TasksPage() {
  const [address, change] = useListAddress();
  const openId = usePanelTask();
  return (
    <div>
      <PageHeading title="Tasks" />
      <QuickAdd />
      <Filters address={address} onChange={change} />
      <TaskList address={address} onChange={change} openId={openId} glowing={nothing} />
    </div>
  );
}

const nothing: ReadonlySet<string> = new Set();
