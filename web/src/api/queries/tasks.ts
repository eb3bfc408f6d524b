import { queryOptions, useMutation } from '@tanstack/react-query';
import { api, ok } from '../client';
import { queryClient } from '../queryClient';
import type { NewTask, Task, TaskChange, TaskDetail, TaskPage } from '../vocabulary';
import { refreshActivity } from './audit';

/** The parameters of a list as the API takes them. */
export type TaskListParameters = {
  search?: string;
  status?: string[];
  priority?: string[];
  tags?: string[];
  owner?: string;
  due_from?: string;
  due_to?: string;
  sort?: string;
  page?: number;
  page_size?: number;
};

export const taskKeys = {
  all: ['tasks'] as const,
  lists: ['tasks', 'list'] as const,
  list: (parameters: TaskListParameters) => ['tasks', 'list', parameters] as const,
  one: (id: string) => ['tasks', 'one', id] as const,
};

export function taskListQuery(parameters: TaskListParameters) {
  return queryOptions({
    queryKey: taskKeys.list(parameters),
    queryFn: ({ signal }) => fetchTasks(parameters, signal),
  });
}

function fetchTasks({ status, priority, tags, ...rest }: TaskListParameters, signal: AbortSignal): Promise<TaskPage> {
  const query: Record<string, string | number> = { ...rest };
  if (status?.length) query.status = status.join(',');
  if (priority?.length) query.priority = priority.join(',');
  if (tags?.length) query.tags = tags.join(',');
  return ok(api.GET('/api/v1/tasks', { params: { query }, signal }));
}

/** Whether a text of the address can be a task's id at all. */
export function isTaskId(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}

export function taskQuery(id: string) {
  return queryOptions({
    queryKey: taskKeys.one(id),
    queryFn: ({ signal }) => ok(api.GET('/api/v1/tasks/{task_id}', { params: { path: { task_id: id } }, signal })),
    // The row of a list is shown until the whole task is there.
    placeholderData: cachedDetail(id),
  });
}

function cachedDetail(id: string): TaskDetail | undefined {
  const task = cachedTask(id);
  return task && { task, attachments: [] };
}

/** A task that some list or page has loaded. */
export function cachedTask(id: string): Task | undefined {
  const detail = queryClient.getQueryData<TaskDetail>(taskKeys.one(id));
  if (detail) return detail.task;
  for (const [, page] of queryClient.getQueriesData<TaskPage>({ queryKey: taskKeys.lists })) {
    const found = page?.items.find((task) => task.id === id);
    if (found) return found;
  }
  return undefined;
}

/** Writes an answer of the server into every list and page that shows the task, so that none of them has to ask again. */
export function rememberTask(task: Task): void {
  queryClient.setQueryData<TaskDetail>(taskKeys.one(task.id), (detail) => detail && { ...detail, task });
  queryClient.setQueriesData<TaskPage>({ queryKey: taskKeys.lists }, (page) =>
    page?.items.some((item) => item.id === task.id)
      ? { ...page, items: page.items.map((item) => (item.id === task.id ? task : item)) }
      : page,
  );
}

/** Takes a deleted task out of every list. */
export function forgetTask(id: string): void {
  queryClient.removeQueries({ queryKey: taskKeys.one(id) });
  queryClient.setQueriesData<TaskPage>({ queryKey: taskKeys.lists }, (page) =>
    page?.items.some((item) => item.id === id)
      ? { ...page, items: page.items.filter((item) => item.id !== id), total: page.total - 1 }
      : page,
  );
}

/** Lists that are on screen ask again; the others when they are shown next. */
export function refreshLists(): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: taskKeys.lists });
}

export async function createTask(task: NewTask): Promise<Task> {
  const created = await ok(api.POST('/api/v1/tasks', { body: task }));
  queryClient.setQueryData<TaskDetail>(taskKeys.one(created.id), { task: created, attachments: [] });
  return created;
}

export async function updateTask(id: string, change: TaskChange): Promise<Task> {
  const task = await ok(api.PATCH('/api/v1/tasks/{task_id}', { params: { path: { task_id: id } }, body: change }));
  rememberTask(task);
  void refreshActivity(id);
  return task;
}

/** Deletes a task; whoever shows it leaves its page first and then calls `forgetTask`, or it would be asked for again. */
export async function sendDelete(id: string): Promise<void> {
  await ok(api.DELETE('/api/v1/tasks/{task_id}', { params: { path: { task_id: id } } }));
}

export async function deleteTask(id: string): Promise<void> {
  await sendDelete(id);
  forgetTask(id);
}

export function useCreateTask() {
  return useMutation({ mutationFn: createTask, onSuccess: () => void refreshLists() });
}

export function useDeleteTask() {
  return useMutation({ mutationFn: deleteTask, onSuccess: () => void refreshLists() });
}
