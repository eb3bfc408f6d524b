import { dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { ActionIcon, Popover } from '@mantine/core';
import { Plus } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Link } from 'react-router';
import type { Task } from '../../../api/vocabulary';
import { type Day, startOf } from '../../../ui/dates';
import classes from './Calendar.module.css';
import { CalendarTask } from './CalendarTask';
import { dayName } from './month';
import { moveToDay } from './moveToDay';

type Props = {
  day: Day;
  tasks: readonly Task[];
  isUnread: boolean;
  shown: number;
  isToday: boolean;
  isOutside: boolean;
  isFocused: boolean;
  glowing: ReadonlySet<string>;
  onFocus: (day: Day) => void;
};

export function DayCell({ day, tasks, isUnread, shown, isToday, isOutside, isFocused, glowing, onFocus }: Props) {
  const element = useRef<HTMLTableCellElement>(null);
  const [isOver, setOver] = useState(false);
  const rest = tasks.slice(shown);
  useEffect(() => {
    if (!element.current) return;
    return dropTargetForElements({
      element: element.current,
      canDrop: ({ source }) => typeof (source.data.task as Task | undefined)?.id === 'string',
      onDragEnter: () => setOver(true),
      onDragLeave: () => setOver(false),
      onDrop: ({ source }) => {
        setOver(false);
        void moveToDay(source.data.task as Task, day);
      },
    });
  }, [day]);
  return (
    <td
      ref={element}
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a grid is a table that is walked by arrows.
      role="gridcell"
      tabIndex={isFocused ? 0 : -1}
      aria-current={isToday ? 'date' : undefined}
      data-day={day}
      data-over={isOver || undefined}
      data-outside={isOutside || undefined}
      className={classes.day}
      onFocus={() => onFocus(day)}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: it names the cell; a label on the cell itself would have to repeat its titles. */}
      <div role="group" aria-label={dayName(day, tasks.length, isUnread)}>
        <div className={classes.dayHead}>
          <span className={classes.number} data-today={isToday || undefined}>
            {startOf(day).getDate()}
          </span>
          <ActionIcon
            component={Link}
            to={`/tasks/new?due_date=${day}`}
            size={24}
            tabIndex={isFocused ? 0 : -1}
            aria-label={`Add a task on ${day}`}
            className={classes.add}
          >
            <Plus size={14} />
          </ActionIcon>
        </div>
        <ul>
          {tasks.slice(0, shown).map((task) => (
            <CalendarTask key={task.id} task={task} glowing={glowing.has(task.id)} focusable={isFocused} />
          ))}
        </ul>
        {isUnread && (
          <span aria-hidden className={classes.notRead}>
            …
          </span>
        )}
        {rest.length > 0 && (
          <Popover width={260} trapFocus returnFocus>
            <Popover.Target>
              <button type="button" tabIndex={isFocused ? 0 : -1} className={classes.more}>
                {rest.length} more
              </button>
            </Popover.Target>
            <Popover.Dropdown>
              <ul className={classes.all}>
                {tasks.map((task) => (
                  <CalendarTask key={task.id} task={task} glowing={false} focusable />
                ))}
              </ul>
            </Popover.Dropdown>
          </Popover>
        )}
      </div>
    </td>
  );
}
