import { useEffect, useRef } from 'react';
import { cardOfFocus } from './cardOfFocus';

/** Gives the focus back to a task that was rendered again in another column or day. */
export function useKeptFocus(focus: (id: string) => void): void {
  const held = useRef<string | undefined>(undefined);
  useEffect(() => {
    const onFocus = () => {
      held.current = cardOfFocus()?.dataset.task;
    };
    document.addEventListener('focusin', onFocus);
    return () => document.removeEventListener('focusin', onFocus);
  }, []);
  useEffect(() => {
    if (!held.current || document.activeElement !== document.body) return;
    focus(held.current);
  });
}
