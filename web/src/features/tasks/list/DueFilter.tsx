import { Button, Popover, TextInput } from '@mantine/core';
import { ChevronDown } from 'lucide-react';
import type { ListAddress } from '../../../app/address/listAddress';
import type { ChangeAddress } from './Filters';
import classes from './Filters.module.css';

type Props = { address: ListAddress; onChange: ChangeAddress };

const windows = [
  { value: 'overdue', label: 'Overdue' },
  { value: 'today', label: 'Today' },
  { value: 'week', label: 'This week' },
] as const;

export function DueFilter(props: Props) {
  const { due, dueFrom, dueTo } = props.address;
  const chosen = windows.find(({ value }) => value === due)?.label ?? (dueFrom || dueTo ? 'Range' : '');
  return (
    <Popover position="bottom-start" trapFocus returnFocus>
      <Popover.Target>
        <Button variant={chosen ? 'light' : 'default'} rightSection={<ChevronDown size={14} aria-hidden />}>
          {chosen ? `Due: ${chosen}` : 'Due'}
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={classes.dropdown}>
        <DueFields {...props} />
      </Popover.Dropdown>
    </Popover>
  );
}

/** Days relative to today, or a range of days. */
export function DueFields({ address, onChange }: Props) {
  return (
    <fieldset className={classes.group}>
      <legend className="visually-hidden">Due</legend>
      <div className={classes.windows}>
        {windows.map(({ value, label }) => (
          <Button
            key={value}
            variant={address.due === value ? 'light' : 'default'}
            aria-pressed={address.due === value}
            onClick={() => onChange({ due: address.due === value ? '' : value, dueFrom: '', dueTo: '' })}
          >
            {label}
          </Button>
        ))}
      </div>
      <TextInput
        type="date"
        label="Due from"
        value={address.dueFrom}
        max="9999-12-31"
        onChange={(event) => onChange({ due: '', dueFrom: event.currentTarget.value })}
      />
      <TextInput
        type="date"
        label="Due to"
        value={address.dueTo}
        max="9999-12-31"
        onChange={(event) => onChange({ due: '', dueTo: event.currentTarget.value })}
      />
    </fieldset>
  );
}
