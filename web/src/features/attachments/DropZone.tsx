import { Upload } from 'lucide-react';
import { useId } from 'react';
import classes from './Attachments.module.css';
import type { Candidate } from './refusals';
import { useDroppedFiles } from './useDroppedFiles';

/** Takes files by drop, choice and paste. */
export function DropZone({ onFiles }: { onFiles: (candidates: Candidate[]) => void }) {
  const id = useId();
  const over = useDroppedFiles(onFiles);
  return (
    <div className={classes.zone} data-over={over || undefined}>
      <Upload aria-hidden size={16} className={classes.icon} />
      <span className={classes.invitation}>Drop files here</span>
      <input
        id={id}
        type="file"
        multiple
        className={`visually-hidden ${classes.input}`}
        onChange={(event) => {
          onFiles([...(event.currentTarget.files ?? [])].map((file) => ({ name: file.name, file })));
          // The same file can be chosen again.
          event.currentTarget.value = '';
        }}
      />
      <label htmlFor={id} className={classes.choose}>
        Choose files to upload
      </label>
    </div>
  );
}
