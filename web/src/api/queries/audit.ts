import { queryOptions } from '@tanstack/react-query';
import { api, ok } from '../client';
import { queryClient } from '../queryClient';
import { untilStreamOpens } from '../stream';

/** What happened to a task, newest first; of somebody else's task only one's own events. */
export function activityQuery(taskId: string) {
  return queryOptions({
    queryKey: activityKey(taskId),
    queryFn: async ({ signal }) => {
      await untilStreamOpens();
      return ok(api.GET('/api/v1/audit-events', { params: { query: { task_id: taskId, page_size: 50 } }, signal }));
    },
  });
}

function activityKey(taskId?: string): readonly unknown[] {
  return taskId ? ['activity', taskId] : ['activity'];
}

/** Asks again for the activity of a task, or of all tasks, that is on screen, after something happened to it. */
export function refreshActivity(taskId?: string): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: activityKey(taskId) });
}
