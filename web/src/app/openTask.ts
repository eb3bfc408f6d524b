import { useCallback, useMemo } from 'react';
import { type Location, useLocation, useNavigate } from 'react-router';
import type { OpenedFrom } from './Pages';

/**
 * Where a link to a task leads: its address, and the place it was opened from, for Back and for the panel beside it. The function stays
 * the same while the place does.
 */
export function useTaskLink(): (id: string) => { to: string; state: OpenedFrom } {
  // The router makes a new object of the same location for a page beside a panel.
  const { pathname, search, hash, key } = placeOf(useLocation());
  const state = useMemo(
    () => ({ background: { pathname, search, hash, key, state: null } }),
    [pathname, search, hash, key],
  );
  return useCallback((id) => ({ to: `/tasks/${id}`, state }), [state]);
}

export function useOpenTask(): (id: string) => void {
  const navigate = useNavigate();
  const link = useTaskLink();
  return useCallback(
    (id) => {
      const { to, state } = link(id);
      navigate(to, { state });
    },
    [link, navigate],
  );
}

// A task opened from the panel of another was opened from the same place.
function placeOf(location: Location): Location {
  const state = location.state as Partial<OpenedFrom> | null;
  return state?.background ?? location;
}

/** The place a task was opened from, when it was opened from one. */
export function useOpenedFrom(): Location | undefined {
  return (useLocation().state as Partial<OpenedFrom> | null)?.background;
}
