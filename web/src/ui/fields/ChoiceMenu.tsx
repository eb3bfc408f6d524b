import { Menu, UnstyledButton } from '@mantine/core';
import { Check, ChevronDown } from 'lucide-react';
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
        {choices.map((choice) => (
          <Menu.Item
            key={choice.value}
            role="menuitemradio"
            aria-checked={choice.value === value}
            leftSection={choice.icon}
            rightSection={
              choice.value === value ? <Check aria-hidden size={14} /> : choice.keys && <kbd>{choice.keys}</kbd>
            }
            onClick={() => choice.value !== value && onChoose(choice.value)}
          >
            {choice.words}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
