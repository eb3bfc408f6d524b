import type { InfiniteData, Query } from '@tanstack/react-query';
import { queryClient } from '../queryClient';
import type { Task, TaskDetail, TaskPage } from '../vocabulary';
import { isWriting, noteWritten } from './ownWrites';

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
  ones: ['tasks', 'one'] as const,
  one: (id: string) => ['tasks', 'one', id] as const,
};

/** A task that some list or page has loaded. */
export function cachedTask(id: string): Task | undefined {
  const detail = queryClient.getQueryData<TaskDetail>(taskKeys.one(id));
  return detail?.task ?? cachedPages().find((task) => task.id === id);
}

/** These tasks as they are known by now, with the changes that show already. */
export function latestOf(tasks: readonly Task[]): Task[] {
  const details = queryClient.getQueriesData<TaskDetail>({ queryKey: taskKeys.ones });
  const latest = new Map(tasks.map((task) => [task.id, task]));
  for (const task of [...details.flatMap(([, detail]) => detail?.task ?? []), ...cachedPages()]) {
    const known = latest.get(task.id);
    if (known && known.version <= task.version) latest.set(task.id, task);
  }
  return tasks.map((task) => latest.get(task.id) ?? task);
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

/** Writes the answer to one's own change into every list and page. What a later change shows already stays until its answer is there. */
export function rememberWritten(task: Task): void {
  noteWritten(task);
  const shown = isWriting(task.id) ? cachedTask(task.id) : undefined;
  rememberTask(shown ? { ...shown, version: task.version, updated_at: task.updated_at } : task);
}

/** Takes a deleted task out of every list. */
export function forgetTask(id: string): void {
  queryClient.removeQueries({ queryKey: taskKeys.one(id) });
  takeOut(id);
}

/** Takes a task that was deleted elsewhere out of every list. What shows it keeps it, and what is typed there, until it asks again. */
export function forgetUnlessShown(id: string): void {
  queryClient.removeQueries({ queryKey: taskKeys.one(id), type: 'inactive' });
  takeOut(id);
}

/** A task that is on screen is asked for again. */
export function askAgain(id: string): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: taskKeys.one(id) });
}

const forgetters = new Set<(id: string) => void>();

/** Calls back for each task that is taken out of the lists because it was deleted. */
export function onForgotten(listener: (id: string) => void): void {
  forgetters.add(listener);
}

function takeOut(id: string): void {
  for (const listener of forgetters) listener(id);
  changePages(id, (page) => ({ ...page, items: page.items.filter((item) => item.id !== id), total: page.total - 1 }));
}

// Changes the pages that have the task; the others keep their identity, so that nothing is rendered again for them.
function changePages(id: string, change: (page: TaskPage) => TaskPage): void {
  const changed = (page: TaskPage) => (page.items.some((item) => item.id === id) ? change(page) : page);
  for (const query of findLists()) {
    const data = query.state.data as TaskPage | InfiniteData<TaskPage> | undefined;
    if (!data) continue;
    const pages = 'pages' in data ? data.pages : [data];
    const next = pages.map(changed);
    if (next.every((page, index) => page === pages[index])) continue;
    rewrite(query, 'pages' in data ? { ...data, pages: next } : next[0]);
  }
}

// The rest of the list is as old as before.
function rewrite(query: Query, data: unknown): void {
  const { dataUpdatedAt, isInvalidated } = query.state;
  query.setData(data, { updatedAt: dataUpdatedAt, manual: true });
  if (isInvalidated) query.invalidate();
}

function findLists(): Query[] {
  const cache = queryClient.getQueryCache();
  return [taskKeys.lists, taskKeys.columns].flatMap((queryKey) => cache.findAll({ queryKey }));
}

/** Lists ask again when they are shown next; those on screen stay as they are, so that no row jumps. */
export function expireLists(): void {
  for (const query of findLists()) query.invalidate();
}

/** The lists after one's own change: what is on its way may be of before it. */
export function markListsStale(): void {
  expireLists();
  replaceAnswers();
}

