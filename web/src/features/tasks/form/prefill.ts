import { type Status, statuses } from '../../../api/vocabulary';
import { emptyValues, type TaskValues } from './taskValues';

/** A new task from the address: the + of a column gives its status, that of a day its date. Bad values are dropped. */
export function prefilled(query: URLSearchParams): TaskValues {
  const status = statuses.find((value: Status) => value === query.get('status')) ?? emptyValues.status;
  const day = query.get('due_date') ?? '';
  return { ...emptyValues, status, due_date: isDay(day) ? day : '' };
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
