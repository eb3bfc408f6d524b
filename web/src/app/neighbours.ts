import type { InfiniteData } from '@tanstack/react-query';
import { taskKeys } from '../api/queries/taskCache';
import { queryClient } from '../api/queryClient';
import type { TaskPage } from '../api/vocabulary';

export type Neighbours = { previous: string | null; next: string | null; position: number; count: number };

// The last list that a task was opened from. A task that leaves the list because it was changed still has neighbours.
let lastOrder: readonly string[] = [];

/** The tasks before and after one in the list that it was opened from: the one on screen, else the one that was loaded last. */
export function neighboursOf(id: string): Neighbours | null {
  const lists = [taskKeys.lists, taskKeys.columns]
    .flatMap((queryKey) => queryClient.getQueryCache().findAll({ queryKey }))
    .map((query) => ({ order: orderOf(query.state.data), shown: query.isActive(), at: query.state.dataUpdatedAt }))
    .filter(({ order }) => order.includes(id))
    .sort((a, b) => Number(b.shown) - Number(a.shown) || b.at - a.at);
  lastOrder = lists[0]?.order ?? lastOrder;
  return placeIn(lastOrder, id);
}

// A list has one page, a column of the board several.
function orderOf(data: unknown): string[] {
  const pages = (data as InfiniteData<TaskPage> | undefined)?.pages ?? [data as TaskPage | undefined];
  return pages.flatMap((page) => page?.items?.map((task) => task.id) ?? []);
}

export function placeIn(order: readonly string[], id: string): Neighbours | null {
  const index = order.indexOf(id);
  if (index < 0) return null;
  return {
    previous: order[index - 1] ?? null,
    next: order[index + 1] ?? null,
    position: index + 1,
    count: order.length,
  };
}
