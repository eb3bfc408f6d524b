import { keepPreviousData, useInfiniteQuery, useQueries, useQuery } from '@tanstack/react-query';
import { dated, undated } from '../../../api/queries/placedByDate';
import { readOn } from '../../../api/queries/readOn';
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
  const options = taskColumnQuery({ ...parameters, page_size: pageSize });
  const query = useInfiniteQuery({
    ...options,
    placeholderData: keepPreviousData,
    meta: dated,
  });
  const tasks = query.data?.pages.flatMap((page) => page.items) ?? [];
  const count = (query.data?.pages.at(-1)?.total ?? 0) - tasks.length;
  const last = tasks.at(-1)?.due_date;
  const isPart = query.hasNextPage && !query.isPlaceholderData && count > 0;
  const unread: Unread | null = isPart && last ? { count, edge: dayOf(new Date(last)), side } : null;
  return { query, days: byDay(tasks), unread, readMore: () => void readOn(query, options.queryKey) };
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

const undatedPage = 50;

/** Tasks without a due date: the last two pages by due date, since they come last there and the last page may have one task. */
export function useUndated(address: ListAddress): { tasks: Task[]; isPending: boolean } {
  const parameters = parametersOf({ ...address, due: '', dueFrom: '', dueTo: '', page: 1, sort: 'due_date:asc' });
  const pageQuery = (page: number) => ({
    ...taskListQuery({ ...parameters, page, page_size: undatedPage }),
    meta: undated,
  });
  const first = useQuery(pageQuery(1));
  const last = Math.max(1, Math.ceil((first.data?.total ?? 0) / undatedPage));
  const pages = useQueries({ queries: [last - 1, last].filter((page) => page > 0).map(pageQuery) });
  const tasks = pages.flatMap(({ data }) => data?.items ?? []);
  return { tasks: tasks.filter((task) => !task.due_date), isPending: pages.some(({ isPending }) => isPending) };
}
