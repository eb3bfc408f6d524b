import { priorityWords, statusWords, type Task } from '../../../api/vocabulary';
import { lastDayOfWeek } from '../../../app/address/listParameters';
import { preferences } from '../../../app/preferences';
import { addDays, dayOf, isOverdue } from '../../../ui/dates';

/** The heading above each task of a list in this order; null when the order has no groups. */
export function groupsOf(tasks: readonly Task[], sort: string, now: Date): (string | null)[] {
  switch (sort.split(':')[0]) {
    case 'due_date': {
      // One heading, since finished tasks stand between open ones.
      const past = tasks.some((task) => isLate(task, now)) ? 'Overdue' : 'Past';
      return tasks.map((task) => dueGroup(task, now, past));
    }
    case 'status':
      return tasks.map(({ status }) => statusWords[status]);
    case 'priority':
      return tasks.map(({ priority }) => priorityWords[priority]);
    default:
      return tasks.map(() => null);
  }
}

function isLate({ due_date, status }: Task, now: Date): boolean {
  return status !== 'DONE' && due_date !== null && isOverdue(due_date, now);
}

function dueGroup({ due_date }: Task, now: Date, past: string): string {
  if (!due_date) return 'No date';
  const today = dayOf(now);
  const day = dayOf(new Date(due_date));
  if (isOverdue(due_date, now)) return past;
  if (day === today) return 'Today';
  if (day === addDays(today, 1)) return 'Tomorrow';
  return day <= lastDayOfWeek(today, preferences.firstDay) ? 'This week' : 'Later';
}
