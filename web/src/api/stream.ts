import type { LiveMessage } from './events';
import { follow } from './leader';
import { session } from './session';

/** For how long the first reads wait for the stream, in milliseconds. Those that did not wait are repeated once it is open. */
const mostWait = 1000;
/** How many messages are kept until the pages behind the login are there to hear them. */
const mostHeld = 100;

let stop: (() => void) | null = null;
let hasOpened = false;
let hasReadBefore = false;
let opening: Promise<void> = Promise.resolve();
let endOfWait = () => {};
let held: LiveMessage[] = [];
let listener: ((message: LiveMessage) => void) | null = null;

/** Follows the changes of all tasks for as long as somebody is signed in. */
export function keepStream(): void {
  session.subscribe(update);
  update();
}

/** What is read afterwards misses no change: either the stream is open, or it tells `resync` once it is. */
export async function untilStreamOpens(): Promise<void> {
  await opening;
  if (!hasOpened) hasReadBefore = true;
}

/** Tells what came so far and what comes, until the function it returns is called. */
export function listen(tell: (message: LiveMessage) => void): () => void {
  listener = tell;
  for (const message of held.splice(0)) tell(message);
  return () => {
    listener = null;
  };
}

function update(): void {
  if (session.tokens && !stop) {
    opening = new Promise((done) => {
      endOfWait = done;
      setTimeout(done, mostWait);
    });
    stop = follow(hear);
  } else if (!session.tokens && stop) {
    stop();
    stop = null;
    endOfWait();
    hasOpened = false;
    hasReadBefore = false;
    held = [];
  }
}

function hear(message: LiveMessage): void {
  if (message.kind === 'live') {
    if (message.live) {
      const mayHaveMissed = hasOpened || hasReadBefore;
      hasOpened = true;
      if (mayHaveMissed && !message.resumed) pass({ kind: 'resync' });
    }
    endOfWait();
  }
  pass(message);
}

function pass(message: LiveMessage): void {
  if (listener) listener(message);
  else if (held.length < mostHeld) held.push(message);
  else held = [{ kind: 'resync' }];
}
