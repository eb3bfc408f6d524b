import { useState } from 'react';
import { useNavigate } from 'react-router';
import { markListsStale } from '../../../api/queries/taskCache';
import { sendDelete } from '../../../api/queries/tasks';
import type { Task } from '../../../api/vocabulary';
import { useWayBack } from '../../../app/wayBack';
import { Confirm } from '../../../ui/Confirm';
import { tell, tellFailure } from '../../../ui/toasts';

type Props = { task: Task; opened: boolean; onClose: () => void; onDeleted: () => void };

/** Asks before a task and its files are deleted, and leads back to the place it was opened from. */
export function DeleteTask({ task, opened, onClose, onDeleted }: Props) {
  const navigate = useNavigate();
  const back = useWayBack();
  const [busy, setBusy] = useState(false);
  const files = task.attachment_count;
  const and = files === 0 ? '' : files === 1 ? ' and its file' : ` and its ${files} files`;

  const remove = async () => {
    setBusy(true);
    try {
      await sendDelete(task.id);
      onDeleted();
      markListsStale();
      tell('Task deleted');
      void navigate(back.to, { state: back.state, replace: true });
    } catch (error) {
      setBusy(false);
      onClose();
      tellFailure(error, 'The task was not deleted');
    }
  };

  return (
    <Confirm
      opened={opened}
      question={`Delete “${task.title}”${and}?`}
      consequence="A deleted task cannot be brought back."
      confirmLabel="Delete"
      busy={busy}
      onConfirm={() => void remove()}
      onCancel={onClose}
    />
  );
}
