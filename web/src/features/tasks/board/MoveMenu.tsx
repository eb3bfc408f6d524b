import { ActionIcon, Menu } from '@mantine/core';
import { ArrowRightLeft } from 'lucide-react';
import { statuses, statusWords, type Task } from '../../../api/vocabulary';
import { StatusIcon } from '../../../ui/StatusText';
import { moveTask } from './moveTask';

/** Moves a card without dragging: by keyboard, by thumb, by screen reader. */
export function MoveMenu({ task }: { task: Task }) {
  return (
    <Menu position="bottom-end" width={180}>
      <Menu.Target>
        <ActionIcon aria-label={`Move ${task.title}`} size={28} data-move>
          <ArrowRightLeft size={14} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {statuses
          .filter((status) => status !== task.status)
          .map((status) => (
            <Menu.Item
              key={status}
              leftSection={<StatusIcon status={status} />}
              onClick={() => void moveTask(task, status)}
            >
              Move to {statusWords[status]}
            </Menu.Item>
          ))}
      </Menu.Dropdown>
    </Menu>
  );
}
