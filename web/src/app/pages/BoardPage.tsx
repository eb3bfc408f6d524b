import { QuickAddBar } from '../../features/quick-add/QuickAddBar';
import { Board } from '../../features/tasks/board/Board';
import { askColumns } from '../../features/tasks/board/useColumns';
import { Filters } from '../../features/tasks/list/Filters';
import { SaveView } from '../../features/views/SaveView';
import { PageHeading } from '../../ui/PageHeading';
import { readAddress } from '../address/listAddress';
import { useListAddress } from '../address/useListAddress';
import { useLive } from '../live/live';
import { NewTasksPill } from '../live/NewTasksPill';

export const ask = (search: string) => askColumns(readAddress(search));

export default function BoardPage() {
  const [address, change] = useListAddress();
  const { glowing } = useLive();
  return (
    <div>
      <PageHeading title="Board" />
      <QuickAddBar />
      <Filters address={address} onChange={change} withSort={false}>
        <SaveView place="board" address={address} />
      </Filters>
      <NewTasksPill owner={address.owner} />
      <Board address={address} glowing={glowing} />
    </div>
  );
}
