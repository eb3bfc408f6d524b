import { queryOptions } from '@tanstack/react-query';
import { api, ok } from '../client';
import { patient, queryClient } from '../queryClient';
import type { Tag } from '../vocabulary';

/** The tags of all tasks, those with most tasks first. */
export const tagsQuery = queryOptions({
  queryKey: ['tags'],
  queryFn: ({ signal }) => ok(api.GET('/api/v1/tags', { signal })),
  select: (tags) => [...tags].sort((a, b) => b.task_count - a.task_count || a.name.localeCompare(b.name)),
  staleTime: 60_000,
  ...patient,
});

/** Counts the tags of a new task, so that they are offered for the next one. */
export function countTags(names: readonly string[]): void {
  queryClient.setQueryData<Tag[]>(tagsQuery.queryKey, (tags) => {
    if (!tags) return tags;
    const counted = tags.map((tag) => (names.includes(tag.name) ? { ...tag, task_count: tag.task_count + 1 } : tag));
    const added = names.filter((name) => !tags.some((tag) => tag.name === name));
    return [...counted, ...added.map((name) => ({ name, task_count: 1 }))];
  });
}
