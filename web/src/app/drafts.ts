import { session, userId } from '../api/session';

/** The typed values of a form and those it started from, per user and task. */
export type Draft = { values: Record<string, string>; base: Record<string, string>; at: number };

const prefix = 'tracker.draft.';
const lifetime = 7 * 24 * 3600 * 1000;
const maxBytes = 50 * 1024;
const maxDrafts = 20;

/** Where the draft of a form is kept; `form` is a task's id or "new". */
export function draftKey(user: string, form: string): string {
  return `${prefix}${user}.${form}`;
}

export function readDraft(key: string, now = Date.now()): Draft | null {
  try {
    const draft: unknown = JSON.parse(localStorage.getItem(key) ?? 'null');
    return isDraft(draft) && now - draft.at < lifetime ? draft : null;
  } catch {
    return null;
  }
}

/** Keeps a draft; false when it is too long or the storage is refused or full. */
export function writeDraft(key: string, values: Draft['values'], base: Draft['base'], now = Date.now()): boolean {
  const text = JSON.stringify({ values, base, at: now } satisfies Draft);
  if (new TextEncoder().encode(text).length > maxBytes) return false;
  try {
    if (localStorage.getItem(key) === null) dropOld(now);
    localStorage.setItem(key, text);
    return true;
  } catch {
    return false;
  }
}

export function removeDraft(key: string): void {
  try {
    localStorage.removeItem(key);
  } catch {
    // Nothing was stored.
  }
}

/** Removes all drafts of a user. */
export function removeDraftsOf(user: string): void {
  for (const key of draftKeys()) if (key.startsWith(`${prefix}${user}.`)) removeDraft(key);
}

// Drafts that are over, and the oldest ones when there are many.
function dropOld(now: number): void {
  const kept = draftKeys()
    .map((key) => ({ key, draft: readDraft(key, now) }))
    .sort((a, b) => (b.draft?.at ?? 0) - (a.draft?.at ?? 0));
  for (const [index, { key, draft }] of kept.entries()) if (!draft || index >= maxDrafts - 1) removeDraft(key);
}

function draftKeys(): string[] {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(prefix));
  } catch {
    return [];
  }
}

function isDraft(value: unknown): value is Draft {
  const draft = value as Partial<Draft> | null;
  return isTexts(draft?.values) && isTexts(draft.base) && typeof draft.at === 'number';
}

function isTexts(value: unknown): value is Record<string, string> {
  return typeof value === 'object' && value !== null && Object.values(value).every((text) => typeof text === 'string');
}

/**
 * The values of a form from a draft and the task as it is now: what was typed stays, what was not touched takes the value of now.
 */
export function mergeDraft<V extends Record<string, string>>(draft: Pick<Draft, 'values' | 'base'>, now: V): V {
  const touched = Object.keys(now).filter(
    (name) => draft.values[name] !== undefined && draft.values[name] !== draft.base[name],
  );
  return { ...now, ...Object.fromEntries(touched.map((name) => [name, draft.values[name]])) };
}

/** Removes the drafts of whoever logs out, from now on. A session that ended by itself keeps them. */
export function forgetDraftsAtLogOut(): void {
  let user = userId();
  session.subscribe(() => {
    if (session.tokens) user = userId();
    else if (session.end === 'left' && user) removeDraftsOf(user);
  });
}
