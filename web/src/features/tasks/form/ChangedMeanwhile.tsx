import { Button } from '@mantine/core';
import { useEffect, useEffectEvent, useState } from 'react';
import { mergeDraft } from '../../../app/drafts';
import { differencesOf } from './differences';
import classes from './TaskForm.module.css';
import { isTouched, type TaskValues } from './taskValues';

type Props = {
  /** What the form started from, what the task is now, and what is typed. */
  base: TaskValues;
  theirs: TaskValues;
  values: TaskValues;
  /** Goes on from the task as it is now, with these values. */
  onGoOn: (values: TaskValues) => void;
};

/** Says that somebody changed the task while it is edited here. Nothing is taken over unasked, except where nothing was typed. */
export function ChangedMeanwhile({ base, theirs, values, onGoOn }: Props) {
  const [shown, setShown] = useState(false);
  const differences = differencesOf(base, theirs, values);
  const isHarmless = differences.length === 0 || !isTouched(values, base);

  const goOn = useEffectEvent(() => onGoOn(mergeDraft({ values, base }, theirs)));
  useEffect(() => {
    if (isHarmless) goOn();
  }, [isHarmless]);

  if (isHarmless) return null;
  return (
    <div role="alert" className={classes.conflict}>
      <p>Somebody changed this task meanwhile.</p>
      {shown && (
        <dl className={classes.differences}>
          {differences.map(({ label, before, theirs: now, mine }) => (
            <div key={label}>
              <dt className={classes.label}>{label}</dt>
              <dd className={classes.theirs}>
                {label === 'Description' ? now : `${before} → ${now}`}
                {mine !== null && (
                  <span className={classes.quiet}> (yours: {label === 'Description' ? 'below' : mine})</span>
                )}
              </dd>
            </div>
          ))}
        </dl>
      )}
      <div className={classes.choices}>
        {!shown && (
          <Button variant="default" onClick={() => setShown(true)}>
            Show changes
          </Button>
        )}
        <Button variant="default" onClick={() => onGoOn(mergeDraft({ values, base }, theirs))}>
          Keep mine
        </Button>
        {shown && (
          <Button variant="default" onClick={() => onGoOn(theirs)}>
            Take theirs
          </Button>
        )}
      </div>
    </div>
  );
}
