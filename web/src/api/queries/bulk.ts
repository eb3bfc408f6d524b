import { api, ok } from '../client';
import type { components } from '../schema';
import type { Task } from '../vocabulary';
import { writeInTurn, writtenVersion } from './ownWrites';
import { showByDate } from './placedByDate';
import { forgetTask, markListsStale, refreshLists, rememberWritten } from './taskCache';

export type TasksChange = components['schemas']['CommonTaskChanges'];
export type TaskResult = components['schemas']['TaskResult'];

/** What became of each task. With a failure, the tasks from the request that failed on have the status `unanswered`. */
export type Outcome = { results: readonly TaskResult[]; failure?: unknown };

export const unanswered = 503;

/** The API takes so many ids in one request. */
const most = 100;

type Options = {
  /** Called with the number of tasks that have an answer. */
  onProgress?: (done: number) => void;
  /** Changes only the tasks that no other user has changed since this page wrote them. */
  overOwn?: boolean;
};

/** Makes the same change of many tasks, a hundred with each request. Each task has a result of its own. */
export async function changeMany(ids: readonly string[], change: TasksChange, options: Options = {}): Promise<Outcome> {
  const outcome = await inRequests(ids, options, async (some) => {
    const known = some.flatMap((id) => {
      const version = options.overOwn ? writtenVersion(id) : undefined;
      return version === undefined ? [] : [[id, `"${version}"`] as const];
    });
    const body = { ids: some, change, ...(known.length > 0 && { if_match: Object.fromEntries(known) }) };
    return (await ok(api.POST('/api/v1/tasks/bulk', { body }))).results;
  });
  if (change.due_date !== undefined) showByDate(ids, change.due_date);
  return outcome;
}

export async function deleteMany(ids: readonly string[], options: Options = {}): Promise<Outcome> {
  const outcome = await inRequests(ids, options, async (some) => {
    const { results } = await ok(api.POST('/api/v1/tasks/bulk', { body: { ids: some, delete: true } }));
    for (const { id, status } of results) if (status === 204) forgetTask(id);
    return results;
  });
  // Whole pages may be empty now.
  void refreshLists();
  return outcome;
}

async function inRequests(
  ids: readonly string[],
  { onProgress }: Options,
  ask: (ids: string[]) => Promise<TaskResult[]>,
): Promise<Outcome> {
  const results: TaskResult[] = [];
  try {
    for (let start = 0; start < ids.length; start += most) {
      const some = ids.slice(start, start + most);
      const answered = await writeInTurn(some, () => ask(some));
      for (const { task } of answered) if (task) rememberWritten(task as Task);
      results.push(...answered);
      onProgress?.(results.length);
    }
    return { results };
  } catch (failure) {
    // What was done before stays done.
    const rest = ids.slice(results.length).map((id) => ({ id, status: unanswered }));
    return { results: [...results, ...rest], failure };
  } finally {
    markListsStale();
  }
}
