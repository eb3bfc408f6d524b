import type { InfiniteData } from '@tanstack/react-query';
import { queryClient } from '../queryClient';
import type { TaskPage } from '../vocabulary';
import { taskKeys } from './taskCache';

/** Mark the lists of the calendar: a task comes to one of them with its due date, and no row jumps then. */
export const dated = { dated: true };
export const undated = { dated: false };

/** After these tasks got this due date: the calendar on screen asks for those that it does not have. */
export function showByDate(ids: readonly string[], due: string | null): void {
  void queryClient.invalidateQueries({
    queryKey: taskKeys.all,
    predicate: ({ meta, state }) => meta?.dated === (due !== null) && !hasAll(state.data, ids),
  });
}

function hasAll(data: unknown, ids: readonly string[]): boolean {
  const pages = (data as InfiniteData<TaskPage> | undefined)?.pages ?? [data as TaskPage | undefined];
  const held = new Set(pages.flatMap((page) => page?.items.map(({ id }) => id) ?? []));
  return ids.every((id) => held.has(id));
}
