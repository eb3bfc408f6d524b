import { Button } from '@mantine/core';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { mergeDraft } from '../../../app/drafts';
import { ChangeList } from './ChangeList';
import { changeInWords, type Difference, differencesOf, type Field, takingTheirs } from './differences';
import classes from './TaskForm.module.css';
import { isTouched, type TaskValues } from './taskValues';

type Props = {
  who: string;
  /** The fields that an event says were changed, until the task is read. */
  told: readonly Field[];
  /** What the form started from, what the task is now when that is newer, and what is typed. */
  base: TaskValues;
  theirs: TaskValues | null;
  values: TaskValues;
  /** The newer task was written by this page itself. */
  isOwn: boolean;
  /** Reads the task as it is now; false when that failed, with words. */
  onRead: () => Promise<boolean>;
  /** Goes on from the task as it is now, with these values. */
  onGoOn: (values: TaskValues) => void;
  onSet: (values: TaskValues) => void;
};

/** A change that the form has gone on from and still tells. */
type News = { differences: readonly Difference[]; theirs: TaskValues; typed: boolean; shown: boolean };

/**
 * Says that somebody changed the task while it is edited here, as soon as an event or a refused save tells it. What was typed stays, and
 * is overwritten with nothing unasked; where nothing was typed the fields show the task as it is now.
 */
export function ChangedMeanwhile(props: Props) {
  const { who, told, base, theirs, values, isOwn, onRead, onGoOn, onSet } = props;
  const element = useRef<HTMLDivElement>(null);
  const [news, setNews] = useState<News | null>(null);
  // A button may be pressed before the task is read.
  const [choice, setChoice] = useState<'show' | 'keep' | null>(null);
  const differences = theirs ? differencesOf(base, theirs, values) : [];
  const isTold = theirs ? differences.length > 0 && !isOwn : told.length > 0;
  const typed = isTouched(values, base);

  const goOn = useEffectEvent((now: TaskValues) => {
    onGoOn(mergeDraft({ values, base }, now));
    if (isTold) setNews(choice === 'keep' ? null : { differences, theirs: now, typed, shown: choice === 'show' });
    setChoice(null);
  });
  const mayGoOn = !isTold || !typed || choice !== null;
  useEffect(() => {
    if (theirs && mayGoOn) goOn(theirs);
    // An event about what this page knows already leaves nothing to choose.
    else if (!isTold) setChoice(null);
  }, [theirs, mayGoOn, isTold]);

  const choose = async (chosen: 'show' | 'keep') => {
    // The pressed button goes away, the last one with the whole notice.
    if (chosen === 'show') element.current?.focus();
    else element.current?.closest('form')?.querySelector<HTMLElement>('[type="submit"]')?.focus();
    if (!isTold) return setNews(chosen === 'keep' ? null : news && { ...news, shown: true });
    setChoice(chosen);
    if (!theirs && !(await onRead())) setChoice(null);
  };

  if (!isTold && !news) return null;
  const fields =
    theirs || !isTold ? (isTold ? differences : (news?.differences ?? [])).map(({ field }) => field) : told;
  const isTyped = isTold ? typed : news?.typed === true;
  const shown = !isTold && news?.shown === true;
  return (
    <div ref={element} tabIndex={-1} role={isTyped ? 'alert' : 'status'} className={classes.conflict}>
      <p>{changeInWords(who, fields)}</p>
      {shown && <ChangeList differences={news.differences} />}
      <div className={classes.choices}>
        {!shown && (
          <Button variant="default" loading={choice === 'show'} onClick={() => void choose('show')}>
            Show changes
          </Button>
        )}
        <Button variant="default" loading={choice === 'keep'} onClick={() => void choose('keep')}>
          {isTyped ? 'Keep mine' : 'Dismiss'}
        </Button>
        {shown && news.differences.some(({ mine }) => mine !== null) && (
          <Button
            variant="default"
            onClick={() => {
              onSet(takingTheirs(values, news.theirs, news.differences));
              void choose('keep');
            }}
          >
            Take theirs
          </Button>
        )}
      </div>
    </div>
  );
}
