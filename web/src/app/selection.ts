import { useSyncExternalStore } from 'react';
import type { Task } from '../api/vocabulary';

/** The selected tasks by id, in the order in which they were selected. */
let selected: ReadonlyMap<string, Task> = new Map();
const listeners = new Set<() => void>();

function change(next: ReadonlyMap<string, Task>): void {
  selected = next;
  for (const listener of [...listeners]) listener();
}

/** At most as many as can be changed together within reason. */
export const selectionLimit = 500;

export const selection = {
  get tasks(): readonly Task[] {
    return [...selected.values()];
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

  clear(): void {
    if (selected.size > 0) change(new Map());
  },
};

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useSelection(): ReadonlyMap<string, Task> {
  return useSyncExternalStore(subscribe, () => selected);
}
