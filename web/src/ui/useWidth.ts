import { useSyncExternalStore } from 'react';

/** The three layouts of the design. */
export type Width = 'phone' | 'tablet' | 'desktop';

const desktop = window.matchMedia('(min-width: 1200px)');
const tablet = window.matchMedia('(min-width: 768px)');

function subscribe(listener: () => void): () => void {
  desktop.addEventListener('change', listener);
  tablet.addEventListener('change', listener);
  return () => {
    desktop.removeEventListener('change', listener);
    tablet.removeEventListener('change', listener);
  };
}

export function currentWidth(): Width {
  return desktop.matches ? 'desktop' : tablet.matches ? 'tablet' : 'phone';
}

/** The layout for the width of the window now. */
export function useWidth(): Width {
  return useSyncExternalStore(subscribe, currentWidth);
}
