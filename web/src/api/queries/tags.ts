import { queryOptions } from '@tanstack/react-query';
import { api, ok } from '../client';

/** The tags of all tasks, those with most tasks first. */
export const tagsQuery = queryOptions({
  queryKey: ['tags'],
  queryFn: ({ signal }) => ok(api.GET('/api/v1/tags', { signal })),
  select: (tags) => [...tags].sort((a, b) => b.task_count - a.task_count || a.name.localeCompare(b.name)),
  staleTime: 60_000,
});
