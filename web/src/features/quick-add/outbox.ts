import { ApiError, NetworkError } from '../../api/errors';
import type { NewTask, Task } from '../../api/vocabulary';

/** A line that was sent off: as typed, and the task it is, so that "tomorrow" stays the day that was meant. */
export type SentLine = {
  /** Also the idempotency key; keys sort by time. */
  key: string;
  text: string;
  /** The words that stay text when the line is edited again. */
  rejected: readonly string[];
  task: NewTask;
};

export type HeldLine = SentLine & {
  /** Why it is still here; null while nothing went wrong. */
  failure: unknown;
  /** The server refused it or broke: it is not sent again by itself. */
  stopped: boolean;
};

/** What became of a line: a task, a reason, or neither while it waits for the network. */
export type Outcome = { task: Task } | { failure: unknown } | { waiting: true };

export type OutboxStore = { load(): SentLine[]; save(line: SentLine): void; remove(key: string): void };

export const mostWaiting = 50;

type Send = (task: NewTask, key: string) => Promise<Task>;

/** Sends lines one after the other, and keeps those that could not be sent. */
export function createOutbox(send: Send, store: OutboxStore, onSent: (task: Task) => void) {
  let lines: readonly HeldLine[] = store.load().map((line) => ({ ...line, failure: null, stopped: false }));
  const settlers = new Map<string, (outcome: Outcome) => void>();
  const listeners = new Set<() => void>();
  let sending = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function change(next: readonly HeldLine[]): void {
    lines = next;
    for (const listener of [...listeners]) listener();
  }

  function mark(key: string, failure: unknown, stopped: boolean): void {
    change(lines.map((line) => (line.key === key ? { ...line, failure, stopped } : line)));
  }

  function remove(key: string): void {
    store.remove(key);
    change(lines.filter((line) => line.key !== key));
  }

  /** Sends what may be sent, in order, until the network breaks or the server wants a pause. */
  async function run(): Promise<void> {
    if (sending) return;
    sending = true;
    clearTimeout(timer);
    for (let line = next(); line; line = next()) {
      const outcome = await sendOne(line);
      const waits = lines.some(({ key, stopped }) => key === line?.key && !stopped);
      // Before anybody hears of it: they may add a line at once, which has to start a new run.
      if (waits) sending = false;
      settlers.get(line.key)?.(outcome);
      settlers.delete(line.key);
      if (waits) return;
    }
    sending = false;
  }

  const next = () => lines.find((line) => !line.stopped);

  async function sendOne(line: HeldLine): Promise<Outcome> {
    try {
      const task = await send(line.task, line.key);
      remove(line.key);
      onSent(task);
      return { task };
    } catch (failure) {
      const isAway = failure instanceof NetworkError;
      const retryAt = failure instanceof ApiError ? failure.retryAt : null;
      mark(line.key, failure, !isAway && retryAt === null);
      if (retryAt !== null) timer = setTimeout(() => void run(), Math.max(0, retryAt - Date.now()));
      return isAway ? { waiting: true } : { failure };
    }
  }

  return {
    get lines(): readonly HeldLine[] {
      return lines;
    },

    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },

    get isFull(): boolean {
      return lines.length >= mostWaiting;
    },

    /** Takes a line over. The promise says what became of the first attempt. */
    add(line: SentLine): Promise<Outcome> {
      store.save(line);
      change([...lines, { ...line, failure: null, stopped: false }]);
      const outcome = new Promise<Outcome>((resolve) => settlers.set(line.key, resolve));
      void run();
      return outcome;
    },

    /** Sends what waits for the network again; with a key also the line that was stopped. */
    retry(key?: string): void {
      if (key) mark(key, null, false);
      void run();
    },

    /** Gives a line back to whoever edits or discards it. */
    take(key: string): void {
      remove(key);
    },

    /** Sends nothing more; what is stored stays for the next visit. */
    close(): void {
      clearTimeout(timer);
      change([]);
    },

    /** Sends nothing more and leaves nothing behind. */
    clear(): void {
      for (const { key } of lines) store.remove(key);
      this.close();
    },
  };
}

export type Outbox = ReturnType<typeof createOutbox>;
