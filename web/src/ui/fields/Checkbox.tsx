import type { ComponentProps } from 'react';
import classes from './Checkbox.module.css';

type Props = Omit<ComponentProps<'input'>, 'type' | 'className'> & {
  /** Stands beside the box; without it the box needs a name of its own. */
  label?: string;
};

/** The browser's own checkbox in the colours of the design: every row of a list has one, and Mantine's is rendered twice for its id. */
export function Checkbox({ label, ...input }: Props) {
  if (!label) return <input {...input} type="checkbox" className={classes.box} />;
  return (
    <label className={classes.label}>
      <input {...input} type="checkbox" className={classes.box} />
      {label}
    </label>
  );
}
