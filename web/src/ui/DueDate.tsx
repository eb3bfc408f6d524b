import { Tooltip } from '@mantine/core';
import { useState } from 'react';
import type { Status } from '../api/vocabulary';
import classes from './DueDate.module.css';
import { exactDue, isDueSoon, isOverdue, relativeDay, relativeDue } from './dates';
import { useMinute } from './Minute';

type Props = { due: string | null; status: Status };

/** "in 3 days", the exact date on hover and focus; overdue also as a word. */
export function DueDate({ due, status }: Props) {
  // The tips of two hundred cards, not asked for, would take as long as the cards.
  const [isPointed, setPointed] = useState(false);
  useMinute();
  if (!due) return null;
  const state = status === 'DONE' ? 'done' : isOverdue(due) ? 'overdue' : isDueSoon(due) ? 'soon' : undefined;
  const time = (
    <time dateTime={due} className={classes.due} data-state={state} onMouseEnter={() => setPointed(true)}>
      {state === 'overdue' ? `Overdue, ${relativeDay(due)}` : relativeDue(due)}
    </time>
  );
  if (!isPointed) return time;
  return (
    <Tooltip label={exactDue(due)} defaultOpened>
      {time}
    </Tooltip>
  );
}
