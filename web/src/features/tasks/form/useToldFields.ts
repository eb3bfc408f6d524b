import { useEffect, useState } from 'react';
import { isWriting } from '../../../api/queries/ownWrites';
import { cachedTask } from '../../../api/queries/taskCache';
import type { Task } from '../../../api/vocabulary';
import { onTaskEvent } from '../../../app/live/live';
import { type Field, fieldsNamed } from './differences';

/** The fields that somebody has just changed, as an event tells it. Empty again once the task has been read as it is now. */
export function useToldFields({ id, updated_at }: Task): Field[] {
  const [told, setTold] = useState<{ at: string; fields: Field[] }>({ at: '', fields: [] });
  useEffect(
    () =>
      onTaskEvent((event) => {
        if (event.taskId !== id || event.name !== 'task.updated' || isWriting(id)) return;
        // What this page wrote itself is not news, nor is what it has read already.
        const known = cachedTask(id)?.updated_at ?? '';
        if (known >= event.at) return;
        setTold((before) => ({
          at: event.at,
          fields: fieldsNamed([
            ...event.changed,
            // Several changes before the task is read again are told as one.
            ...(before.at > known ? before.fields : []),
          ]),
        }));
      }),
    [id],
  );
  return told.at > updated_at ? told.fields : [];
}
