import { Bar } from '../../../ui/Skeleton';
import classes from './TaskForm.module.css';

/** The shape of the form while its task is loading. */
export function FormSkeleton() {
  return (
    <div aria-busy className={classes.form}>
      <span className="visually-hidden" role="status">
        Loading the task
      </span>
      <Bar width="100%" height={36} />
      <Bar width="100%" height={106} />
      <Bar width="100%" height={36} />
      <Bar width="100%" height={36} />
    </div>
  );
}
