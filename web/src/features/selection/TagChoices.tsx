import { Button, Popover } from '@mantine/core';
import { useState } from 'react';
import type { TasksChange } from '../../api/queries/bulk';
import type { Task } from '../../api/vocabulary';
import { TagField } from '../../ui/fields/TagField';
import { useTagEntry } from '../../ui/fields/useTagEntry';
import classes from './SelectionBar.module.css';

type Props = { disabled: boolean; tasks: readonly Task[]; onChoose: (change: TasksChange) => void };

/** Tags to be added to all selected tasks, and those of any of them to be removed. */
export function TagChoices({ disabled, tasks, onChoose }: Props) {
  const [opened, setOpened] = useState(false);
  const entry = useTagEntry();
  const present = [...new Set(tasks.flatMap((task) => task.tags))].sort();

  const close = (change?: TasksChange) => {
    setOpened(false);
    entry.reset();
    if (change) onChoose(change);
  };
  const add = () => {
    const tags = entry.take();
    if (tags && tags.length > 0) close({ tags_add: tags });
  };
  return (
    <Popover opened={opened} onChange={(next) => (next ? setOpened(true) : close())} width={280} trapFocus returnFocus>
      <Popover.Target>
        <Button variant="default" disabled={disabled} onClick={() => (opened ? close() : setOpened(true))}>
          Tags
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Tags of the selected tasks">
        <TagField {...entry.field} autoFocus />
        <Button fullWidth mt="sm" onClick={add}>
          Add tags
        </Button>
        {present.length > 0 && (
          <div className={classes.present}>
            {present.map((tag) => (
              <Button key={tag} size="compact-sm" variant="default" onClick={() => close({ tags_remove: [tag] })}>
                Remove {tag}
              </Button>
            ))}
          </div>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