/** Answers that are on their way may be of before one's own change, and would take it off the page: they are asked for again. */
export function replaceAnswers(): void {
  for (const query of queryClient.getQueryCache().findAll({ queryKey: taskKeys.all, fetchStatus: 'fetching' })) {
    const again = () => queryClient.invalidateQueries({ queryKey: query.queryKey, exact: true });
    // The first answer of all, and more cards of a column, cannot be replaced: they are awaited.
    const isAwaited = query.state.data === undefined || query.state.fetchMeta?.fetchMore;
    if (isAwaited) void query.promise?.then(again, () => undefined);
    else void again();
  }
}

/** The tasks that are on screen. */
export function shownTasks(): string[] {
  const active = queryClient.getQueryCache().findAll({ queryKey: taskKeys.all, type: 'active' });
  return active.flatMap(({ queryKey, state }) => {
    if (queryKey[1] === 'one') return [String(queryKey[2])];
    const data = state.data as TaskPage | InfiniteData<TaskPage> | undefined;
    const pages = data === undefined ? [] : 'pages' in data ? data.pages : [data];
    return pages.flatMap((page) => page.items.map((item) => item.id));
  });
}

/** Lists that are on screen ask again; the others when they are shown next. */
export async function refreshLists(): Promise<void> {
  await Promise.all([
    queryClient.invalidateQueries({ queryKey: taskKeys.lists }),
    queryClient.invalidateQueries({ queryKey: taskKeys.columns }),
  ]);
}

/** Everything about tasks that is on screen is asked for again; the rest when it is shown next. */
export function refreshTasks(): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: taskKeys.all });
}

/**
 * Puts a new task on top of the lists that show everything, newest first, and into its column. Lists it may belong to as well ask again in a
 * second.
 */
export function showCreated(task: Task): void {
  for (const query of findLists()) {
    const parameters = query.queryKey[2] as TaskListParameters | undefined;
    const data = query.state.data as TaskPage | InfiniteData<TaskPage> | undefined;
    if (!data || !parameters || !mayHold(parameters, task)) continue;
    if (!('pages' in data) && isWholeList(parameters)) {
      rewrite(query, withFirst(data, task, data.page_size));
    } else if ('pages' in data && isWholeColumn(parameters)) {
      rewrite(query, { ...data, pages: data.pages.map((page, index) => (index === 0 ? withFirst(page, task) : page)) });
    } else {
      outdated.add(query.queryHash);
    }
  }
  if (outdated.size > 0 && timer === undefined) timer = setTimeout(refreshOutdated, 1000);
}

function withFirst(page: TaskPage, task: Task, length = page.items.length + 1): TaskPage {
  if (page.items.some((item) => item.id === task.id)) return page;
  return { ...page, items: [task, ...page.items].slice(0, length), total: page.total + 1 };
}

// All tasks, or all of the user's own, newest first.
function isWholeList({ owner, page_size, ...filters }: TaskListParameters): boolean {
  return (owner === undefined || owner === 'me') && Object.keys(filters).length === 0;
}

// A column of the board without filters; the board sorts its cards itself.
function isWholeColumn({ status, sort, page_size, ...filters }: TaskListParameters): boolean {
  return status?.length === 1 && Object.keys(filters).length === 0;
}

// Ten tasks in a row are one question for each list that has to ask, not ten.
const outdated = new Set<string>();
let timer: ReturnType<typeof setTimeout> | undefined;

function refreshOutdated(): void {
  const keys = new Set(outdated);
  outdated.clear();
  timer = undefined;
  void queryClient.invalidateQueries({ predicate: ({ queryHash }) => keys.has(queryHash) });
}

function mayHold({ status, priority, tags, owner }: TaskListParameters, task: Task): boolean {
  const fits = (wanted: readonly string[] | undefined, values: readonly string[]) =>
    !wanted?.length || values.some((value) => wanted.includes(value));
  const mine = owner === undefined || owner === 'me' || owner === task.owner_id;
  return mine && fits(status, [task.status]) && fits(priority, [task.priority]) && fits(tags, task.tags);
}
