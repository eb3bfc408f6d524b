import { ActionIcon, Tooltip } from '@mantine/core';
import { Download, File as FileIcon, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { fetchAttachment } from '../../api/queries/attachments';
import type { Attachment } from '../../api/vocabulary';
import { age, exactTime } from '../../ui/dates';
import { useMinute } from '../../ui/Minute';
import { tellFailure } from '../../ui/toasts';
import classes from './Attachments.module.css';
import { saveFile } from './saveFile';
import { sizeWords } from './size';

type Props = { attachment: Attachment; onDelete: (() => void) | null };

export function AttachmentRow({ attachment, onDelete }: Props) {
  const [loading, setLoading] = useState(false);
  useMinute();
  const { filename } = attachment;
  const download = async () => {
    if (loading) return;
    setLoading(true);
    try {
      saveFile(await fetchAttachment(attachment.id), filename);
    } catch (error) {
      tellFailure(error, 'The file was not downloaded', () => void download());
    } finally {
      setLoading(false);
    }
  };
  return (
    <li className={classes.row} data-attachment={attachment.id}>
      <FileIcon aria-hidden size={16} className={classes.icon} />
      <div className={classes.about}>
        <span className={classes.name}>{filename}</span>
        <span className={classes.meta}>
          {sizeWords(attachment.size_bytes)} ·{' '}
          <Tooltip label={exactTime(attachment.created_at)}>
            <time dateTime={attachment.created_at}>{age(attachment.created_at)}</time>
          </Tooltip>
        </span>
      </div>
      <ActionIcon
        className={classes.action}
        aria-label={`Download ${filename}`}
        loading={loading}
        onClick={() => void download()}
      >
        <Download aria-hidden size={16} />
      </ActionIcon>
      {onDelete && (
        <ActionIcon className={classes.action} aria-label={`Delete ${filename}`} onClick={onDelete}>
          <Trash2 aria-hidden size={16} />
        </ActionIcon>
      )}
    </li>
  );
}
