import { ApiError, errorOf } from './errors';
import { readEventStream } from './eventStream';
import { pause } from './pause';
import { refresh } from './refresh';
import { session } from './session';

/** A change of a task, as the server tells it: no more than what changed where. */
export type TaskEvent = {
  name: 'task.created' | 'task.updated' | 'task.deleted' | 'attachment.added' | 'attachment.removed';
  taskId: string;
  ownerId: string;
  changed: readonly string[];
  at: string;
};

/**
 * `resync` says that events were missed; `live` whether the stream is open, and whether it continues an earlier one without a gap.
 */
export type LiveMessage =
  | { kind: 'event'; event: TaskEvent }
  | { kind: 'resync' }
  | { kind: 'live'; live: boolean; resumed: boolean };

const reconnect = 3000;
const longest = 60_000;

/** Keeps one stream of events open until the signal aborts, and tells what comes. */
export async function followEvents(tell: (message: LiveMessage) => void, signal: AbortSignal): Promise<void> {
  let lastId: string | null = null;
  let wait = reconnect;
  while (!signal.aborted && session.tokens) {
    const token = session.tokens.access_token;
    try {
      const response = await open(token, lastId, signal);
      if (response.status === 401) {
        if (!(await refresh(token))) return;
        continue;
      }
      if (!response.ok || !response.body) throw await errorOf(response);
      tell({ kind: 'live', live: true, resumed: lastId !== null });
      wait = reconnect;
      for await (const { id, event, data } of readEventStream(response.body)) {
        if (id) lastId = id;
        if (event === 'resync') tell({ kind: 'resync' });
        else if (event) tell({ kind: 'event', event: eventOf(event, data) });
      }
      // The server ends a stream with its token, and when it stops: the next one continues where this one ended.
      if (session.tokens?.access_token === token) await sleep(500, signal);
    } catch (error) {
      tell({ kind: 'live', live: false, resumed: false });
      // The server says how long it takes no stream, or no request at all.
      const until = Math.max(pause.until, (error instanceof ApiError && error.retryAt) || 0);
      await sleep(Math.max(wait, until - Date.now()), signal);
      wait = Math.min(wait * 2, longest);
    }
  }
}

function open(token: string, lastId: string | null, signal: AbortSignal): Promise<Response> {
  return fetch('/api/v1/events', {
    headers: {
      Authorization: `Bearer ${token}`,
      Accept: 'text/event-stream',
      ...(lastId && { 'Last-Event-ID': lastId }),
    },
    cache: 'no-store',
    signal,
  });
}

function eventOf(name: string, data: string): TaskEvent {
  const { task_id, owner_id, changed, at } = JSON.parse(data) as Record<string, unknown>;
  return {
    name: name as TaskEvent['name'],
    taskId: String(task_id),
    ownerId: String(owner_id),
    changed: Array.isArray(changed) ? changed.map(String) : [],
    at: String(at),
  };
}

function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    const timer = setTimeout(finish, milliseconds);
    function finish() {
      clearTimeout(timer);
      signal.removeEventListener('abort', finish);
      window.removeEventListener('online', finish);
      window.removeEventListener('focus', finish);
      done();
    }
    signal.addEventListener('abort', finish);
    // The network is back, or the user looks: asked at once.
    window.addEventListener('online', finish);
    window.addEventListener('focus', finish);
  });
}
