/** Days and times as a user sees them: in the browser's time zone and locale. The API's times are UTC. */

/** The last minute of a day: a due date of this time was given without a time. */
const endOfDay = { hours: 23, minutes: 59 } as const;

/** A day such as 2026-01-31, in the user's time zone. */
export type Day = string;

export function dayOf(date: Date): Day {
  return `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** Midnight of a day where the user is. */
export function startOf(day: Day): Date {
  const [year = 1970, month = 1, date = 1] = day.split('-').map(Number);
  const start = new Date(2000, month - 1, date);
  start.setFullYear(year, month - 1, date);
  start.setHours(0, 0, 0, 0);
  return start;
}

export function addDays(day: Day, count: number): Day {
  const date = startOf(day);
  date.setDate(date.getDate() + count);
  return dayOf(date);
}

/** The number of days from one day to another; negative when `to` is earlier. Clock changes do not count. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

/** A due date for the API. Without a time the task is due at the end of the day. */
export function dueFrom(day: Day, time: string): string {
  const date = startOf(day);
  const [hours = endOfDay.hours, minutes = endOfDay.minutes] = time === '' ? [] : time.split(':').map(Number);
  date.setHours(hours, minutes, 0, 0);
  return date.toISOString();
}

export type DueParts = { day: Day /** `HH:MM`, or empty without a time. */; time: string };

export function duePartsOf(due: string): DueParts {
  const date = new Date(due);
  const isWholeDay = date.getHours() === endOfDay.hours && date.getMinutes() === endOfDay.minutes;
  return { day: dayOf(date), time: isWholeDay ? '' : `${two(date.getHours())}:${two(date.getMinutes())}` };
}

export function isOverdue(due: string, now = new Date()): boolean {
  return new Date(due).getTime() < now.getTime();
}

/** The next two days. */
export function isDueSoon(due: string, now = new Date()): boolean {
  return !isOverdue(due, now) && daysBetween(dayOf(now), dayOf(new Date(due))) <= 1;
}

/** "today", "tomorrow", "in 3 days", "2 days ago"; beyond two weeks the date, with the year when it is another. */
export function relativeDay(due: string, now = new Date()): string {
  const { day } = duePartsOf(due);
  const days = daysBetween(dayOf(now), day);
  return Math.abs(days) <= 14 ? daysInWords(days) : shortDay(day, now);
}

// Written by hand: a browser takes 15 ms to make its first relative format, which a list would wait for.
function daysInWords(days: number): string {
  if (days === 0) return 'today';
  if (Math.abs(days) === 1) return days === 1 ? 'tomorrow' : 'yesterday';
  return days > 0 ? `in ${days} days` : `${-days} days ago`;
}

/** The relative day, with the time when there is one. */
export function relativeDue(due: string, now = new Date()): string {
  const words = relativeDay(due, now);
  return duePartsOf(due).time === '' ? words : `${words}, ${shortTime(due)}`;
}

/** "Thursday, 15 January 2026", with the time when there is one. */
export function exactDue(due: string): string {
  const { time } = duePartsOf(due);
  const day = formatter({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).format(new Date(due));
  return time === '' ? day : `${day}, ${shortTime(due)}`;
}

/** "15 Jan", and "15 Jan 2027" in another year. */
export function shortDay(day: Day, now = new Date()): string {
  const date = startOf(day);
  const year = date.getFullYear() === now.getFullYear() ? {} : ({ year: 'numeric' } as const);
  return formatter({ day: 'numeric', month: 'short', ...year }).format(date);
}

export function shortTime(time: string): string {
  return formatter({ hour: '2-digit', minute: '2-digit' }).format(new Date(time));
}

/** "15 January 2026 at 10:00": when something happened. */
export function exactTime(time: string): string {
  return formatter({ dateStyle: 'long', timeStyle: 'short' }).format(new Date(time));
}

/** "just now", "5 minutes ago", "yesterday", "3 months ago". */
export function age(time: string, now = new Date()): string {
  const seconds = (new Date(time).getTime() - now.getTime()) / 1000;
  const units = [
    ['year', 31_536_000],
    ['month', 2_592_000],
    ['day', 86_400],
    ['hour', 3600],
    ['minute', 60],
  ] as const;
  for (const [unit, length] of units) {
    if (Math.abs(seconds) >= length) return relative().format(Math.trunc(seconds / length), unit);
  }
  return 'just now';
}

let relativeFormat: Intl.RelativeTimeFormat | undefined;

// English like all other words of the page; "in 3 days" between English words must not be in another language.
function relative(): Intl.RelativeTimeFormat {
  relativeFormat ??= new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
  return relativeFormat;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  // A format keeps the time zone it was made in; whoever travels with an open page leaves that.
  const key = JSON.stringify([options, new Date().getTimezoneOffset()]);
  let format = formatters.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(undefined, options);
    formatters.set(key, format);
  }
  return format;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
