import { useSyncExternalStore } from 'react';
import { latestOf, onForgotten } from '../api/queries/taskCache';
import type { Task } from '../api/vocabulary';

/** The tasks by id, as they were when they were selected, in that order. */
let selected: ReadonlyMap<string, Task> = new Map();
const listeners = new Set<() => void>();

function change(next: ReadonlyMap<string, Task>): void {
  selected = next;
  for (const listener of [...listeners]) listener();
}

/** At most as many as can be changed together within reason. */
export const selectionLimit = 500;

export const selection = {
  /** The selected tasks as they are now. */
  get tasks(): readonly Task[] {
    return latestOf([...selected.values()]);
  },

  has: (id: string): boolean => selected.has(id),

  toggle(task: Task): void {
    const next = new Map(selected);
    if (!next.delete(task.id) && next.size < selectionLimit) next.set(task.id, task);
    change(next);
  },

  add(tasks: readonly Task[]): void {
    const next = new Map(selected);
    for (const task of tasks) if (next.size < selectionLimit) next.set(task.id, task);
    change(next);
  },

  /** Leaves only these. */
  keep(tasks: readonly Task[]): void {
    if (selected.size > 0) change(new Map(tasks.map((task) => [task.id, task])));
  },

  clear(): void {
    if (selected.size > 0) change(new Map());
  },
};

onForgotten((id) => {
  const next = new Map(selected);
  if (next.delete(id)) change(next);
});

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useSelection(): ReadonlyMap<string, Task> {
  return useSyncExternalStore(subscribe, () => selected);
}
