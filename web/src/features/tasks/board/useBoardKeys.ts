import { userId } from '../../../api/session';
import { statuses } from '../../../api/vocabulary';
import { useKeys } from '../../../app/keys';
import { cardOfFocus, isOnCard } from '../cardOfFocus';
import { useKeptFocus } from '../useKeptFocus';
import { focusCard } from './focusCard';
import { moveTask } from './moveTask';
import type { Column } from './useColumns';

/** The keys of the board: arrows walk, Alt with an arrow moves the card, M opens its move menu. */
export function useBoardKeys(columns: readonly Column[]): void {
  useKeptFocus(focusCard);
  const walk = (right: number, down: number) => {
    const [column, row] = position(columns);
    if (column < 0) return focusCard(columns.find(({ tasks }) => tasks.length > 0)?.tasks[0]?.id);
    if (down !== 0) return focusCard(columns[column]?.tasks[row + down]?.id);
    // The next column that has a card, at the same height.
    for (let next = column + right; next >= 0 && next < columns.length; next += right) {
      const tasks = columns[next]?.tasks ?? [];
      if (tasks.length > 0) return focusCard(tasks[Math.min(row, tasks.length - 1)]?.id);
    }
  };
  const move = async (right: number) => {
    const [column, row] = position(columns);
    const task = columns[column]?.tasks[row];
    const status = task && statuses[statuses.indexOf(task.status) + right];
    if (!task || !status || task.owner_id !== userId()) return;
    await moveTask(task, status);
  };
  useKeys({
    ArrowLeft: () => walk(-1, 0),
    ArrowRight: () => walk(1, 0),
    ArrowUp: () => walk(0, -1),
    ArrowDown: () => walk(0, 1),
    k: () => walk(0, -1),
    j: () => walk(0, 1),
    m: () => cardOfFocus()?.querySelector<HTMLElement>('[data-menu]')?.click(),
  });
  // Beside the cards Alt with an arrow is the browser's, which goes back.
  useKeys({ 'Alt+ArrowLeft': () => void move(-1), 'Alt+ArrowRight': () => void move(1) }, isOnCard);
}

function position(columns: readonly Column[]): [column: number, row: number] {
  const id = cardOfFocus()?.dataset.task;
  const column = columns.findIndex(({ tasks }) => tasks.some((task) => task.id === id));
  return [column, columns[column]?.tasks.findIndex((task) => task.id === id) ?? -1];
}
