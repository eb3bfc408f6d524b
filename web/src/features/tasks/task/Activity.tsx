import { Tooltip } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { activityQuery } from '../../../api/queries/audit';
import { age, exactTime } from '../../../ui/dates';
import { Failed } from '../../../ui/Failed';
import { useMinute } from '../../../ui/Minute';
import classes from './Activity.module.css';
import { activityLines } from './activityWords';

/** What happened to the task, newest first. Of somebody else's task the API says nothing, and so nothing stands here. */
export function Activity({ taskId, Heading }: { taskId: string; Heading: 'h2' | 'h3' }) {
  useMinute();
  const { data, error, refetch } = useQuery(activityQuery(taskId));
  if (error && !data) {
    return <Failed title="The activity was not loaded" error={error} onRetry={() => void refetch()} />;
  }
  const lines = (data?.items ?? []).flatMap((event) =>
    activityLines(event).map((line, index) => ({ ...line, at: event.created_at, key: `${event.id} ${index}` })),
  );
  if (lines.length === 0) return null;
  return (
    <section>
      <Heading className={classes.heading}>Activity</Heading>
      <ol className={classes.lines}>
        {lines.map(({ key, what, from, to, at }) => (
          <li key={key} className={classes.line}>
            <span className={classes.what}>
              {what}
              {to !== undefined && ': '}
              {from !== undefined && (
                <>
                  <span className={classes.from}>{from}</span> → <span className="visually-hidden">to </span>
                </>
              )}
              {to}
            </span>
            <Tooltip label={exactTime(at)}>
              <time dateTime={at} className={classes.time}>
                {age(at)}
              </time>
            </Tooltip>
          </li>
        ))}
      </ol>
    </section>
  );
}
