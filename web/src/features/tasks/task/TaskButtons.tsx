import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { Pencil, Trash2 } from 'lucide-react';
import { Link } from 'react-router';
import { useWidth } from '../../../ui/useWidth';
import type { Place } from './TaskFrame';
import { useEditLink } from './useEditLink';

type Props = { taskId: string; place: Place; onDelete: () => void };

/** What the owner of a task can do with the whole of it. */
export function TaskButtons({ taskId, place, onDelete }: Props) {
  const edit = useEditLink(taskId);
  const isNarrow = useWidth() === 'phone';
  if (isNarrow || place === 'panel') {
    const size = isNarrow ? 44 : 32;
    return (
      <>
        <Tooltip label="Edit task (E)">
          <ActionIcon component={Link} {...edit} size={size} aria-label="Edit task">
            <Pencil aria-hidden size={16} />
          </ActionIcon>
        </Tooltip>
        <Tooltip label="Delete task">
          <ActionIcon size={size} aria-label="Delete task" onClick={onDelete}>
            <Trash2 aria-hidden size={16} />
          </ActionIcon>
        </Tooltip>
      </>
    );
  }
  return (
    <>
      <Button component={Link} {...edit} variant="default" leftSection={<Pencil aria-hidden size={14} />}>
        Edit task
      </Button>
      <Button variant="default" leftSection={<Trash2 aria-hidden size={14} />} onClick={onDelete}>
        Delete task
      </Button>
    </>
  );
}
