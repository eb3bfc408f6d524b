import { Tooltip } from '@mantine/core';
import classes from './TagChips.module.css';

/** The tags of a task as text; those beyond `shown` are in the tip of "+3". */
export function TagChips({ tags, shown = Number.POSITIVE_INFINITY }: { tags: readonly string[]; shown?: number }) {
  const rest = tags.slice(shown);
  return (
    <span className={classes.tags}>
      {tags.slice(0, shown).map((tag) => (
        <span key={tag} className={classes.tag}>
          {tag}
        </span>
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
