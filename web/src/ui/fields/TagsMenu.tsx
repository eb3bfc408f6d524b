import { Button, Popover, UnstyledButton } from '@mantine/core';
import { ChevronDown } from 'lucide-react';
import { type ReactNode, useEffect, useEffectEvent } from 'react';
import classes from './PropertyButton.module.css';
import { TagField } from './TagField';
import { useTagEntry } from './useTagEntry';

type Props = {
  value: readonly string[];
  opened: boolean;
  onOpenedChange: (opened: boolean) => void;
  onChoose: (value: string[]) => void;
  children: ReactNode;
};

/** The tags of a task, which open a field for them. They are changed together when it closes, in whatever way. */
export function TagsMenu({ value, opened, onOpenedChange, onChoose, children }: Props) {
  const entry = useTagEntry(value);

  // Only what stands there when it is opened counts: a change from elsewhere must not take away what is typed.
  const start = useEffectEvent(() => {
    entry.reset(value);
  });
  useEffect(() => {
    if (opened) start();
  }, [opened]);

  const close = () => {
    const tags = entry.take();
    if (!tags) return;
    onOpenedChange(false);
    if ([...tags].sort().join() !== [...value].sort().join()) onChoose(tags);
  };

  return (
    <Popover
      opened={opened}
      onChange={(next) => (next ? onOpenedChange(true) : close())}
      position="bottom-start"
      width={288}
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <UnstyledButton className={classes.button} onClick={() => (opened ? close() : onOpenedChange(true))}>
          <span className={classes.value}>
            <span className="visually-hidden">Tags: </span>
            {children}
          </span>
          <ChevronDown aria-hidden size={14} className={classes.chevron} />
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown aria-label="Tags">
        <TagField {...entry.field} autoFocus />
        <Button fullWidth mt="md" onClick={close}>
          Done
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}
