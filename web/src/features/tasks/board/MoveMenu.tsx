import { Menu } from '@mantine/core';
import { ArrowRightLeft } from 'lucide-react';
import { statuses, statusWords, type Task } from '../../../api/vocabulary';
import { LateMenu } from '../../../ui/LateMenu';
import { StatusIcon } from '../../../ui/StatusText';
import { moveTask } from './moveTask';

/** Moves a card without dragging: by keyboard, by thumb, by screen reader. */
export function MoveMenu({ task }: { task: Task }) {
  return (
    <LateMenu label={`Move ${task.title}`} icon={<ArrowRightLeft size={14} />} size={28} width={180}>
      {() =>
        statuses
          .filter((status) => status !== task.status)
          .map((status) => (
            <Menu.Item
              key={status}
              leftSection={<StatusIcon status={status} />}
              onClick={() => void moveTask(task, status)}
            >
              Move to {statusWords[status]}
            </Menu.Item>
          ))
      }
    </LateMenu>
  );
}
