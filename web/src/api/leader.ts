import { followEvents, type LiveMessage } from './events';

const name = 'tracker.live';

/**
 * One stream for all tabs: the tab that holds the lock reads it and tells the others. Without Web Locks, which exist on https and localhost
 * only, each tab reads its own.
 */
export function follow(tell: (message: LiveMessage) => void): () => void {
  const stop = new AbortController();
  if (!navigator.locks || !('BroadcastChannel' in window)) {
    void followEvents(tell, stop.signal);
    return () => stop.abort();
  }
  const channel = new BroadcastChannel(name);
  channel.onmessage = ({ data }: MessageEvent<LiveMessage | 'who'>) => {
    // A new tab asks whether the stream is open.
    if (data === 'who') lead?.();
    else tell(data);
  };
  let lead: (() => void) | null = null;
  let live = false;
  navigator.locks
    .request(name, { signal: stop.signal }, async () => {
      lead = () => channel.postMessage({ kind: 'live', live, resumed: true } satisfies LiveMessage);
      await followEvents((message) => {
        if (message.kind === 'live') live = message.live;
        tell(message);
        channel.postMessage(message);
      }, stop.signal);
    })
    .catch(() => undefined);
  channel.postMessage('who');
  return () => {
    stop.abort();
    channel.close();
  };
}
