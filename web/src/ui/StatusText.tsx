import { CircleCheck, CircleDashed, CircleDot, OctagonPause } from 'lucide-react';
import { type Status, statusWords } from '../api/vocabulary';
import classes from './StatusText.module.css';

const icons = { TODO: CircleDashed, IN_PROGRESS: CircleDot, BLOCKED: OctagonPause, DONE: CircleCheck } as const;

/** A status as a shape and a word, never as a colour alone. */
export function StatusText({ status }: { status: Status }) {
  return (
    <span className={classes.status} data-status={status}>
      <StatusIcon status={status} />
      {statusWords[status]}
    </span>
  );
}

export function StatusIcon({ status }: { status: Status }) {
  const Icon = icons[status];
  return <Icon aria-hidden size={14} strokeWidth={2.25} className={classes.icon} data-status={status} />;
}
