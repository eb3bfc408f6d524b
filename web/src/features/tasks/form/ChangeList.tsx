import type { Difference } from './differences';
import classes from './TaskForm.module.css';

/** What somebody changed, field by field, and what is typed here in the same fields. */
export function ChangeList({ differences }: { differences: readonly Difference[] }) {
  return (
    <dl className={classes.differences}>
      {differences.map(({ field, label, before, theirs, mine }) => (
        <div key={field}>
          <dt className={classes.label}>{label}</dt>
          <dd className={classes.theirs}>
            {field === 'description' ? theirs : `${before} → ${theirs}`}
            {mine !== null && (
              <span className={classes.quiet}> (yours: {field === 'description' ? 'above' : mine})</span>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
