import { Button, Popover } from '@mantine/core';
import { ChevronDown } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Checkbox } from '../../../ui/fields/Checkbox';
import classes from './Filters.module.css';

type Props<T extends string> = {
  label: string;
  options: readonly { value: T; label: string; hint?: string }[];
  chosen: readonly T[];
  onChange: (chosen: T[]) => void;
  children?: ReactNode;
  onOpen?: () => void;
};

/** A button that opens a group of checkboxes. */
export function CheckboxFilter<T extends string>(props: Props<T>) {
  const { label, chosen, onOpen } = props;
  return (
    <Popover position="bottom-start" trapFocus returnFocus onOpen={onOpen}>
      <Popover.Target>
        <Button
          variant={chosen.length > 0 ? 'light' : 'default'}
          rightSection={<ChevronDown size={14} aria-hidden />}
          aria-label={label}
          aria-description={chosen.length > 0 ? `${chosen.length} chosen` : undefined}
        >
          {label}
          {chosen.length > 0 && <span className={classes.count}>{chosen.length}</span>}
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={classes.dropdown}>
        <CheckboxGroup {...props} />
      </Popover.Dropdown>
    </Popover>
  );
}

export function CheckboxGroup<T extends string>({ label, options, chosen, onChange, children }: Props<T>) {
  // The address follows a moment later; a checkbox that waits for it looks broken.
  const [shown, setShown] = useState<readonly T[]>(chosen);
  const [known, setKnown] = useState(chosen);
  if (chosen.join() !== known.join()) {
    setKnown(chosen);
    setShown(chosen);
  }
  const change = (next: T[]) => {
    setShown(next);
    onChange(next);
  };
  return (
    <fieldset className={classes.group}>
      <legend className="visually-hidden">{label}</legend>
      {children}
      <div className={classes.options}>
        {options.map(({ value, label: name, hint }) => (
          <div key={value} className={classes.option}>
            <Checkbox
              label={name}
              checked={shown.includes(value)}
              onChange={(event) =>
                change(event.currentTarget.checked ? [...shown, value] : shown.filter((item) => item !== value))
              }
            />
            {hint && <span className={classes.hint}>{hint}</span>}
          </div>
        ))}
      </div>
    </fieldset>
  );
}
