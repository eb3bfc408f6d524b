import { type ReactNode, useEffect, useState } from 'react';
import { createPortal } from 'react-dom';

/** The place in the bar of phones for what can be done on the page. */
export const barActionsId = 'bar-actions';

/** Shows buttons of a page in the bar of phones. */
export function BarActions({ children }: { children: ReactNode }) {
  const [slot, setSlot] = useState<HTMLElement | null>(null);
  useEffect(() => setSlot(document.getElementById(barActionsId)), []);
  return slot && createPortal(children, slot);
}
