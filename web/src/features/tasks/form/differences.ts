import { type Priority, priorityWords, type Status, statusWords } from '../../../api/vocabulary';
import { dueFrom, exactDue } from '../../../ui/dates';
import type { TaskValues } from './taskValues';

/** A field that somebody else changed while it was edited here. */
export type Difference = {
  label: string;
  before: string;
  theirs: string /** What is typed here, when it is yet another value. */;
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
type Field = keyof typeof labels;

/** What changed from `before` to `theirs`, and what is typed in those fields. */
export function differencesOf(before: TaskValues, theirs: TaskValues, mine: TaskValues): Difference[] {
  return (Object.keys(labels) as Field[]).flatMap((field) => {
    const [old, now, typed] = [wordsOf(field, before), wordsOf(field, theirs), wordsOf(field, mine)];
    if (old === now) return [];
    return [{ label: labels[field], before: old, theirs: now, mine: typed === old || typed === now ? null : typed }];
  });
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
