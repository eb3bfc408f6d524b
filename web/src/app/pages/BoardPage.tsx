import { QuickAdd } from '../../features/quick-add/QuickAdd';
import { Board } from '../../features/tasks/board/Board';
import { Filters } from '../../features/tasks/list/Filters';
import { PageHeading } from '../../ui/PageHeading';
import { useListAddress } from '../address/useListAddress';

export default function BoardPage() {
  const [address, change] = useListAddress();
  return (
    <div>
      <PageHeading title="Board" />
      <QuickAdd />
      <Filters address={address} onChange={change} withSort={false} />
      <Board address={address} glowing={nothing} />
    </div>
  );
}

const nothing: ReadonlySet<string> = new Set();
