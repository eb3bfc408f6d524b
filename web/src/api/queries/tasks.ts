import { type InfiniteData, infiniteQueryOptions, queryOptions, useMutation } from '@tanstack/react-query';
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
  columns: ['tasks', 'column'] as const,
  column: (parameters: TaskListParameters) => ['tasks', 'column', parameters] as const,
  one: (id: string) => ['tasks', 'one', id] as const,
};

export function taskListQuery(parameters: TaskListParameters) {
  return queryOptions({
    queryKey: taskKeys.list(parameters),
    queryFn: ({ signal }) => fetchTasks(parameters, signal),
  });
}

/** A list that grows at its end, such as a column of the board. */
export function taskColumnQuery(parameters: TaskListParameters) {
  return infiniteQueryOptions({
    queryKey: taskKeys.column(parameters),
    queryFn: ({ signal, pageParam }) => fetchTasks({ ...parameters, page: pageParam }, signal),
    initialPageParam: 1,
    getNextPageParam: ({ page, page_size, total }) => (page * page_size < total ? page + 1 : undefined),
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
  return detail?.task ?? cachedPages().find((task) => task.id === id);
}

function cachedPages(): Task[] {
  const lists = queryClient.getQueriesData<TaskPage>({ queryKey: taskKeys.lists });
  const columns = queryClient.getQueriesData<InfiniteData<TaskPage>>({ queryKey: taskKeys.columns });
  return [
    ...lists.flatMap(([, page]) => page?.items ?? []),
    ...columns.flatMap(([, data]) => data?.pages.flatMap((page) => page.items) ?? []),
  ];
}

/** Writes an answer of the server into every list and page that shows the task, so that none of them has to ask again. */
export function rememberTask(task: Task): void {
  queryClient.setQueryData<TaskDetail>(taskKeys.one(task.id), (detail) => detail && { ...detail, task });
  changePages(task.id, (page) => ({ ...page, items: page.items.map((item) => (item.id === task.id ? task : item)) }));
}

/** Takes a deleted task out of every list. */
export function forgetTask(id: string): void {
  queryClient.removeQueries({ queryKey: taskKeys.one(id) });
  changePages(id, (page) => ({ ...page, items: page.items.filter((item) => item.id !== id), total: page.total - 1 }));
}

// Changes the pages that have the task; the others keep their identity, so that nothing is rendered again for them.
function changePages(id: string, change: (page: TaskPage) => TaskPage): void {
  const changed = (page: TaskPage) => (page.items.some((item) => item.id === id) ? change(page) : page);
  queryClient.setQueriesData<TaskPage>({ queryKey: taskKeys.lists }, (page) => page && changed(page));
  queryClient.setQueriesData<InfiniteData<TaskPage>>({ queryKey: taskKeys.columns }, (data) => {
    const pages = data?.pages.map(changed);
    return data && pages?.some((page, index) => page !== data.pages[index]) ? { ...data, pages } : data;
  });
}

/** Lists that are on screen ask again; the others when they are shown next. */
export async function refreshLists(): Promise<void> {
  await Promise.all([
    queryClient.invalidateQueries({ queryKey: taskKeys.lists }),
    queryClient.invalidateQueries({ queryKey: taskKeys.columns }),
  ]);
}

export async function createTask(task: NewTask): Promise<Task> {
  const created = await ok(api.POST('/api/v1/tasks', { body: task }));
  queryClient.setQueryData<TaskDetail>(taskKeys.one(created.id), { task: created, attachments: [] });
  return created;
}

/** With a version the server refuses, with 412, to overwrite what somebody else changed since. */
export async function updateTask(id: string, change: TaskChange, version?: number): Promise<Task> {
  const header = version === undefined ? {} : { 'If-Match': `"${version}"` };
  const params = { path: { task_id: id }, header };
  const task = await ok(api.PATCH('/api/v1/tasks/{task_id}', { params, body: change }));
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
