import { ApiError, referenceOf, tooManyRequests, wordsFor } from '../api/errors';
import classes from './FormFailure.module.css';
import { Reference } from './Reference';
import { useSecondsUntil } from './useSecondsUntil';

/** Why a form was not sent, above its buttons. */
export function FormFailure({ error, what }: { error: unknown; what: string }) {
  const retryAt = error instanceof ApiError ? (error.retryAt ?? 0) : 0;
  const seconds = useSecondsUntil(retryAt);
  if (!error) return null;
  return (
    <div role="alert" className={classes.failure}>
      <p>{retryAt > 0 ? tooManyRequests : wordsFor(error, what)}</p>
      {seconds > 0 && <p aria-live="off">You can try again in {seconds} s.</p>}
      <Reference value={referenceOf(error)} />
    </div>
  );
}
