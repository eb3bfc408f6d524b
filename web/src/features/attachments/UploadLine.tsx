import { ActionIcon, Button } from '@mantine/core';
import { X } from 'lucide-react';
import { useId } from 'react';
import { Countdown } from '../../ui/Countdown';
import classes from './Attachments.module.css';
import type { Upload, UploadQueue } from './UploadQueue';

/** A file on its way: how far it is, or why it was not sent. */
export function UploadLine({ upload, queue }: { upload: Upload; queue: UploadQueue }) {
  const id = useId();
  const { name, state, sent, words, retryAt } = upload;
  const percent = Math.round(sent * 100);
  const again = () => queue.again(upload.id);
  return (
    <li className={classes.upload}>
      <div className={classes.about}>
        <span id={id} className={classes.name}>
          {name}
        </span>
        {words !== '' ? (
          <span role="alert" className={classes.fault}>
            {words}
          </span>
        ) : (
          <span className={classes.meta}>{state === 'waiting' ? 'Waiting' : `${percent} %`}</span>
        )}
        {words === '' && (
          <div
            role="progressbar"
            aria-label={`Uploading ${name}`}
            aria-valuemin={0}
            aria-valuemax={100}
            aria-valuenow={percent}
            className={classes.track}
          >
            <div className={classes.done} style={{ transform: `scaleX(${sent})` }} />
          </div>
        )}
      </div>
      {state === 'failed' &&
        (retryAt ? (
          <Countdown until={retryAt} label="Try again" onRetry={again} />
        ) : (
          <Button variant="default" size="compact-sm" aria-describedby={id} onClick={again}>
            Try again
          </Button>
        ))}
      <ActionIcon className={classes.action} aria-label={`Cancel ${name}`} onClick={() => queue.cancel(upload.id)}>
        <X aria-hidden size={16} />
      </ActionIcon>
    </li>
  );
}
