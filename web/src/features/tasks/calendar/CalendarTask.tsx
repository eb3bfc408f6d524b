import { draggable } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { useEffect, useRef } from 'react';
import { Link } from 'react-router';
import { userId } from '../../../api/session';
import type { Task } from '../../../api/vocabulary';
import { useTaskLink } from '../../../app/openTask';
import { duePartsOf, isOverdue, shortTime } from '../../../ui/dates';
import { StatusIcon } from '../../../ui/StatusText';
import classes from './Calendar.module.css';

type Props = { task: Task; glowing: boolean; focusable: boolean };

/** A task in a day: its shape of status, its time, its title. */
export function CalendarTask({ task, glowing, focusable }: Props) {
  const element = useRef<HTMLLIElement>(null);
  const link = useTaskLink();
  const isOwner = task.owner_id === userId();
  useEffect(() => {
    if (!element.current || !isOwner) return;
    return draggable({ element: element.current, getInitialData: () => ({ task }) });
  }, [task, isOwner]);
  const time = task.due_date && duePartsOf(task.due_date).time !== '' ? shortTime(task.due_date) : '';
  const late = task.status !== 'DONE' && task.due_date !== null && isOverdue(task.due_date);
  return (
    <li
      ref={element}
      data-task={task.id}
      data-own={isOwner || undefined}
      data-glow={glowing || undefined}
      className={classes.task}
    >
      <StatusIcon status={task.status} />
      <Link
        {...link(task.id)}
        draggable={false}
        tabIndex={focusable ? 0 : -1}
        title={time === '' ? task.title : `${time} ${task.title}`}
        data-done={task.status === 'DONE' || undefined}
        data-late={late || undefined}
      >
        {time && <span className={classes.time}>{time} </span>}
        {task.title}
        {late && <span className="visually-hidden"> (overdue)</span>}
      </Link>
    </li>
  );
}
