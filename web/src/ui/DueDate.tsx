import { Tooltip } from '@mantine/core';
import type { Status } from '../api/vocabulary';
import classes from './DueDate.module.css';
import { exactDue, isDueSoon, isOverdue, relativeDay, relativeDue } from './dates';

type Props = { due: string | null; status: Status };

/** "in 3 days", the exact date on hover and focus; overdue also as a word. */
export function DueDate({ due, status }: Props) {
  if (!due) return null;
  const state = status === 'DONE' ? 'done' : isOverdue(due) ? 'overdue' : isDueSoon(due) ? 'soon' : undefined;
  return (
    <Tooltip label={exactDue(due)}>
      <time dateTime={due} className={classes.due} data-state={state}>
        {state === 'overdue' ? `Overdue, ${relativeDay(due)}` : relativeDue(due)}
      </time>
    </Tooltip>
  );
}
