import { useCallback } from 'react';
import { type Location, useLocation, useNavigate } from 'react-router';
import type { OpenedFrom } from './Pages';

/** Where a link to a task leads: its address, and the place it was opened from, for Back and for the panel beside it. */
export function useTaskLink(): (id: string) => { to: string; state: OpenedFrom } {
  const location = useLocation();
  return useCallback((id) => ({ to: `/tasks/${id}`, state: { background: placeOf(location) } }), [location]);
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
  return state?.background ?? { ...location, state: null };
}

/** The place a task was opened from, when it was opened from one. */
export function useOpenedFrom(): Location | undefined {
  return (useLocation().state as Partial<OpenedFrom> | null)?.background;
}
