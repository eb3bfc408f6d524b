import { ActionIcon, Button } from '@mantine/core';
import { Pencil, X } from 'lucide-react';
import { ApiError, NetworkError, referenceOf, wordsFor } from '../../api/errors';
import { Reference } from '../../ui/Reference';
import type { HeldLine } from './outbox';
import { text } from './text';
import classes from './Waiting.module.css';

type Props = {
  lines: readonly HeldLine[];
  onRetry: (line: HeldLine) => void;
  onEdit: (line: HeldLine) => void;
  onDiscard: (line: HeldLine) => void;
};

/** The lines that could not be sent yet. A line on its way for the first time is not shown: it is gone in a moment. */
export function Waiting({ lines, ...on }: Props) {
  const held = lines.filter((line, index) => line.failure || lines.slice(0, index).some(({ failure }) => failure));
  if (held.length === 0) return null;
  return (
    <ul aria-label={text.waiting} className={classes.lines}>
      {held.map((line) => (
        <li key={line.key} className={classes.line}>
          <div className={classes.words}>
            <span>{line.text}</span>
            <span className={classes.reason} data-stopped={line.stopped || undefined}>
              {reasonOf(line)}
              {line.stopped && <Reference value={referenceOf(line.failure)} />}
            </span>
          </div>
          <Button variant="default" size="compact-sm" onClick={() => on.onRetry(line)}>
            {text.tryAgain}
          </Button>
          <ActionIcon aria-label={text.edit(line.text)} onClick={() => on.onEdit(line)}>
            <Pencil size={16} aria-hidden />
          </ActionIcon>
          <ActionIcon aria-label={text.discard(line.text)} onClick={() => on.onDiscard(line)}>
            <X size={16} aria-hidden />
          </ActionIcon>
        </li>
      ))}
    </ul>
  );
}

function reasonOf({ failure, stopped }: HeldLine): string {
  if (!failure || failure instanceof NetworkError) return text.offline;
  return !stopped && failure instanceof ApiError ? text.tooMany : wordsFor(failure, text.notAdded);
}
