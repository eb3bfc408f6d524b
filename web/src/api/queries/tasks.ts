import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, ok } from '../client';
import { queryClient } from '../queryClient';
import { untilStreamOpens } from '../stream';
import type { NewTask, Task, TaskChange, TaskDetail, TaskPage } from '../vocabulary';
import { refreshActivity } from './audit';
import { isWriting, whileCreating, writeInTurn } from './ownWrites';
import { showByDate } from './placedByDate';
import {
  cachedTask,
  forgetTask,
  markListsStale,
  rememberTask,
  rememberWritten,
  replaceAnswers,
  showCreated,
  type TaskListParameters,
  taskKeys,
} from './taskCache';

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

async function fetchTasks(
  { status, priority, tags, ...rest }: TaskListParameters,
  signal: AbortSignal,
): Promise<TaskPage> {
  await untilStreamOpens();
  const query: Record<string, string | number> = { ...rest };
  if (status?.length) query.status = status.join(',');
  if (priority?.length) query.priority = priority.join(',');
  if (tags?.length) query.tags = tags.join(',');
  return ok(api.GET('/api/v1/tasks', { params: { query }, signal }));
}

/** The first tasks of a list, page by page. */
export async function readTasks(parameters: TaskListParameters, most: number): Promise<Task[]> {
  const tasks: Task[] = [];
  for (let page = 1; tasks.length < most; page++) {
    const { items } = await queryClient.fetchQuery(taskListQuery({ ...parameters, page, page_size: 100 }));
    tasks.push(...items);
    if (items.length < 100) break;
  }
  return tasks.slice(0, most);
}

/** Whether a text of the address can be a task's id at all. */
export function isTaskId(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}

export function taskQuery(id: string) {
  return queryOptions({
    queryKey: taskKeys.one(id),
    queryFn: async ({ signal }) => {
      await untilStreamOpens();
      return ok(api.GET('/api/v1/tasks/{task_id}', { params: { path: { task_id: id } }, signal }));
    },
    // The row of a list is shown until the whole task is there.
    placeholderData: cachedDetail(id),
  });
}

function cachedDetail(id: string): TaskDetail | undefined {
  const task = cachedTask(id);
  return task && { task, attachments: [] };
}

/** With an idempotency key the server makes one task, however often the request is sent. */
export async function createTask(task: NewTask, idempotencyKey?: string): Promise<Task> {
  const headers = idempotencyKey ? { 'Idempotency-Key': idempotencyKey } : {};
  const created = await whileCreating(ok(api.POST('/api/v1/tasks', { body: task, headers })));
  queryClient.setQueryData<TaskDetail>(taskKeys.one(created.id), { task: created, attachments: [] });
  showCreated(created);
  replaceAnswers();
  return created;
}

/** With a version the server refuses, with 412, to overwrite what somebody else changed since. */
export async function updateTask(id: string, change: TaskChange, version?: number): Promise<Task> {
  const header = version === undefined ? {} : { 'If-Match': `"${version}"` };
  const params = { path: { task_id: id }, header };
  const task = await writeInTurn([id], () => ok(api.PATCH('/api/v1/tasks/{task_id}', { params, body: change })));
  rememberWritten(task);
  markListsStale();
  if (change.due_date !== undefined) showByDate([id], change.due_date);
  void refreshActivity(id);
  return task;
}

/** Deletes a task; whoever shows it leaves its page first and then calls `forgetTask`, or it would be asked for again. */
export async function sendDelete(id: string): Promise<void> {
  await writeInTurn([id], () => ok(api.DELETE('/api/v1/tasks/{task_id}', { params: { path: { task_id: id } } })));
}

export async function deleteTask(id: string): Promise<void> {
  await sendDelete(id);
  forgetTask(id);
  markListsStale();
}

/** Asks for a task that somebody else changed. */
export async function readAgain(id: string): Promise<void> {
  const detail = await ok(api.GET('/api/v1/tasks/{task_id}', { params: { path: { task_id: id } } }));
  // The answer to one's own change, which is on its way, has all of it.
  if (isWriting(id)) return;
  queryClient.setQueryData<TaskDetail>(taskKeys.one(id), (known) => known && detail);
  rememberTask(detail.task);
}
