import { useSyncExternalStore } from 'react';

// The quick add bars on screen, the last one shown last. Without one there is the sheet.
const bars: (() => void)[] = [];
let sheet = false;
const listeners = new Set<() => void>();

function setSheet(opened: boolean): void {
  sheet = opened;
  for (const listener of [...listeners]) listener();
}

/** Tells how to focus a quick add that is on screen. Returns how to take it back. */
export function registerQuickAdd(focus: () => void): () => void {
  bars.push(focus);
  return () => {
    bars.splice(bars.indexOf(focus), 1);
  };
}

/** Focuses the quick add of the page, or opens the sheet. */
export function openQuickAdd(): void {
  const focus = bars.at(-1);
  if (focus) focus();
  else setSheet(true);
}

/** Opens the sheet, also where the page has a bar: on phones that may be scrolled far away. */
export function openQuickAddSheet(): void {
  setSheet(true);
}

export function closeQuickAddSheet(): void {
  setSheet(false);
}

export function useQuickAddSheet(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => sheet,
  );
}
