import { useRef, useState, useSyncExternalStore } from 'react';
import { flushSync } from 'react-dom';
import { deleteAttachment } from '../../api/queries/attachments';
import { refreshActivity } from '../../api/queries/audit';
import type { Attachment, Task } from '../../api/vocabulary';
import { Confirm } from '../../ui/Confirm';
import { Bar } from '../../ui/Skeleton';
import { tell, tellFailure } from '../../ui/toasts';
import { AttachmentRow } from './AttachmentRow';
import classes from './Attachments.module.css';
import { DropZone } from './DropZone';
import { UploadLine } from './UploadLine';
import { uploadsOf } from './uploads';

type Props = {
  task: Task;
  attachments: readonly Attachment[];
  /** The files are not known yet, only their number. */
  waiting: boolean;
  isOwner: boolean;
  Heading: 'h2' | 'h3';
};

/** The files of a task, and those on their way. */
export function Attachments({ task, attachments, waiting, isOwner, Heading }: Props) {
  const queue = uploadsOf(task.id);
  const uploads = useSyncExternalStore(queue.subscribe, queue.snapshot);
  const [doomed, setDoomed] = useState<Attachment | null>(null);
  const [deleting, setDeleting] = useState(false);
  const list = useRef<HTMLUListElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);

  const remove = async (attachment: Attachment) => {
    setDeleting(true);
    try {
      const index = attachments.indexOf(attachment);
      await deleteAttachment(task.id, attachment.id);
      // The dialog gives the focus back to the deleted row. Then the row after that one takes it.
      flushSync(() => setDoomed(null));
      const next = attachments[index + 1] ?? attachments[index - 1];
      focusRow(next?.id);
      tell('File deleted');
      void refreshActivity(task.id);
    } catch (error) {
      setDoomed(null);
      tellFailure(error, 'The file was not deleted');
    } finally {
      setDeleting(false);
    }
  };
  const focusRow = (id: string | undefined) => {
    const row = id && list.current?.querySelector<HTMLElement>(`[data-attachment="${id}"] button`);
    (row || heading.current)?.focus();
  };

  if (!isOwner && !waiting && attachments.length === 0) return null;
  return (
    <section>
      <Heading ref={heading} tabIndex={-1} className={classes.heading}>
        Attachments {task.attachment_count > 0 && <span className={classes.count}>{task.attachment_count}</span>}
      </Heading>
      {waiting && task.attachment_count > 0 && (
        <div className={classes.waiting} aria-busy>
          {Array.from({ length: Math.min(task.attachment_count, 3) }, (_, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the bars have nothing else.
            <Bar key={index} width="60%" />
          ))}
        </div>
      )}
      {attachments.length > 0 && (
        <ul ref={list} aria-label="Attachments" className={classes.list}>
          {attachments.map((attachment) => (
            <AttachmentRow
              key={attachment.id}
              attachment={attachment}
              onDelete={isOwner ? () => setDoomed(attachment) : null}
            />
          ))}
        </ul>
      )}
      {uploads.length > 0 && (
        <ul aria-label="Uploads" className={classes.list}>
          {uploads.map((upload) => (
            <UploadLine key={upload.id} upload={upload} queue={queue} />
          ))}
        </ul>
      )}
      {isOwner && <DropZone onFiles={(files) => queue.add(files, attachments.length)} />}
      <Confirm
        opened={doomed !== null}
        question={`Delete “${doomed?.filename ?? ''}”?`}
        consequence="A deleted file cannot be brought back."
        confirmLabel="Delete"
        busy={deleting}
        onConfirm={() => doomed && void remove(doomed)}
        onCancel={() => setDoomed(null)}
      />
    </section>
  );
}
