import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { taskColumnQuery, taskListQuery } from '../../../api/queries/tasks';
import type { Task } from '../../../api/vocabulary';
import type { ListAddress } from '../../../app/address/listAddress';
import { parametersOf } from '../../../app/address/listParameters';
import { usePreference } from '../../../app/preferences';
import { type Day, dayOf } from '../../../ui/dates';

const pageSize = 100;
/** More tasks than this in six weeks are not read by themselves. */
const most = 500;

/** The tasks due between two days, by day. The due filter of the address does not apply: the calendar is one. */
export function useDays(address: ListAddress, from: Day, to: Day) {
  const firstDay = usePreference('firstDay');
  const parameters = parametersOf(
    { ...address, due: '', dueFrom: from, dueTo: to, page: 1, sort: 'due_date:asc' },
    firstDay,
  );
  const query = useInfiniteQuery({
    ...taskColumnQuery({ ...parameters, page_size: pageSize }),
    placeholderData: keepPreviousData,
  });
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const tasks = query.data?.pages.flatMap((page) => page.items) ?? [];
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && tasks.length < most) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage, tasks.length]);
  const total = query.data?.pages.at(-1)?.total ?? 0;
  return { query, days: byDay(tasks), total, unread: tasks.length >= most ? total - tasks.length : 0 };
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
  const firstDay = usePreference('firstDay');
  const parameters = parametersOf({ ...address, due: 'overdue', dueFrom: '', dueTo: '', page: 1 }, firstDay);
  return useQuery(taskListQuery({ ...parameters, page_size: 1 })).data?.total ?? 0;
}

const undatedShown = 50;

/** Tasks without a due date: the end of the list by due date, since they come last there. */
export function useUndated(address: ListAddress): { tasks: Task[]; isPending: boolean } {
  const firstDay = usePreference('firstDay');
  const parameters = parametersOf(
    { ...address, due: '', dueFrom: '', dueTo: '', page: 1, sort: 'due_date:asc' },
    firstDay,
  );
  const first = useQuery(taskListQuery({ ...parameters, page_size: undatedShown }));
  const total = first.data?.total ?? 0;
  const page = Math.max(1, Math.ceil(total / undatedShown));
  const last = useQuery({ ...taskListQuery({ ...parameters, page, page_size: undatedShown }), enabled: page > 1 });
  const end = page > 1 ? last : first;
  return { tasks: end.data?.items.filter((task) => !task.due_date) ?? [], isPending: end.isPending };
}
