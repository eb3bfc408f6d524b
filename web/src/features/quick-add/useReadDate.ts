import { useState } from 'react';
import type { ReadDate } from './due';

let loaded: ReadDate | null = null;

/** The reader of dates is 14 KB that only those need who type a task. Null when it cannot be loaded: the line has no dates then. */
export async function loadReadDate(): Promise<ReadDate | null> {
  if (loaded) return loaded;
  try {
    loaded = (await import('./chrono')).readDate;
  } catch {
    // Offline. The next focus tries again.
  }
  return loaded;
}

/** The reader of dates as far as it is loaded, and what loads it. */
export function useReadDate(): [ReadDate | null, () => void] {
  const [readDate, setReadDate] = useState(() => loaded);
  // A function in a state has to be wrapped: React would call it.
  return [readDate, () => void loadReadDate().then((reader) => setReadDate(() => reader))];
}
