import { rememberAttachment } from '../../api/queries/attachments';
import { refreshActivity } from '../../api/queries/audit';
import { session, userId } from '../../api/session';
import { uploadFile } from '../../api/upload';
import { tell } from '../../ui/toasts';
import { UploadQueue } from './UploadQueue';

// They go on while their task is not on screen.
const queues = new Map<string, UploadQueue>();

export function uploadsOf(taskId: string): UploadQueue {
  let queue = queues.get(taskId);
  if (!queue) {
    queue = new UploadQueue(
      (file, options) => uploadFile(taskId, file, options),
      (attachment) => rememberAttachment(taskId, attachment),
      (stored) => {
        void refreshActivity(taskId);
        tell(stored === 1 ? 'File uploaded' : `${stored} files uploaded`);
      },
    );
    queues.set(taskId, queue);
  }
  return queue;
}

let user = userId();
session.subscribe(() => {
  if (userId() === user) return;
  user = userId();
  for (const queue of queues.values()) queue.cancelAll();
  queues.clear();
});

// Closing the page would break off what is being sent.
window.addEventListener('beforeunload', (event) => {
  const sending = [...queues.values()].some((queue) =>
    queue.snapshot().some(({ state }) => state === 'waiting' || state === 'sending'),
  );
  if (sending) event.preventDefault();
});
