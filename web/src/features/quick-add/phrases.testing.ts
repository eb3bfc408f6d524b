import { priorityWords, statusWords } from '../../api/vocabulary';
import { duePartsOf } from '../../ui/dates';
import { readDate } from './chrono';
import { type ParsedLine, parseLine } from './parse';

/** The moment of the reference table: Thursday 15 January 2026, 10:00, where the tests run. */
export const NOW = new Date(2026, 0, 15, 10, 0);

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

export function parse(line: string, { now = NOW, locale = 'en-US', rejected = [] as string[] } = {}): ParsedLine {
  return parseLine(line, { now, locale, rejected: new Set(rejected), readDate });
}

/** A parsed line in the notation of the tables: `Title · Fri 16 Jan 09:00 · #tag · High · In progress · “description”`. */
export function summary({ title, due, tags, priority, status, description }: ParsedLine): string {
  const parts = [title];
  if (due) parts.push(dueWords(due));
  parts.push(...tags.map((tag) => `#${tag}`));
  if (priority) parts.push(priorityWords[priority]);
  if (status) parts.push(statusWords[status]);
  if (description) parts.push(`“${description}”`);
  return parts.join(' · ');
}

function dueWords(due: string): string {
  const at = new Date(due);
  const { time } = duePartsOf(due);
  const day = `${WEEKDAYS[at.getDay()]} ${at.getDate()} ${MONTHS[at.getMonth()]}`;
  return [day, at.getFullYear() === 2026 ? '' : at.getFullYear(), time].filter((part) => part !== '').join(' ');
}
