import { useCallback } from 'react';
import type { Task } from '../../../api/vocabulary';
import { useCommands } from '../../../app/commands';
import { useKeys } from '../../../app/keys';
import { useOpenTask } from '../../../app/openTask';
import { selection } from '../../../app/selection';

/** The keys of a list: J and K walk, O opens, X selects, Shift extends, Ctrl/Cmd+A selects the page, as the palette does. */
export function useRowKeys(tasks: readonly Task[]): void {
  const open = useOpenTask();
  const focus = useCallback(
    (step: number): Task | undefined => {
      const now = focusedIndex(tasks);
      const next = now < 0 ? (step > 0 ? 0 : tasks.length - 1) : Math.min(Math.max(now + step, 0), tasks.length - 1);
      const task = tasks[next];
      if (task) rowOf(task.id)?.querySelector<HTMLElement>('a')?.focus();
      return task;
    },
    [tasks],
  );
  const extend = (step: number) => {
    const from = tasks[focusedIndex(tasks)];
    const to = focus(step);
    selection.add([from, to].filter((task) => task !== undefined));
  };
  const onFocused = (act: (task: Task) => void) => () => {
    const task = tasks[focusedIndex(tasks)];
    if (task) act(task);
  };
  const selectAll = () => selection.add(tasks);
  useKeys({
    j: () => void focus(1),
    k: () => void focus(-1),
    ArrowDown: () => void focus(1),
    ArrowUp: () => void focus(-1),
    'Shift+J': () => extend(1),
    'Shift+K': () => extend(-1),
    o: onFocused((task) => open(task.id)),
    x: onFocused(selection.toggle),
    'Mod+a': selectAll,
    Escape: () => selection.clear(),
  });
  useCommands([
    { id: 'target.all', label: 'Select all on this page', words: 'everything', keys: 'Ctrl A', run: selectAll },
  ]);
}

export function focusedIndex(tasks: readonly Task[]): number {
  const id = document.activeElement?.closest<HTMLElement>('[data-task]')?.dataset.task;
  return tasks.findIndex((task) => task.id === id);
}

function rowOf(id: string): HTMLElement | null {
  return document.querySelector(`main [data-task="${id}"]`);
}
