import type { Task } from '../vocabulary';

/** What this page wrote itself: its own changes and undos never count as somebody's. */

// The version that this page wrote last, per task.
const written = new Map<string, number>();
// The tasks whose changes are on their way, with how many there are. An event may come before the answer.
const writing = new Map<string, number>();
// The last write of each of these tasks, which the next one waits for.
const last = new Map<string, Promise<unknown>>();

export function writtenVersion(id: string): number | undefined {
  return written.get(id);
}

export function noteWritten({ id, version }: Pick<Task, 'id' | 'version'>): void {
  written.set(id, version);
}

/** Counts a change that the server made to a task because of something of one's own, such as a file. */
export function raiseWrittenVersion(id: string): void {
  const version = written.get(id);
  if (version !== undefined) written.set(id, version + 1);
}

export function isWriting(id: string): boolean {
  return writing.has(id);
}

/**
 * Sends a change of these tasks once those before it have their answers, since requests may overtake each other. Waits for the answer.
 */
export async function writeInTurn<T>(ids: readonly string[], send: () => Promise<T>): Promise<T> {
  const before = ids.flatMap((id) => last.get(id) ?? []);
  const answer = before.length > 0 ? Promise.allSettled(before).then(send) : send();
  for (const id of ids) {
    count(id, 1);
    last.set(id, answer);
  }
  try {
    return await answer;
  } finally {
    for (const id of ids) {
      count(id, -1);
      if (last.get(id) === answer) last.delete(id);
    }
  }
}

let creating = 0;

/** Whether the answer to a new task is on its way: its event may come first. */
export function isCreating(): boolean {
  return creating > 0;
}

/** Waits for the answer to a new task. */
export async function whileCreating<T>(answer: Promise<T>): Promise<T> {
  creating++;
  try {
    return await answer;
  } finally {
    creating--;
  }
}

function count(id: string, more: number): void {
  const now = (writing.get(id) ?? 0) + more;
  if (now > 0) writing.set(id, now);
  else writing.delete(id);
}
