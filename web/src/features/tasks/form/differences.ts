import { type Priority, priorityWords, type Status, statusWords } from '../../../api/vocabulary';
import { dueFrom, exactDue } from '../../../ui/dates';
import type { TaskValues } from './taskValues';

/** A field that somebody else changed while it was edited here. */
export type Difference = {
  field: Field;
  label: string;
  before: string;
  theirs: string;
  /** What is typed here, when it is yet another value. */
  mine: string | null;
};

const labels = {
  title: 'Title',
  description: 'Description',
  status: 'Status',
  priority: 'Priority',
  due: 'Due',
  tags: 'Tags',
};
export type Field = keyof typeof labels;

/** What changed from `before` to `theirs`, and what is typed in those fields. */
export function differencesOf(before: TaskValues, theirs: TaskValues, mine: TaskValues): Difference[] {
  return (Object.keys(labels) as Field[]).flatMap((field) => {
    const [old, now, typed] = [wordsOf(field, before), wordsOf(field, theirs), wordsOf(field, mine)];
    if (old === now) return [];
    return [
      { field, label: labels[field], before: old, theirs: now, mine: typed === old || typed === now ? null : typed },
    ];
  });
}

/** The fields that an event names with the words of the API, as far as the form shows them. */
export function fieldsNamed(changed: readonly string[]): Field[] {
  const named = changed.map((name) => (name === 'due_date' ? 'due' : name));
  return (Object.keys(labels) as Field[]).filter((field) => named.includes(field));
}

const inWords: Record<Field, string> = {
  title: 'the title',
  description: 'the description',
  status: 'the status',
  priority: 'the priority',
  due: 'the due date',
  tags: 'the tags',
};
const list = new Intl.ListFormat('en');

/** "Bob changed the status and the tags." */
export function changeInWords(who: string, fields: readonly Field[]): string {
  return `${who} changed ${list.format(fields.map((field) => inWords[field]))}.`;
}

/** What is typed, with the values of the other where both changed the same field. */
export function takingTheirs(values: TaskValues, theirs: TaskValues, differences: readonly Difference[]): TaskValues {
  const next = { ...values };
  for (const { field, mine } of differences) {
    if (mine === null) continue;
    if (field === 'due') Object.assign(next, { due_date: theirs.due_date, time: theirs.time });
    else Object.assign(next, { [field]: theirs[field] }, field === 'tags' && { tag_text: '' });
  }
  return next;
}

function wordsOf(field: Field, values: TaskValues): string {
  switch (field) {
    case 'status':
      return statusWords[values.status as Status] ?? values.status;
    case 'priority':
      return priorityWords[values.priority as Priority] ?? values.priority;
    case 'due':
      return values.due_date === '' ? 'no date' : exactDue(dueFrom(values.due_date, values.time));
    case 'tags':
      return values.tags === '' ? 'no tags' : values.tags.split(',').join(', ');
    case 'description':
      return values.description === '' ? 'nothing' : values.description;
    default:
      return values[field];
  }
}
