import { Calendar } from '../../features/tasks/calendar/Calendar';
import { Filters } from '../../features/tasks/list/Filters';
import { PageHeading } from '../../ui/PageHeading';
import { useListAddress } from '../address/useListAddress';

export default function CalendarPage() {
  const [address, change] = useListAddress();
  return (
    <div>
      <PageHeading title="Calendar" />
      <Filters address={address} onChange={change} withSort={false} withDue={false} />
      <Calendar address={address} glowing={nothing} />
    </div>
  );
}

const nothing: ReadonlySet<string> = new Set();
