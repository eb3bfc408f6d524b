import { type AuditEvent, priorityWords, statusWords } from '../../../api/vocabulary';
import { duePartsOf, shortDay, shortTime } from '../../../ui/dates';

/** One line of the activity: what happened, and from what to what. */
export type ActivityLine = { what: string; from?: string; to?: string };

const fields = ['title', 'description', 'status', 'priority', 'due_date', 'tags'] as const;
type Field = (typeof fields)[number];

/** What an audit event says about its task; empty for an event that says nothing here. */
export function activityLines(event: AuditEvent): ActivityLine[] {
  const details = membersOf(event.details);
  switch (event.event_type) {
    case 'TASK_CREATED':
      return [{ what: 'Created' }];
    case 'TASK_UPDATED': {
      const changes = membersOf(details.changes);
      return fields.filter((field) => field in changes).map((field) => lineOf(field, membersOf(changes[field])));
    }
    case 'ATTACHMENT_ADDED':
      return [{ what: 'File added', to: textOf(details.filename) }];
    case 'ATTACHMENT_REMOVED':
      return [{ what: 'File deleted', to: textOf(details.filename) }];
    case 'REMINDER_SENT':
      return [{ what: 'Reminder sent' }];
    default:
      return [];
  }
}

function lineOf(field: Field, { from, to }: Record<string, unknown>): ActivityLine {
  switch (field) {
    case 'title':
      return { what: 'Title', from: textOf(from), to: textOf(to) };
    // Ten thousand characters say less than this.
    case 'description':
      return {
        what: to === null ? 'Description removed' : from === null ? 'Description added' : 'Description changed',
      };
    case 'status':
      return { what: 'Status', from: wordOf(statusWords, from), to: wordOf(statusWords, to) };
    case 'priority':
      return { what: 'Priority', from: wordOf(priorityWords, from), to: wordOf(priorityWords, to) };
    case 'due_date':
      return { what: 'Due', from: dueOf(from), to: dueOf(to) };
    case 'tags':
      return tagsLine(namesOf(from), namesOf(to));
  }
}

function tagsLine(from: readonly string[], to: readonly string[]): ActivityLine {
  const added = to.filter((tag) => !from.includes(tag));
  const removed = from.filter((tag) => !to.includes(tag));
  const words = [
    ...(added.length > 0 ? [`added ${added.join(', ')}`] : []),
    ...(removed.length > 0 ? [`removed ${removed.join(', ')}`] : []),
  ];
  return { what: `Tags ${words.join('; ')}` };
}

function dueOf(value: unknown): string {
  if (typeof value !== 'string') return 'no date';
  const { day, time } = duePartsOf(value);
  return time === '' ? shortDay(day) : `${shortDay(day)}, ${shortTime(value)}`;
}

function wordOf(words: Readonly<Record<string, string>>, value: unknown): string {
  return words[textOf(value)] ?? textOf(value);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function namesOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(textOf) : [];
}

function membersOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
