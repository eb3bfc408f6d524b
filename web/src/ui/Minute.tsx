import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';

const length = 60_000;
const now = () => Math.floor(Date.now() / length);
const Current = createContext(0);

/** Counts the minutes for what it contains. */
export function Minute({ children }: { children: ReactNode }) {
  const [minute, setMinute] = useState(now);
  useEffect(() => {
    // More often than once a minute: the clock can be set, and the machine can sleep.
    const timer = setInterval(() => setMinute(now()), 5000);
    return () => clearInterval(timer);
  }, []);
  return <Current value={minute}>{children}</Current>;
}

/** Renders again each minute, so that "today", "Overdue" and "5 minutes ago" stay true on a page that is left open. */
export function useMinute(): void {
  useContext(Current);
}
