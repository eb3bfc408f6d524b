import { priorityWords, statusWords, type Task } from '../../../api/vocabulary';
import { lastDayOfWeek } from '../../../app/address/listParameters';
import { preferences } from '../../../app/preferences';
import { addDays, dayOf, isOverdue } from '../../../ui/dates';

/** The heading above a task in a list of this order; null when the order has no groups. */
export function groupOf(task: Task, sort: string, now: Date): string | null {
  switch (sort.split(':')[0]) {
    case 'due_date':
      return dueGroup(task, now);
    case 'status':
      return statusWords[task.status];
    case 'priority':
      return priorityWords[task.priority];
    default:
      return null;
  }
}

function dueGroup({ due_date, status }: Task, now: Date): string {
  if (!due_date) return 'No date';
  const today = dayOf(now);
  const day = dayOf(new Date(due_date));
  if (isOverdue(due_date, now)) return status === 'DONE' ? 'Past' : 'Overdue';
  if (day === today) return 'Today';
  if (day === addDays(today, 1)) return 'Tomorrow';
  return day <= lastDayOfWeek(today, preferences.firstDay) ? 'This week' : 'Later';
}
