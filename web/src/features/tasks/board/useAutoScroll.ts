import { type RefObject, useEffect } from 'react';

/** Scrolls an element while a card is held at its edge. The code for it comes with the pointer: most visits drag nothing. */
export function useAutoScroll(element: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const scrolled = element.current;
    if (!scrolled) return;
    let isGone = false;
    let stop = () => {};
    const start = async () => {
      scrolled.removeEventListener('pointerenter', start);
      try {
        const { autoScrollForElements } = await import('@atlaskit/pragmatic-drag-and-drop-auto-scroll/element');
        if (!isGone) stop = autoScrollForElements({ element: scrolled });
      } catch {
        // The network is away: cards can be dragged all the same, and the next pointer asks again.
        if (!isGone) scrolled.addEventListener('pointerenter', start);
      }
    };
    scrolled.addEventListener('pointerenter', start);
    return () => {
      isGone = true;
      scrolled.removeEventListener('pointerenter', start);
      stop();
    };
  }, [element]);
}
