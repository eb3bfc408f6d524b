import { countTags } from '../../api/queries/tags';
import { createTask } from '../../api/queries/tasks';
import { session, userId } from '../../api/session';
import type { Task } from '../../api/vocabulary';
import { createOutbox, type Outbox, type OutboxStore, type SentLine } from './outbox';

let current: { user: string | null; outbox: Outbox } | null = null;

/** The lines of the signed-in user on their way to the server. */
export function ownOutbox(): Outbox {
  const user = userId();
  if (current?.user !== user) {
    current?.outbox.close();
    current = { user, outbox: createOutbox(createTask, storeOf(user), onSent) };
  }
  return current.outbox;
}

function onSent(task: Task): void {
  countTags(task.tags);
}

session.subscribe(() => {
  if (current?.user === userId()) return;
  // A log out leaves nothing on the device. After a session that ended the same user finds the lines again.
  if (session.end === 'left') current?.outbox.clear();
  else current?.outbox.close();
  current = null;
});

// One entry a line, so that two tabs never write over each other's lines. The server knows a line by its key when both send it.
function storeOf(user: string | null): OutboxStore {
  const prefix = `tracker.waiting.${user}.`;
  return {
    load: () => {
      try {
        return Object.keys(localStorage)
          .filter((name) => name.startsWith(prefix))
          .sort()
          .map((name) => JSON.parse(localStorage.getItem(name) ?? 'null') as unknown)
          .filter(isLine);
      } catch {
        return [];
      }
    },
    save: (line) => {
      try {
        localStorage.setItem(prefix + line.key, JSON.stringify(line));
      } catch {
        // The storage is refused or full: the line is kept until the page is closed.
      }
    },
    remove: (key) => {
      try {
        localStorage.removeItem(prefix + key);
      } catch {
        // Nothing was stored.
      }
    },
  };
}

function isLine(value: unknown): value is SentLine {
  const line = value as Partial<SentLine> | null;
  return typeof line?.key === 'string' && typeof line.text === 'string' && typeof line.task?.title === 'string';
}

/** Sends what waits whenever the server may answer again. Returns how to stop that. */
export function keepSending(outbox: Outbox): () => void {
  const resume = () => outbox.retry();
  resume();
  const timer = setInterval(resume, 60_000);
  window.addEventListener('online', resume);
  window.addEventListener('focus', resume);
  return () => {
    clearInterval(timer);
    window.removeEventListener('online', resume);
    window.removeEventListener('focus', resume);
  };
}
