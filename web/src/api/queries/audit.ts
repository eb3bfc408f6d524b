import { queryOptions } from '@tanstack/react-query';
import { api, ok } from '../client';

/** What happened to a task, newest first; of somebody else's task only one's own events. */
export function activityQuery(taskId: string) {
  return queryOptions({
    queryKey: ['activity', taskId],
    queryFn: ({ signal }) =>
      ok(api.GET('/api/v1/audit-events', { params: { query: { task_id: taskId, page_size: 50 } }, signal })),
  });
}
