import { useSyncExternalStore } from 'react';
import type { LiveMessage, TaskEvent } from '../../api/events';
import { refreshActivity } from '../../api/queries/audit';
import { isCreating } from '../../api/queries/ownWrites';
import {
  askAgain,
  cachedTask,
  expireLists,
  forgetUnlessShown,
  refreshLists,
  refreshTasks,
  shownTasks,
} from '../../api/queries/taskCache';
import { readAgain } from '../../api/queries/tasks';
import { session, userId } from '../../api/session';
import { listen } from '../../api/stream';
import { Budget } from './Budget';

/** What a page shows of the changes of others. */
export type Live = {
  /** False when the stream is down. */
  isLive: boolean;
  /** Tasks that were added elsewhere since the lists were read, by id, with their owners. */
  added: ReadonlyMap<string, string>;
  /** Tasks that changed within the last second. */
  glowing: ReadonlySet<string>;
};

const gather = 1000;
const glow = 1000;
const budget = new Budget(10, 3000);

let state: Live = { isLive: true, added: new Map(), glowing: new Set() };
const listeners = new Set<() => void>();
const eventListeners = new Set<(event: TaskEvent) => void>();
const changed = new Set<string>();
// One's own new tasks, as long as it is not known where they were added.
const unknown = new Set<string>();
let timer: ReturnType<typeof setTimeout> | undefined;
let mustResync = false;

function set(part: Partial<Live>): void {
  state = { ...state, ...part };
  for (const listener of [...listeners]) listener();
}

/** Shows the changes of all tasks until the function it returns is called. */
export function startLive(): () => void {
  const stop = listen(receive);
  const ask = () => {
    if (!state.isLive) void readEverything();
  };
  // While the stream is down the page asks by itself.
  window.addEventListener('focus', ask);
  const minute = setInterval(ask, 60_000);
  return () => {
    stop();
    window.removeEventListener('focus', ask);
    clearInterval(minute);
    clearTimeout(timer);
    timer = undefined;
    changed.clear();
    unknown.clear();
    set({ isLive: true, added: new Map(), glowing: new Set() });
  };
}

function receive(message: LiveMessage): void {
  if (message.kind === 'live') {
    if (message.live !== state.isLive) set({ isLive: message.live });
  } else if (message.kind === 'resync') {
    mustResync = true;
    plan(gather);
  } else {
    handle(message.event);
  }
}

function handle(event: TaskEvent): void {
  for (const listener of [...eventListeners]) listener(event);
  const known = cachedTask(event.taskId);
  if (event.name === 'task.deleted') {
    forgetUnlessShown(event.taskId);
    expireLists();
    unknown.delete(event.taskId);
    // A page that shows it hears that it is gone. By then one's own delete has left that page.
    setTimeout(() => void askAgain(event.taskId), gather);
    const added = new Map(state.added);
    if (added.delete(event.taskId)) set({ added });
    return;
  }
  if (event.name === 'task.created') {
    if (!known) hearOfNew(event);
    return;
  }
  // What this page wrote itself is not news.
  if (known && event.name === 'task.updated' && known.updated_at >= event.at) return;
  // It may have come to a list, left it or changed its place.
  expireLists();
  if (!known) return;
  changed.add(event.taskId);
  plan(gather);
}

function hearOfNew(event: TaskEvent): void {
  if (event.ownerId === userId()) {
    unknown.add(event.taskId);
    tellWhereAdded(event);
  } else {
    addElsewhere(event);
  }
}

function addElsewhere({ taskId, ownerId }: TaskEvent): void {
  set({ added: new Map(state.added).set(taskId, ownerId) });
}

/** One's own task is in the lists once its answer is there, unless it was added on another device. */
function tellWhereAdded(event: TaskEvent): void {
  setTimeout(() => {
    if (isCreating() && unknown.has(event.taskId)) tellWhereAdded(event);
    else if (unknown.delete(event.taskId) && !cachedTask(event.taskId)) addElsewhere(event);
  }, gather);
}

function plan(milliseconds: number): void {
  timer ??= setTimeout(() => {
    timer = undefined;
    void catchUp();
  }, milliseconds);
}

async function catchUp(): Promise<void> {
  const wait = budget.wait(Date.now());
  if (wait > 0 || !session.tokens) return plan(Math.max(wait, gather));
  if (mustResync) {
    mustResync = false;
    budget.spend(1, Date.now());
    return readEverything();
  }
  const shown = new Set(shownTasks());
  // Tasks that no page shows are read with their lists when one does.
  for (const id of changed) if (!shown.has(id)) changed.delete(id);
  const round = [...changed].slice(0, budget.left(Date.now()));
  budget.spend(round.length, Date.now());
  for (const id of round) changed.delete(id);
  const read = await Promise.allSettled(round.map(readAgain));
  shine(round.filter((_, index) => read[index]?.status === 'fulfilled'));
  for (const id of round) void refreshActivity(id);
  if (changed.size > 0) plan(gather);
}

/** Events were missed: what is on screen may be of before, and has all that was added once it is read again. */
async function readEverything(): Promise<void> {
  changed.clear();
  set({ added: new Map() });
  await Promise.all([refreshTasks(), refreshActivity()]);
}

function shine(ids: readonly string[]): void {
  if (ids.length === 0) return;
  set({ glowing: new Set([...state.glowing, ...ids]) });
  setTimeout(() => {
    const glowing = new Set(state.glowing);
    for (const id of ids) glowing.delete(id);
    set({ glowing });
  }, glow);
}

/** Shows the tasks that were added elsewhere. */
export async function showAdded(): Promise<void> {
  set({ added: new Map() });
  await refreshLists();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useLive(): Live {
  return useSyncExternalStore(subscribe, () => state);
}

/** Calls back for each event, for a form that is being filled in. */
export function onTaskEvent(listener: (event: TaskEvent) => void): () => void {
  eventListeners.add(listener);
  return () => eventListeners.delete(listener);
}
