import { Button } from '@mantine/core';
import { useState } from 'react';
import type { ListAddress } from '../../../app/address/listAddress';
import classes from './Calendar.module.css';
import { CalendarTask } from './CalendarTask';
import { useUndated } from './useCalendar';

/** Tasks without a due date, to be dragged to a day. They are asked for when somebody wants to see them. */
export function Undated({ address }: { address: ListAddress }) {
  const [opened, setOpened] = useState(false);
  return (
    <aside aria-label="No date" className={classes.undated}>
      <h2>No date</h2>
      <Button
        variant="subtle"
        size="compact-sm"
        aria-expanded={opened}
        className={classes.reveal}
        onClick={() => setOpened(!opened)}
      >
        {opened ? 'Hide' : 'Show'}
      </Button>
      {opened && <UndatedTasks address={address} />}
    </aside>
  );
}

function UndatedTasks({ address }: { address: ListAddress }) {
  const { tasks, isPending } = useUndated(address);
  return (
    <>
      {tasks.length === 0 && !isPending && <p className={classes.nothing}>Every task has a date.</p>}
      <ul>
        {tasks.map((task) => (
          <CalendarTask key={task.id} task={task} glowing={false} focusable />
        ))}
      </ul>
    </>
  );
}
