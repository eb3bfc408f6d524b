import type { ListAddress } from '../../../app/address/listAddress';
import classes from './Calendar.module.css';
import { CalendarTask } from './CalendarTask';
import { useUndated } from './useCalendar';

/** Tasks without a due date, to be dragged to a day. */
export function Undated({ address }: { address: ListAddress }) {
  const tasks = useUndated(address);
  return (
    <aside aria-label="No date" className={classes.undated}>
      <h2>No date</h2>
      {tasks.length === 0 && <p className={classes.nothing}>Every task has a date.</p>}
      <ul>
        {tasks.map((task) => (
          <CalendarTask key={task.id} task={task} glowing={false} focusable />
        ))}
      </ul>
    </aside>
  );
}
