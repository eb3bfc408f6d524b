import { codePoints, limits, type NewTask, type Task, type TaskChange } from '../../../api/vocabulary';
import { dueFrom, duePartsOf } from '../../../ui/dates';
import { addTags } from '../../../ui/fields/tagInput';

/** What the fields hold. Tags are joined by commas, which no tag has; `tag_text` is typed and no tag yet. */
export type TaskValues = {
  title: string;
  description: string;
  status: string;
  priority: string;
  due_date: string;
  time: string;
  tags: string;
  tag_text: string;
};

export const emptyValues: TaskValues = {
  title: '',
  description: '',
  status: 'TODO',
  priority: 'MEDIUM',
  due_date: '',
  time: '',
  tags: '',
  tag_text: '',
};

export function valuesOf(task: Task): TaskValues {
  const due = task.due_date ? duePartsOf(task.due_date) : { day: '', time: '' };
  return {
    title: task.title,
    description: task.description ?? '',
    status: task.status,
    priority: task.priority,
    due_date: due.day,
    time: due.time,
    tags: task.tags.join(','),
    tag_text: '',
  };
}

export function tagsOf(values: Pick<TaskValues, 'tags'>): string[] {
  return values.tags === '' ? [] : values.tags.split(',');
}

const invisible = /^[\p{White_Space}\p{Default_Ignorable_Code_Point}]*$/u;

/** The messages of faulty fields. */
export function taskFaults(values: TaskValues): Partial<Record<keyof TaskValues, string | null>> {
  const title = codePoints(values.title.trim());
  const description = codePoints(values.description);
  return {
    title: invisible.test(values.title) ? 'Enter a title' : tooLong(title, limits.title),
    description: tooLong(description, limits.description),
    due_date: values.due_date === '' && values.time !== '' ? 'Choose a date for this time' : dayFault(values.due_date),
    tags: addTags(tagsOf(values), values.tag_text).fault,
  };
}

function tooLong(length: number, limit: number): string | null {
  const words = (count: number) => count.toLocaleString('en');
  return length > limit ? `Use at most ${words(limit)} characters; there are ${words(length)}` : null;
}

function dayFault(day: string): string | null {
  return day === '' || /^\d{4}-/.test(day) ? null : 'Use a year of four digits';
}

/** The whole of a new task. */
export function newTask(values: TaskValues): NewTask {
  return {
    title: values.title.trim(),
    description: values.description === '' ? null : values.description,
    status: values.status as Task['status'],
    priority: values.priority as Task['priority'],
    due_date: values.due_date === '' ? null : dueFrom(values.due_date, values.time),
    tags: addTags(tagsOf(values), values.tag_text).tags,
  };
}

/** What differs from the values that the form started with. A due date that was not touched keeps its seconds and is not sent. */
export function taskChange(values: TaskValues, base: TaskValues): TaskChange {
  const task = newTask(values);
  const before = newTask(base);
  const change: TaskChange = {};
  if (task.title !== before.title) change.title = task.title;
  if (task.description !== before.description) change.description = task.description ?? null;
  if (values.status !== base.status) change.status = values.status as Task['status'];
  if (values.priority !== base.priority) change.priority = values.priority as Task['priority'];
  if (values.due_date !== base.due_date || values.time !== base.time) change.due_date = task.due_date ?? null;
  if ([...(task.tags ?? [])].sort().join() !== [...(before.tags ?? [])].sort().join()) change.tags = task.tags ?? [];
  return change;
}

export function isTouched(values: TaskValues, base: TaskValues): boolean {
  return (Object.keys(base) as (keyof TaskValues)[]).some((name) => values[name] !== base[name]);
}
