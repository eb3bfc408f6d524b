import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { taskColumnQuery, taskListQuery } from '../../../api/queries/tasks';
import type { Task } from '../../../api/vocabulary';
import type { ListAddress } from '../../../app/address/listAddress';
import { parametersOf } from '../../../app/address/listParameters';
import { type Day, dayOf } from '../../../ui/dates';

const pageSize = 100;

/** The tasks of a full month that are read when somebody asks for them. */
export type Unread = {
  count: number;
  /** The day that reading stopped at, which may have more tasks itself. */
  edge: Day;
  /** Whether what is left comes after that day or before it. */
  side: 'after' | 'before';
};

/**
 * The tasks due on some days in a row. The due filter of the address does not apply: the calendar is one. One page is read by itself, from the
 * end that is nearer to today; six weeks of a large team may have thousands of tasks.
 */
export function useDays(address: ListAddress, cells: readonly Day[]) {
  const side = cells.indexOf(dayOf(new Date())) < cells.length / 2 ? 'after' : 'before';
  const sort = side === 'after' ? 'due_date:asc' : 'due_date:desc';
  const parameters = parametersOf({
    ...address,
    due: '',
    dueFrom: cells[0] ?? '',
    dueTo: cells.at(-1) ?? '',
    page: 1,
    sort,
  });
  const query = useInfiniteQuery({
    ...taskColumnQuery({ ...parameters, page_size: pageSize }),
    placeholderData: keepPreviousData,
  });
  const tasks = query.data?.pages.flatMap((page) => page.items) ?? [];
  const count = (query.data?.pages.at(-1)?.total ?? 0) - tasks.length;
  const last = tasks.at(-1)?.due_date;
  const isPart = query.hasNextPage && !query.isPlaceholderData && count > 0;
  const unread: Unread | null = isPart && last ? { count, edge: dayOf(new Date(last)), side } : null;
  return { query, days: byDay(tasks), unread };
}

/** Whether a day has tasks that were not read, or may have. */
export function isUnread(day: Day, unread: Unread | null): boolean {
  if (!unread) return false;
  return unread.side === 'after' ? day >= unread.edge : day <= unread.edge;
}

function byDay(tasks: readonly Task[]): ReadonlyMap<Day, Task[]> {
  const days = new Map<Day, Task[]>();
  for (const task of tasks) {
    if (!task.due_date) continue;
    const day = dayOf(new Date(task.due_date));
    days.set(day, [...(days.get(day) ?? []), task]);
  }
  for (const day of days.values()) day.sort((a, b) => ((a.due_date ?? '') < (b.due_date ?? '') ? -1 : 1));
  return days;
}

/** How many open tasks are overdue, after the filters. */
export function useOverdueCount(address: ListAddress): number {
  const parameters = parametersOf({ ...address, due: 'overdue', dueFrom: '', dueTo: '', page: 1 });
  return useQuery(taskListQuery({ ...parameters, page_size: 1 })).data?.total ?? 0;
}

const undatedShown = 50;

/** Tasks without a due date: the end of the list by due date, since they come last there. */
export function useUndated(address: ListAddress): { tasks: Task[]; isPending: boolean } {
  const parameters = parametersOf({ ...address, due: '', dueFrom: '', dueTo: '', page: 1, sort: 'due_date:asc' });
  const first = useQuery(taskListQuery({ ...parameters, page_size: undatedShown }));
  const total = first.data?.total ?? 0;
  const page = Math.max(1, Math.ceil(total / undatedShown));
  const last = useQuery({ ...taskListQuery({ ...parameters, page, page_size: undatedShown }), enabled: page > 1 });
  const end = page > 1 ? last : first;
  return { tasks: end.data?.items.filter((task) => !task.due_date) ?? [], isPending: end.isPending };
}
