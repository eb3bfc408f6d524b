import { Bar } from '../../../ui/Skeleton';
import type { Place } from './TaskFrame';
import classes from './TaskView.module.css';

/** The shape of a task that is loading. */
export function TaskSkeleton({ place }: { place: Place }) {
  return (
    <div aria-busy className={classes.view} data-place={place}>
      <span className="visually-hidden" role="status">
        Loading the task
      </span>
      <div className={classes.bar} />
      <div className={classes.title}>
        <Bar width="50%" height={20} />
      </div>
      <div className={classes.columns}>
        <div className={classes.waiting}>
          <Bar width="90%" />
          <Bar width="80%" />
          <Bar width="40%" />
        </div>
        <div className={classes.waiting}>
          <Bar width="60%" />
          <Bar width="50%" />
          <Bar width="70%" />
          <Bar width="60%" />
        </div>
      </div>
    </div>
  );
}
