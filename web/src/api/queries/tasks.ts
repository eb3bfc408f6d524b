import { type InfiniteData, infiniteQueryOptions, queryOptions, useMutation } from '@tanstack/react-query';
import { api, ok } from '../client';
import { queryClient } from '../queryClient';
import type { NewTask, Task, TaskChange, TaskDetail, TaskPage } from '../vocabulary';

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

/** With an idempotency key the server makes one task, however often the request is sent. */
export async function createTask(task: NewTask, idempotencyKey?: string): Promise<Task> {
  const headers = idempotencyKey ? { 'Idempotency-Key': idempotencyKey } : {};
  const created = await ok(api.POST('/api/v1/tasks', { body: task, headers }));
  queryClient.setQueryData<TaskDetail>(taskKeys.one(created.id), { task: created, attachments: [] });
  return created;
}

/** Puts a new task on top of the lists that show everything, newest first. Lists it may belong to as well ask again in a second. */
export function showCreated(task: Task): void {
  for (const [queryKey, page] of queryClient.getQueriesData<TaskPage>({ queryKey: taskKeys.lists })) {
    const parameters = queryKey[2] as TaskListParameters | undefined;
    if (!page || !parameters || !mayHold(parameters, task)) continue;
    if (!isWhole(parameters)) outdated.add(JSON.stringify(queryKey));
    else if (!page.items.some((item) => item.id === task.id)) {
      const items = [task, ...page.items].slice(0, page.page_size);
      queryClient.setQueryData<TaskPage>(queryKey, { ...page, items, total: page.total + 1 });
    }
  }
  if (outdated.size > 0 && !timer) timer = setTimeout(refreshOutdated, 1000);
}

// Ten tasks in a row are one question for each list that has to ask, not ten.
const outdated = new Set<string>();
let timer: ReturnType<typeof setTimeout> | undefined;

function refreshOutdated(): void {
  const keys = new Set(outdated);
  outdated.clear();
  timer = undefined;
  void queryClient.invalidateQueries({ predicate: ({ queryKey }) => keys.has(JSON.stringify(queryKey)) });
}

/** All tasks, or all of the user's own, newest first, from the first. */
function isWhole({ page_size, owner, ...rest }: TaskListParameters): boolean {
  return (owner === undefined || owner === 'me') && Object.keys(rest).length === 0;
}

function mayHold({ status, priority, tags }: TaskListParameters, task: Task): boolean {
  const fits = (wanted: readonly string[] | undefined, values: readonly string[]) =>
    !wanted?.length || values.some((value) => wanted.includes(value));
  return fits(status, [task.status]) && fits(priority, [task.priority]) && fits(tags, task.tags);
}

export async function updateTask(id: string, change: TaskChange): Promise<Task> {
  const task = await ok(api.PATCH('/api/v1/tasks/{task_id}', { params: { path: { task_id: id } }, body: change }));
  rememberTask(task);
  return task;
}

export async function deleteTask(id: string): Promise<void> {
  await ok(api.DELETE('/api/v1/tasks/{task_id}', { params: { path: { task_id: id } } }));
  forgetTask(id);
}

export function useCreateTask() {
  return useMutation({ mutationFn: (task: NewTask) => createTask(task), onSuccess: () => void refreshLists() });
}

export function useDeleteTask() {
  return useMutation({ mutationFn: deleteTask, onSuccess: () => void refreshLists() });
}
