import { Bar } from '../../../ui/Skeleton';
import classes from './ListSkeleton.module.css';

/** Rows of the final height, so that nothing jumps when the tasks come. */
export function ListSkeleton({ rows }: { rows: number }) {
  return (
    <div aria-hidden className={classes.rows}>
      {Array.from({ length: rows }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all the same.
        <div key={index} className={classes.row}>
          <Bar width={16} />
          <Bar width={`${35 + ((index * 17) % 40)}%`} />
          <Bar width={80} />
          <Bar width={60} />
          <Bar width={100} />
          <Bar width={140} />
        </div>
      ))}
    </div>
  );
}
