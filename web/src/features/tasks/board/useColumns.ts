import { useInfiniteQuery } from '@tanstack/react-query';
import { readOn } from '../../../api/queries/readOn';
import { taskColumnQuery } from '../../../api/queries/tasks';
import { queryClient } from '../../../api/queryClient';
import { priorities, type Status, statuses, type Task } from '../../../api/vocabulary';
import type { ListAddress } from '../../../app/address/listAddress';
import { parametersOf } from '../../../app/address/listParameters';

export type Column = {
  status: Status;
  tasks: readonly Task[];
  /** How many tasks the column has after the filters, also those not loaded yet. */
  total: number;
  isPending: boolean;
  error: unknown;
  hasMore: boolean;
  isLoadingMore: boolean;
  loadMore: () => void;
  retry: () => void;
};

const pageSize = 50;

/** The four columns. A card stands in the column of its status as it is known now, also while the server is being told. */
export function useColumns(address: ListAddress): Column[] {
  const queries = [
    useColumn(address, 'TODO'),
    useColumn(address, 'IN_PROGRESS'),
    useColumn(address, 'BLOCKED'),
    useColumn(address, 'DONE'),
  ];
  const loaded = unique(queries.flatMap(({ data }) => data?.pages.flatMap((page) => page.items) ?? []));
  return statuses.map((status, index) => {
    const query = queries[index] as (typeof queries)[number];
    const own = query.data?.pages.flatMap((page) => page.items) ?? [];
    const left = own.filter((task) => task.status !== status).length;
    const tasks = loaded.filter((task) => task.status === status && isWanted(address, status));
    const arrived = tasks.filter((task) => !own.some(({ id }) => id === task.id)).length;
    return {
      status,
      tasks: arrived > 0 ? [...tasks].sort(byUrgency) : tasks,
      total: Math.max((query.data?.pages.at(-1)?.total ?? 0) - left + arrived, tasks.length),
      isPending: query.isPending && query.isFetching,
      error: query.data ? null : query.error,
      hasMore: query.hasNextPage,
      isLoadingMore: query.isFetching && !query.isPending,
      loadMore: () => void readOn(query, columnQuery(address, status).queryKey),
      retry: () => void query.refetch(),
    };
  });
}

function useColumn(address: ListAddress, status: Status) {
  return useInfiniteQuery({ ...columnQuery(address, status), enabled: isWanted(address, status) });
}

/** Asks for the columns of an address, before the board is rendered. */
export function askColumns(address: ListAddress): Promise<unknown> {
  const wanted = statuses.filter((status) => isWanted(address, status));
  return Promise.all(wanted.map((status) => queryClient.prefetchInfiniteQuery(columnQuery(address, status))));
}

export function isWanted({ status: chosen }: ListAddress, status: Status): boolean {
  return chosen.length === 0 || chosen.includes(status);
}

function columnQuery(address: ListAddress, status: Status) {
  const parameters = parametersOf({ ...address, status: [status], page: 1, sort: 'priority:desc,due_date:asc' });
  return taskColumnQuery({ ...parameters, page_size: pageSize });
}

function unique(tasks: readonly Task[]): Task[] {
  return [...new Map(tasks.map((task) => [task.id, task])).values()];
}

/** The order of the API: priority, then due date, those without a date last. */
export function byUrgency(a: Task, b: Task): number {
  const rank = priorities.indexOf(a.priority) - priorities.indexOf(b.priority);
  if (rank !== 0) return rank;
  if (a.due_date === b.due_date) return 0;
  if (!a.due_date || !b.due_date) return a.due_date ? -1 : 1;
  return a.due_date < b.due_date ? -1 : 1;
}
