import { useEffect, useRef, useState } from 'react';
import { userId } from '../../../api/session';
import type { Task } from '../../../api/vocabulary';
import { useKeys } from '../../../app/keys';
import { usePreference } from '../../../app/preferences';
import { addDays, type Day, dayOf, duePartsOf } from '../../../ui/dates';
import { useMinute } from '../../../ui/Minute';
import { cardOfFocus, isOnCard } from '../cardOfFocus';
import { useKeptFocus } from '../useKeptFocus';
import classes from './Calendar.module.css';
import { DayCell } from './DayCell';
import { daysOf, type Month, monthName, monthOf, weekdayNames } from './month';
import { moveToDay } from './moveToDay';
import { isUnread, type Unread } from './useCalendar';

type Props = {
  month: Month;
  days: ReadonlyMap<Day, readonly Task[]>;
  unread: Unread | null;
  shown: number;
  busy: boolean;
  glowing: ReadonlySet<string>;
  onMonth: (month: Month) => void;
};

/** Six weeks. Arrows walk by day, Alt with an arrow moves the focused task. */
export function MonthGrid({ month, days, unread, shown, busy, glowing, onMonth }: Props) {
  const firstDay = usePreference('firstDay');
  useMinute();
  const today = dayOf(new Date());
  const cells = daysOf(month, firstDay);
  const [wanted, setFocused] = useState<Day>(today);
  const focused = cells.includes(wanted) ? wanted : `${month}-01`;
  // The cell that an arrow led to, possibly in a month that is only being shown now.
  const reach = useRef<Day | null>(null);

  const walk = (event: KeyboardEvent, count: number) => {
    if (!(event.target as HTMLElement | null)?.closest('[role="grid"]')) return;
    const day = addDays(focused, count);
    reach.current = day;
    setFocused(day);
    if (!cells.includes(day)) onMonth(monthOf(day));
  };
  const move = (count: number) => {
    const id = cardOfFocus()?.dataset.task;
    const task = [...days.values()].flat().find((item) => item.id === id);
    if (task?.due_date && task.owner_id === userId())
      void moveToDay(task, addDays(duePartsOf(task.due_date).day, count));
  };
  useKeys({
    ArrowLeft: (event) => walk(event, -1),
    ArrowRight: (event) => walk(event, 1),
    ArrowUp: (event) => walk(event, -7),
    ArrowDown: (event) => walk(event, 7),
  });
  // Beside the tasks Alt with an arrow is the browser's, which goes back.
  useKeys(
    {
      'Alt+ArrowLeft': () => move(-1),
      'Alt+ArrowRight': () => move(1),
      'Alt+ArrowUp': () => move(-7),
      'Alt+ArrowDown': () => move(7),
    },
    isOnCard,
  );
  useEffect(() => {
    if (reach.current !== focused) return;
    reach.current = null;
    cellOf(focused)?.focus();
  }, [focused]);
  useKeptFocus((id) => {
    const day = [...days.keys()].find((key) => days.get(key)?.some((task) => task.id === id));
    if (!day) return;
    // A task beyond these weeks leaves the focus on its old day; one among many of a day is not rendered.
    const cell = cellOf(day) ?? cellOf(focused);
    (cell?.querySelector<HTMLElement>(`[data-task="${id}"] a`) ?? cell)?.focus();
  });

  return (
    // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a grid is a table that is walked by arrows.
    <table role="grid" aria-label={monthName(month)} aria-busy={busy} className={classes.grid}>
      <thead>
        <tr>
          {weekdayNames(firstDay).map(({ short, long }) => (
            <th key={long} scope="col" abbr={long}>
              {short}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {[0, 7, 14, 21, 28, 35].map((week) => (
          <tr key={week}>
            {cells.slice(week, week + 7).map((day) => (
              <DayCell
                key={day}
                day={day}
                tasks={days.get(day) ?? none}
                isUnread={isUnread(day, unread)}
                shown={shown}
                isToday={day === today}
                isOutside={monthOf(day) !== month}
                isFocused={day === focused}
                glowing={glowing}
                onFocus={setFocused}
              />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function cellOf(day: Day): HTMLElement | null {
  return document.querySelector(`[data-day="${day}"]`);
}

const none: readonly Task[] = [];
