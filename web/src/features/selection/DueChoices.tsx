import { Button, Menu, Popover } from '@mantine/core';
import { useState } from 'react';
import { addDays, dayOf, dueFrom } from '../../ui/dates';
import { DueForm } from '../../ui/fields/DueForm';

type Props = { disabled: boolean; onChoose: (due: string | null) => void };

/** A due date for all selected tasks: the usual ones at once, any other by a form. */
export function DueChoices({ disabled, onChoose }: Props) {
  const [asking, setAsking] = useState(false);
  const today = dayOf(new Date());
  return (
    <Popover opened={asking} onChange={setAsking} width={288} trapFocus returnFocus>
      <Menu width={200}>
        <Popover.Target>
          <span>
            <Menu.Target>
              <Button variant="default" disabled={disabled}>
                Due
              </Button>
            </Menu.Target>
          </span>
        </Popover.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => onChoose(dueFrom(today, ''))}>Today</Menu.Item>
          <Menu.Item onClick={() => onChoose(dueFrom(addDays(today, 1), ''))}>Tomorrow</Menu.Item>
          <Menu.Item onClick={() => onChoose(dueFrom(addDays(today, 7), ''))}>In a week</Menu.Item>
          <Menu.Item onClick={() => onChoose(null)}>No date</Menu.Item>
          <Menu.Divider />
          <Menu.Item onClick={() => setAsking(true)}>Another day…</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Popover.Dropdown aria-label="Due date">
        <DueForm
          value={null}
          onChoose={(due) => {
            setAsking(false);
            onChoose(due);
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}
