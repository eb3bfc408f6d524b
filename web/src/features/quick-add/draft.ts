import { session, userId } from '../../api/session';

/** What stands in the field, and which of its words were made text again. */
export type Draft = { text: string; rejected: readonly string[] };

export const emptyDraft: Draft = { text: '', rejected: [] };

const prefix = 'tracker.quick-add.';

/** The line that was typed in this tab before a reload or on another page. */
export function loadDraft(): Draft {
  try {
    const stored = JSON.parse(sessionStorage.getItem(prefix + userId()) ?? 'null') as Partial<Draft> | null;
    if (typeof stored?.text === 'string' && Array.isArray(stored.rejected)) {
      return { text: stored.text, rejected: stored.rejected.filter((word) => typeof word === 'string') };
    }
  } catch {
    // Refused, or written by something else.
  }
  return emptyDraft;
}

export function saveDraft(draft: Draft): void {
  try {
    if (draft.text === '') sessionStorage.removeItem(prefix + userId());
    else sessionStorage.setItem(prefix + userId(), JSON.stringify(draft));
  } catch {
    // Kept until the page is closed.
  }
}

session.subscribe(() => {
  if (session.tokens || session.end !== 'left') return;
  try {
    for (const name of Object.keys(sessionStorage)) if (name.startsWith(prefix)) sessionStorage.removeItem(name);
  } catch {
    // Nothing was stored.
  }
});
