import classes from './Live.module.css';
import { useLive } from './live';

/** A quiet sign that changes of others are not told at the moment. */
export function NotLive() {
  const { isLive } = useLive();
  return (
    <span role="status" className={classes.notLive}>
      {!isLive && 'Not live'}
    </span>
  );
}
