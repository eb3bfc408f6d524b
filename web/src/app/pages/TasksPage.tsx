import { taskListQuery } from '../../api/queries/tasks';
import { queryClient } from '../../api/queryClient';
import { QuickAddBar } from '../../features/quick-add/QuickAddBar';
import { SelectionBar } from '../../features/selection/SelectionBar';
import { Filters } from '../../features/tasks/list/Filters';
import { TaskList } from '../../features/tasks/list/TaskList';
import { SaveView } from '../../features/views/SaveView';
import { PageHeading } from '../../ui/PageHeading';
import { readAddress } from '../address/listAddress';
import { parametersOf } from '../address/listParameters';
import { useListAddress } from '../address/useListAddress';
import { useLive } from '../live/live';
import { NewTasksPill } from '../live/NewTasksPill';
import { usePanelTask } from '../usePanelTask';

export const ask = (search: string) => queryClient.prefetchQuery(taskListQuery(parametersOf(readAddress(search))));

export default function TasksPage() {
  const [address, change] = useListAddress();
  const { glowing } = useLive();
  const openId = usePanelTask();
  return (
    <div>
      <PageHeading title="Tasks" />
      <QuickAddBar />
      <Filters address={address} onChange={change}>
        <SaveView place="list" address={address} />
      </Filters>
      <NewTasksPill owner={address.owner} />
      <TaskList
        address={address}
        onChange={change}
        openId={openId}
        glowing={glowing}
        footer={(total, readAll) => <SelectionBar total={total} readAll={readAll} />}
      />
    </div>
  );
}
