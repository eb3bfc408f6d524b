import type { TaskListParameters } from '../../api/queries/taskCache';
import { statuses } from '../../api/vocabulary';
import { addDays, type Day, dayOf, startOf } from '../../ui/dates';
import { type FirstDay, preferences } from '../preferences';
import { defaultSort, type ListAddress } from './listAddress';

const open = statuses.filter((status) => status !== 'DONE');

/** What the API is asked for an address. Days are days where the user is, so they are sent as instants. */
export function parametersOf(address: ListAddress, now = new Date()): TaskListParameters {
  const parameters: TaskListParameters = {};
  const { from, to } = windowOf(address, now);
  if (address.search !== '') parameters.search = address.search;
  if (address.status.length > 0) parameters.status = address.status;
  // What is done is not overdue any more.
  else if (address.due === 'overdue') parameters.status = open;
  if (address.priority.length > 0) parameters.priority = address.priority;
  if (address.tags.length > 0) parameters.tags = address.tags;
  if (address.owner !== '') parameters.owner = address.owner;
  if (from) parameters.due_from = from;
  if (to) parameters.due_to = to;
  if (address.sort !== defaultSort) parameters.sort = address.sort;
  if (address.page !== 1) parameters.page = address.page;
  if (address.pageSize !== 20) parameters.page_size = address.pageSize;
  return parameters;
}

function windowOf(address: ListAddress, now: Date): { from?: string; to?: string } {
  const today = dayOf(now);
  switch (address.due) {
    case 'overdue':
      // Whole minutes, so that the same list is not asked for again each time it is shown.
      return { to: new Date(Math.floor(now.getTime() / 60_000) * 60_000 - 1).toISOString() };
    case 'today':
      return { from: startOf(today).toISOString(), to: endOf(today) };
    case 'week':
      return { from: startOf(today).toISOString(), to: endOf(lastDayOfWeek(today, preferences.firstDay)) };
    default:
      return {
        ...(address.dueFrom && { from: startOf(address.dueFrom).toISOString() }),
        ...(address.dueTo && { to: endOf(address.dueTo) }),
      };
  }
}

function endOf(day: Day): string {
  return new Date(startOf(addDays(day, 1)).getTime() - 1).toISOString();
}

export function lastDayOfWeek(day: Day, firstDay: FirstDay): Day {
  const weekday = startOf(day).getDay();
  return addDays(day, 6 - ((weekday - firstDay + 7) % 7));
}
