import { Menu } from '@mantine/core';
import { Ellipsis } from 'lucide-react';
import { useNavigate } from 'react-router';
import { userId } from '../../../api/session';
import { priorities, priorityWords, statuses, statusWords, type Task } from '../../../api/vocabulary';
import { changeTask } from '../../../app/changeTask';
import { copyText } from '../../../ui/copyText';
import { LateMenu } from '../../../ui/LateMenu';
import { PriorityIcon } from '../../../ui/PriorityText';
import { StatusIcon } from '../../../ui/StatusText';
import { tell } from '../../../ui/toasts';

/** The menu of a task in a list: what its owner can change without opening it. */
export function TaskActions({ task }: { task: Task }) {
  const navigate = useNavigate();
  const isOwner = task.owner_id === userId();
  return (
    <LateMenu label={`Actions for ${task.title}`} icon={<Ellipsis size={16} />} width={200}>
      {() => (
        <>
          {isOwner && (
            <>
              <Menu.Label>Status</Menu.Label>
              {statuses
                .filter((status) => status !== task.status)
                .map((status) => (
                  <Menu.Item
                    key={status}
                    leftSection={<StatusIcon status={status} />}
                    onClick={() => void changeTask(task, { status })}
                  >
                    {statusWords[status]}
                  </Menu.Item>
                ))}
              <Menu.Label>Priority</Menu.Label>
              {priorities
                .filter((priority) => priority !== task.priority)
                .map((priority) => (
                  <Menu.Item
                    key={priority}
                    leftSection={<PriorityIcon priority={priority} />}
                    onClick={() => void changeTask(task, { priority })}
                  >
                    {priorityWords[priority]}
                  </Menu.Item>
                ))}
              <Menu.Divider />
              <Menu.Item onClick={() => navigate(`/tasks/${task.id}/edit`)}>Edit</Menu.Item>
            </>
          )}
          <Menu.Item onClick={() => void copyLink(task.id)}>Copy link</Menu.Item>
        </>
      )}
    </LateMenu>
  );
}

export async function copyLink(id: string): Promise<void> {
  const copied = await copyText(`${window.location.origin}/tasks/${id}`);
  tell(copied ? 'Link copied' : 'The browser did not allow copying');
}
