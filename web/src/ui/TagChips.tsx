import { Tooltip } from '@mantine/core';
import { Fragment } from 'react';
import classes from './TagChips.module.css';

/** The tags of a task as text; those beyond `shown` are in the tip of "+3". */
export function TagChips({ tags, shown = Number.POSITIVE_INFINITY }: { tags: readonly string[]; shown?: number }) {
  const rest = tags.slice(shown);
  return (
    <span className={classes.tags}>
      {tags.slice(0, shown).map((tag, index) => (
        <Fragment key={tag}>
          {/* Read out, the tags are several words. */}
          {index > 0 && <span className="visually-hidden">, </span>}
          <span className={classes.tag}>{tag}</span>
        </Fragment>
      ))}
      {rest.length > 0 && (
        <Tooltip label={rest.join(', ')} multiline maw={320}>
          <span className={classes.tag}>
            +{rest.length}
            <span className="visually-hidden">: {rest.join(', ')}</span>
          </span>
        </Tooltip>
      )}
    </span>
  );
}
