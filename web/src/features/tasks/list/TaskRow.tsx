import { type MouseEvent, memo } from 'react';
import { Link } from 'react-router';
import type { Task } from '../../../api/vocabulary';
import type { OpenedFrom } from '../../../app/Pages';
import { DueDate } from '../../../ui/DueDate';
import { Checkbox } from '../../../ui/fields/Checkbox';
import { PriorityText } from '../../../ui/PriorityText';
import { StatusText } from '../../../ui/StatusText';
import { TagChips } from '../../../ui/TagChips';
import { TaskActions } from '../actions/TaskActions';
import classes from './TaskTable.module.css';

type Props = {
  task: Task;
  /** The same function for every row and each time: rows that did not change are not rendered again. */
  link: (id: string) => { to: string; state: OpenedFrom };
  selected: boolean;
  open: boolean;
  glowing: boolean;
  onOpen: (id: string) => void;
  onSelect: (task: Task, extend: boolean) => void;
};

/** One task. The whole row opens it, except its checkbox, its link and its menu; its text can be selected without opening. */
export const TaskRow = memo(function TaskRow({ task, link, selected, open, glowing, onOpen, onSelect }: Props) {
  const onClick = (event: MouseEvent<HTMLTableRowElement>) => {
    const isControl = (event.target as HTMLElement).closest('a,button,input,label,[role="menu"]');
    if (isControl || window.getSelection()?.toString()) return;
    onOpen(task.id);
  };
  return (
    <tr
      data-task={task.id}
      data-open={open || undefined}
      data-glow={glowing || undefined}
      aria-selected={selected}
      className={classes.row}
      onClick={onClick}
    >
      <td className={classes.select}>
        <Checkbox
          aria-label={`Select ${task.title}`}
          checked={selected}
          onChange={() => undefined}
          onClick={(event) => onSelect(task, event.shiftKey)}
        />
      </td>
      <td className={classes.title} data-done={task.status === 'DONE' || undefined}>
        <Link {...link(task.id)}>{task.title}</Link>
      </td>
      <td className={classes.status}>
        <StatusText status={task.status} />
      </td>
      <td className={classes.priority}>
        <PriorityText priority={task.priority} />
      </td>
      <td className={classes.due}>
        <DueDate due={task.due_date} status={task.status} />
      </td>
      <td className={classes.tags}>
        <TagChips tags={task.tags} shown={2} />
      </td>
      <td className={classes.owner}>{task.owner_email}</td>
      <td className={classes.more}>
        <TaskActions task={task} />
      </td>
    </tr>
  );
});
