import { taskKeys } from '../api/queries/taskCache';
import { queryClient } from '../api/queryClient';
import type { TaskPage } from '../api/vocabulary';

export type Neighbours = { previous: string | null; next: string | null; position: number; count: number };

// The last list that a task was opened from. A task that leaves the list because it was changed still has neighbours.
let lastOrder: readonly string[] = [];

/** The tasks before and after one in the list that it was opened from: the one on screen, else the one that was loaded last. */
export function neighboursOf(id: string): Neighbours | null {
  const lists = queryClient
    .getQueryCache()
    .findAll({ queryKey: taskKeys.lists })
    .map((query) => ({
      order: (query.state.data as TaskPage | undefined)?.items.map((task) => task.id) ?? [],
      shown: query.isActive(),
      at: query.state.dataUpdatedAt,
    }))
    .filter(({ order }) => order.includes(id))
    .sort((a, b) => Number(b.shown) - Number(a.shown) || b.at - a.at);
  lastOrder = lists[0]?.order ?? lastOrder;
  return placeIn(lastOrder, id);
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
