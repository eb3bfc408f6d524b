import { useLocation } from 'react-router';

/** What the edit form keeps in its history entry: that one came from the task, so that it can go back to it. */
export type EditState = { fromTask: true };

export function useEditLink(taskId: string): { to: string; state: EditState } {
  const { state } = useLocation();
  return { to: `/tasks/${taskId}/edit`, state: { ...(state as object | null), fromTask: true } };
}
