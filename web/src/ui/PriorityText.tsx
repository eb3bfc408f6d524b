import { ArrowDown, ArrowUp, ChevronsUp, Minus } from 'lucide-react';
import { type Priority, priorityWords } from '../api/vocabulary';
import classes from './PriorityText.module.css';

const icons = { CRITICAL: ChevronsUp, HIGH: ArrowUp, MEDIUM: Minus, LOW: ArrowDown } as const;

/** A priority as an arrow and a word. */
export function PriorityText({ priority }: { priority: Priority }) {
  return (
    <span className={classes.priority} data-priority={priority}>
      <PriorityIcon priority={priority} />
      {priorityWords[priority]}
    </span>
  );
}

export function PriorityIcon({ priority }: { priority: Priority }) {
  const Icon = icons[priority];
  return <Icon aria-hidden size={14} strokeWidth={2.25} className={classes.icon} data-priority={priority} />;
}
