import { Button } from '@mantine/core';
import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { ApiError, NetworkError, referenceOf, tooManyRequests } from '../api/errors';
import { Countdown } from './Countdown';
import classes from './Failed.module.css';
import { Reference } from './Reference';

type Props = {
  /** What failed: "The tasks were not loaded". */
  title: string;
  error: unknown;
  onRetry?: (() => void) | undefined;
  retryLabel?: string;
  children?: ReactNode;
};

/** Stands in the place of what could not be loaded, and says what to do. */
export function Failed({ title, error, onRetry, retryLabel = 'Try again', children }: Props) {
  const retryAt = error instanceof ApiError ? error.retryAt : null;
  return (
    <div role="alert" className={classes.box}>
      <CircleAlert aria-hidden size={20} className={classes.icon} />
      <div>
        <p className={classes.title}>{title}</p>
        <p className={classes.reason}>{reasonOf(error)}</p>
        {children}
        <div className={classes.actions}>
          {onRetry &&
            (retryAt ? (
              <Countdown until={retryAt} label={retryLabel} onRetry={onRetry} />
            ) : (
              <Button variant="default" onClick={onRetry}>
                {retryLabel}
              </Button>
            ))}
          <Reference value={referenceOf(error)} />
        </div>
      </div>
    </div>
  );
}

function reasonOf(error: unknown): string {
  if (error instanceof NetworkError) return 'The server does not answer. Check your connection.';
  if (!(error instanceof ApiError)) return 'Reload the page. What you typed is kept.';
  if (error.status === 429) return tooManyRequests;
  if (error.status >= 500 || error.message === '') return 'The server has a problem. Try again in a moment.';
  return error.message;
}
