import { Popover, UnstyledButton } from '@mantine/core';
import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { DueForm } from './DueForm';
import classes from './PropertyButton.module.css';

type Props = {
  value: string | null;
  opened: boolean;
  onOpenedChange: (opened: boolean) => void;
  onChoose: (value: string | null) => void;
  children: ReactNode;
};

/** A due date that opens a small form for another one. */
export function DueMenu({ value, opened, onOpenedChange, onChoose, children }: Props) {
  return (
    <Popover opened={opened} onChange={onOpenedChange} position="bottom-start" width={288} trapFocus returnFocus>
      <Popover.Target>
        <UnstyledButton className={classes.button} onClick={() => onOpenedChange(!opened)}>
          <span className={classes.value}>
            <span className="visually-hidden">Due: </span>
            {children}
          </span>
          <ChevronDown aria-hidden size={14} className={classes.chevron} />
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown aria-label="Due date">
        <DueForm
          value={value}
          onChoose={(due) => {
            onOpenedChange(false);
            if (due !== value) onChoose(due);
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}
