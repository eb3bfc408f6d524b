import { Calendar } from '../../features/tasks/calendar/Calendar';
import { Filters } from '../../features/tasks/list/Filters';
import { SaveView } from '../../features/views/SaveView';
import { PageHeading } from '../../ui/PageHeading';
import { useListAddress } from '../address/useListAddress';
import { useLive } from '../live/live';
import { NewTasksPill } from '../live/NewTasksPill';

export default function CalendarPage() {
  const [address, change] = useListAddress();
  const { glowing } = useLive();
  return (
    <div>
      <PageHeading title="Calendar" />
      <Filters address={address} onChange={change} withSort={false} withDue={false}>
        <SaveView place="calendar" address={address} />
      </Filters>
      <NewTasksPill owner={address.owner} />
      <Calendar address={address} glowing={glowing} />
    </div>
  );
}
