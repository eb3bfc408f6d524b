import { Button } from '@mantine/core';
import { ArrowUp } from 'lucide-react';
import { userId } from '../../api/session';
import classes from './Live.module.css';
import { showAdded, useLive } from './live';

/** Says that tasks were added elsewhere, which do not push the rows that one is looking at. */
export function NewTasksPill({ owner }: { owner: string }) {
  const { added } = useLive();
  const wanted = owner === 'me' ? userId() : owner;
  const count = wanted ? [...added.values()].filter((id) => id === wanted).length : added.size;
  if (count === 0) return null;
  return (
    <div className={classes.pill}>
      <Button
        size="compact-sm"
        variant="light"
        leftSection={<ArrowUp size={14} aria-hidden />}
        onClick={() => void showAdded()}
      >
        {count === 1 ? '1 new task' : `${count} new tasks`}
      </Button>
    </div>
  );
}
