import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { dueFrom, duePartsOf, exactDue } from '../dates';
import { dueFromWords, quickDays } from '../dateWords';
import classes from './DueForm.module.css';

type Props = { value: string | null; onChoose: (value: string | null) => void };

/** A due date in words, by one click, or as a date and a time. */
export function DueForm({ value, onChoose }: Props) {
  const start = value ? duePartsOf(value) : { day: '', time: '' };
  const [words, setWords] = useState('');
  const [understood, setUnderstood] = useState<string | null>(null);
  const [day, setDay] = useState(start.day);
  const [time, setTime] = useState(start.time);
  const [fault, setFault] = useState<string | null>(null);

  const read = async (text: string) => {
    setWords(text);
    setFault(null);
    setUnderstood(await dueFromWords(text));
  };

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    if (words.trim() !== '') {
      const due = await dueFromWords(words);
      if (due) onChoose(due);
      else setFault('Write a date such as “tomorrow 9am” or “in 3 days”');
      return;
    }
    if (day === '') setFault(time === '' ? 'Choose a date' : 'Choose a date for this time');
    else if (day === start.day && time === start.time) onChoose(value);
    else onChoose(dueFrom(day, time));
  };

  return (
    <form noValidate onSubmit={(event) => void submit(event)} className={classes.form}>
      <TextInput
        label="In words"
        placeholder="tomorrow 9am"
        autoComplete="off"
        data-autofocus
        value={words}
        error={fault}
        onChange={(event) => void read(event.currentTarget.value)}
      />
      <p role="status" className={classes.understood}>
        {understood && exactDue(understood)}
      </p>
      <div className={classes.quick}>
        {quickDays().map((quick) => (
          <Button
            key={quick.label}
            variant="default"
            size="compact-sm"
            onClick={() => onChoose(dueFrom(quick.day, ''))}
          >
            {quick.label}
          </Button>
        ))}
        {value && (
          <Button variant="default" size="compact-sm" onClick={() => onChoose(null)}>
            No date
          </Button>
        )}
      </div>
      <div className={classes.exact}>
        <TextInput
          type="date"
          label="Date"
          max="9999-12-31"
          value={day}
          onChange={(event) => setDay(event.currentTarget.value)}
        />
        <TextInput type="time" label="Time" value={time} onChange={(event) => setTime(event.currentTarget.value)} />
      </div>
      <Button type="submit" fullWidth>
        Set due date
      </Button>
    </form>
  );
}
