import { useEffect, useRef, useState } from 'react';
import { session, userId } from '../../../api/session';
import { draftKey, mergeDraft, readDraft, removeDraft, writeDraft } from '../../../app/drafts';
import { isTouched, type TaskValues } from './taskValues';

type Draft = {
  /** What the form starts with: the draft, or what is given. */
  start: TaskValues;
  restored: boolean;
  /** Keeps what is typed; drops the draft when nothing is. */
  keep: (values: TaskValues, base: TaskValues) => void;
  drop: () => void;
};

/** The draft of a form in this browser. `form` is a task's id or "new". */
export function useDraft(form: string, base: TaskValues): Draft {
  const [key] = useState(() => draftKey(userId() ?? '', form));
  const [found] = useState(() => {
    const draft = readDraft(key);
    const merged = draft && mergeDraft(draft, base);
    return merged && isTouched(merged, base) ? merged : null;
  });
  const dropped = useRef(false);

  return {
    start: found ?? base,
    restored: found !== null,
    keep: (values, now) => {
      // Whoever logged out leaves nothing behind.
      if (dropped.current || !session.tokens) return;
      if (isTouched(values, now)) writeDraft(key, values, now);
      else removeDraft(key);
    },
    drop: () => {
      dropped.current = true;
      removeDraft(key);
    },
  };
}

/** Keeps the draft while its form is filled in. */
export function useKeptDraft({ keep }: Draft, values: TaskValues, base: TaskValues): void {
  const latest = useRef(keep);
  latest.current = keep;
  useEffect(() => latest.current(values, base), [values, base]);
}
