import { Button } from '@mantine/core';
import classes from './TaskForm.module.css';

export function DraftNotice({ onDiscard }: { onDiscard: () => void }) {
  return (
    <div className={classes.notice}>
      <p role="status">Draft restored</p>
      <Button variant="subtle" size="compact-sm" onClick={onDiscard}>
        Discard draft
      </Button>
    </div>
  );
}
