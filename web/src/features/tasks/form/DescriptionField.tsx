import { Textarea } from '@mantine/core';
import { type ChangeEvent, useState } from 'react';
import { codePoints, limits } from '../../../api/vocabulary';
import { Markdown } from '../../../ui/markdown/Markdown';
import classes from './TaskForm.module.css';

type Props = {
  name: string;
  value: string;
  error: string | undefined;
  onChange: (event: ChangeEvent<HTMLTextAreaElement>) => void;
};

/** A text in markdown that can be looked at before it is saved. */
export function DescriptionField({ name, value, error, onChange }: Props) {
  const [preview, setPreview] = useState(false);
  const length = codePoints(value);
  const near = length > limits.description * 0.9;
  return (
    <div className={classes.description}>
      <div className={classes.modes}>
        <button type="button" aria-pressed={!preview} className={classes.mode} onClick={() => setPreview(false)}>
          Write
        </button>
        <button type="button" aria-pressed={preview} className={classes.mode} onClick={() => setPreview(true)}>
          Preview
        </button>
      </div>
      <div hidden={preview}>
        <Textarea
          label="Description"
          autosize
          minRows={4}
          maxRows={16}
          dir="auto"
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          description={
            near && `${length.toLocaleString('en')} of ${limits.description.toLocaleString('en')} characters`
          }
          name={name}
          value={value}
          error={error}
          onChange={onChange}
        />
      </div>
      {preview && (
        <section aria-label="Preview of the description">
          <p className={classes.label}>Description</p>
          <div className={classes.preview} dir="auto">
            {value.trim() === '' ? <p className={classes.quiet}>Nothing to preview</p> : <Markdown text={value} />}
          </div>
        </section>
      )}
    </div>
  );
}
