import { useCallback, useRef } from 'react';
import type { Task } from '../../../api/vocabulary';
import { selection } from '../../../app/selection';

/** Selects a row, or with Shift all rows from the one selected last. */
export function useRowSelection(tasks: readonly Task[]): (task: Task, extend: boolean) => void {
  const anchor = useRef<string | null>(null);
  const latest = useRef(tasks);
  latest.current = tasks;
  return useCallback((task, extend) => {
    const from = latest.current.findIndex(({ id }) => id === anchor.current);
    const to = latest.current.findIndex(({ id }) => id === task.id);
    anchor.current = task.id;
    if (extend && from >= 0) selection.add(latest.current.slice(Math.min(from, to), Math.max(from, to) + 1));
    else selection.toggle(task);
  }, []);
}
