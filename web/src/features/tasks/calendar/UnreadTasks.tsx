import { Button } from '@mantine/core';
import classes from './Calendar.module.css';
import { dayOfMonth } from './month';
import type { Unread } from './useCalendar';

type Props = { unread: Unread; busy: boolean; onRead: () => void };

/** Says which days of a full month are not whole yet, and reads on. */
export function UnreadTasks({ unread: { count, edge, side }, busy, onRead }: Props) {
  const where = side === 'after' ? `from ${dayOfMonth(edge)} on` : `up to ${dayOfMonth(edge)}`;
  return (
    <p className={classes.unread}>
      {count} more {count === 1 ? 'task is' : 'tasks are'} due {where}.
      <Button variant="default" size="compact-sm" loading={busy} onClick={onRead}>
        Show {Math.min(count, 100)} more
      </Button>
    </p>
  );
}
