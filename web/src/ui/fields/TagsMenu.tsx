import { Button, Popover, UnstyledButton } from '@mantine/core';
import { ChevronDown } from 'lucide-react';
import { type ReactNode, useEffect, useEffectEvent, useState } from 'react';
import classes from './PropertyButton.module.css';
import { TagField } from './TagField';
import { addTags } from './tagInput';

type Props = {
  value: readonly string[];
  opened: boolean;
  onOpenedChange: (opened: boolean) => void;
  onChoose: (value: string[]) => void;
  children: ReactNode;
};

/** The tags of a task, which open a field for them. They are changed together when it closes, in whatever way. */
export function TagsMenu({ value, opened, onOpenedChange, onChoose, children }: Props) {
  const [tags, setTags] = useState<readonly string[]>(value);
  const [text, setText] = useState('');
  const [fault, setFault] = useState<string | null>(null);

  // Only what stands there when it is opened counts: a change from elsewhere must not take away what is typed.
  const start = useEffectEvent(() => {
    setTags(value);
    setText('');
    setFault(null);
  });
  useEffect(() => {
    if (opened) start();
  }, [opened]);

  const close = () => {
    const result = addTags(tags, text);
    if (result.fault) {
      setFault(result.fault);
      return;
    }
    onOpenedChange(false);
    if ([...result.tags].sort().join() !== [...value].sort().join()) onChoose(result.tags);
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
        <TagField
          tags={tags}
          text={text}
          fault={fault ?? undefined}
          autoFocus
          onChange={(nextTags, nextText, nextFault) => {
            setTags(nextTags);
            setText(nextText);
            setFault(nextFault);
          }}
        />
        <Button fullWidth mt="md" onClick={close}>
          Done
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}
