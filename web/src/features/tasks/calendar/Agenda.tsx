import { Link } from 'react-router';
import type { Task } from '../../../api/vocabulary';
import { useTaskLink } from '../../../app/openTask';
import { DueDate } from '../../../ui/DueDate';
import { addDays, type Day, dayOf, startOf } from '../../../ui/dates';
import { useMinute } from '../../../ui/Minute';
import { PriorityText } from '../../../ui/PriorityText';
import { StatusText } from '../../../ui/StatusText';
import classes from './Calendar.module.css';
import { dayName, type Month } from './month';
import { isUnread, type Unread } from './useCalendar';

type Props = { month: Month; days: ReadonlyMap<Day, readonly Task[]>; unread: Unread | null; busy: boolean };

/** The days of a month that have tasks, with a strip of the week to jump by. */
export function Agenda({ month, days, unread, busy }: Props) {
  const link = useTaskLink();
  // The days after the month that its last week shows belong to the strip too.
  const own = [...days.keys()].filter((day) => day >= `${month}-01`).sort();
  useMinute();
  const today = dayOf(new Date());
  const start = today.startsWith(month) ? today : `${month}-01`;
  const strip = Array.from({ length: 7 }, (_, index) => addDays(start, index));
  return (
    <div aria-busy={busy}>
      <ol className={classes.strip}>
        {strip.map((day) => {
          const count = days.get(day)?.length ?? 0;
          return (
            <li key={day}>
              <button
                type="button"
                aria-label={dayName(day, count, isUnread(day, unread))}
                disabled={count === 0}
                data-today={day === today || undefined}
                onClick={() => document.getElementById(`day-${day}`)?.scrollIntoView({ block: 'start' })}
              >
                <span data-text={startOf(day).toLocaleDateString('en', { weekday: 'narrow' })} />
                <span data-text={startOf(day).getDate()} />
                <span className={classes.dot} data-any={count > 0 || undefined} />
              </button>
            </li>
          );
        })}
      </ol>
      {own.length === 0 && !unread && !busy && <p className={classes.nothing}>Nothing is due this month.</p>}
      {own.map((day) => (
        <section
          key={day}
          id={`day-${day}`}
          aria-label={dayName(day, days.get(day)?.length ?? 0, isUnread(day, unread))}
          className={classes.agendaDay}
        >
          <h2>
            {startOf(day).toLocaleDateString('en', { weekday: 'long', day: 'numeric', month: 'long' })}
            {day === today && <span className={classes.todayMark}> today</span>}
          </h2>
          <ul>
            {days.get(day)?.map((task) => (
              <li key={task.id} data-task={task.id} className={classes.agendaTask}>
                <Link {...link(task.id)} data-done={task.status === 'DONE' || undefined}>
                  {task.title}
                </Link>
                <span className={classes.agendaMeta}>
                  <StatusText status={task.status} />
                  <PriorityText priority={task.priority} />
                  <DueDate due={task.due_date} status={task.status} />
                </span>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
