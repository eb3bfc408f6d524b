import { type CSSProperties, useEffect, useState } from 'react';
import classes from './Skeleton.module.css';

/** A grey bar in the place of a text that is loading. */
export function Bar({ width, height = 12 }: { width: CSSProperties['width']; height?: number }) {
  return <span aria-hidden className={classes.bar} style={{ width, height }} />;
}

/** True once waiting has lasted 150 ms: shorter waits would only flicker. */
export function useIsSlow(waiting: boolean): boolean {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    if (!waiting) {
      setSlow(false);
      return;
    }
    const timer = setTimeout(() => setSlow(true), 150);
    return () => clearTimeout(timer);
  }, [waiting]);
  return waiting && slow;
}
