import { useLayoutEffect } from 'react';
import { type Location, useNavigationType } from 'react-router';
import { useOpenedFrom } from './openTask';

/** A navigation that leads back to a place shows it as it was left. */
type BackState = { back: true };

/** Where "Back to tasks" leads: the place a task was opened from, else the list. */
export function useWayBack(): { to: string; state: BackState } {
  const from = useOpenedFrom();
  return { to: from ? from.pathname + from.search : '/tasks', state: { back: true } };
}

// Scroll positions by path and query, of this tab.
const positions = new Map<string, number>();
const kept = 50;

/** Shows a place where it was left after Back, and every other page from its top. */
export function useScroll(shown: Location): void {
  const type = useNavigationType();
  const place = shown.pathname + shown.search;
  const isBack = type === 'POP' || (shown.state as Partial<BackState> | null)?.back === true;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another place moves the window.
  useLayoutEffect(() => {
    history.scrollRestoration = 'manual';
    window.scrollTo(0, isBack ? (positions.get(place) ?? 0) : 0);
    const onScroll = () => {
      positions.delete(place);
      positions.set(place, window.scrollY);
      const oldest = positions.keys().next().value;
      if (positions.size > kept && oldest !== undefined) positions.delete(oldest);
    };
    window.addEventListener('scroll', onScroll, { passive: true });
    return () => window.removeEventListener('scroll', onScroll);
  }, [place]);
}
