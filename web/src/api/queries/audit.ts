import { queryOptions } from '@tanstack/react-query';
import { api, ok } from '../client';
import { queryClient } from '../queryClient';

/** What happened to a task, newest first; of somebody else's task only one's own events. */
export function activityQuery(taskId: string) {
  return queryOptions({
    queryKey: activityKey(taskId),
    queryFn: ({ signal }) =>
      ok(api.GET('/api/v1/audit-events', { params: { query: { task_id: taskId, page_size: 50 } }, signal })),
  });
}

function activityKey(taskId: string): readonly unknown[] {
  return ['activity', taskId];
}

/** Asks again for the activity of a task that is on screen, after something happened to it. */
export function refreshActivity(taskId: string): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: activityKey(taskId) });
}
