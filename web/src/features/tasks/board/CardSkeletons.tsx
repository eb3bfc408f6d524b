import { Bar, useIsSlow } from '../../../ui/Skeleton';
import classes from './Board.module.css';

/** Three cards of the usual height. */
export function CardSkeletons() {
  if (!useIsSlow(true)) return null;
  return ['60%', '75%', '50%'].map((width) => (
    <li key={width} aria-hidden className={classes.card}>
      <Bar width={width} />
      <Bar width="40%" />
    </li>
  ));
}
