import { Menu, UnstyledButton } from '@mantine/core';
import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import classes from './PropertyButton.module.css';

export type Choice<T extends string> = { value: T; words: string; icon: ReactNode; keys?: string };

type Props<T extends string> = {
  /** "Status". */
  label: string;
  value: T;
  choices: readonly Choice<T>[];
  opened: boolean;
  onOpenedChange: (opened: boolean) => void;
  onChoose: (value: T) => void;
  children: ReactNode;
};

/** A value that opens the menu of the values it may have. */
export function ChoiceMenu<T extends string>(props: Props<T>) {
  const { label, value, choices, opened, onOpenedChange, onChoose, children } = props;
  const words = choices.find((choice) => choice.value === value)?.words ?? value;
  return (
    <Menu opened={opened} onChange={onOpenedChange} position="bottom-start" width={208}>
      <Menu.Target>
        <UnstyledButton className={classes.button} aria-label={`${label}: ${words}`}>
          <span className={classes.value}>{children}</span>
          <ChevronDown aria-hidden size={14} className={classes.chevron} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.RadioGroup value={value} onChange={(chosen) => chosen !== value && onChoose(chosen as T)}>
          {choices.map((choice) => (
            <Menu.RadioItem
              key={choice.value}
              value={choice.value}
              closeMenuOnClick
              rightSection={choice.keys && <kbd className={classes.keys}>{choice.keys}</kbd>}
            >
              <span className={classes.choice}>
                {choice.icon}
                {choice.words}
              </span>
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  );
}
