import { ActionIcon, Tooltip } from '@mantine/core';
import { ChevronDown, ChevronUp } from 'lucide-react';
import type { Neighbours as Places } from '../../../app/neighbours';
import { useOpenTask } from '../../../app/openTask';
import classes from './TaskView.module.css';

/** Leads to the task before and after in the list one came from. */
export function Neighbours({ places }: { places: Places | null }) {
  const open = useOpenTask();
  if (!places || places.count < 2) return null;
  const { previous, next, position, count } = places;
  return (
    <div className={classes.neighbours}>
      <Tooltip label="Previous task (K)">
        <ActionIcon
          aria-label="Previous task"
          aria-disabled={!previous}
          data-disabled={!previous || undefined}
          onClick={() => previous && open(previous)}
        >
          <ChevronUp aria-hidden size={16} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label="Next task (J)">
        <ActionIcon
          aria-label="Next task"
          aria-disabled={!next}
          data-disabled={!next || undefined}
          onClick={() => next && open(next)}
        >
          <ChevronDown aria-hidden size={16} />
        </ActionIcon>
      </Tooltip>
      <span className={classes.position}>
        {position} of {count}
      </span>
    </div>
  );
}
