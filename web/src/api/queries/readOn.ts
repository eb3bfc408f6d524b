import type { QueryKey, UseInfiniteQueryResult } from '@tanstack/react-query';
import { queryClient } from '../queryClient';

/**
 * Reads the next page of a list that grows. When tasks have changed since, the pages of the server have moved: those on screen are read
 * again first, or what moved up would be skipped.
 */
export async function readOn(query: UseInfiniteQueryResult, queryKey: QueryKey): Promise<void> {
  if (queryClient.getQueryState(queryKey)?.isInvalidated) {
    const { isError } = await query.refetch();
    if (isError) return;
  }
  await query.fetchNextPage();
}
