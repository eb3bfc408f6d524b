import type { FirstDay } from '../../../app/preferences';
import { addDays, type Day, dayOf, startOf } from '../../../ui/dates';

/** A month such as 2026-01. */
export type Month = string;

export function monthOf(day: Day): Month {
  return day.slice(0, 7);
}

/** The month in the address; the current one when it is missing or none. */
export function readMonth(value: string | null, now = new Date()): Month {
  const isMonth = /^\d{4}-(0[1-9]|1[0-2])$/.test(value ?? '') && Number(value?.slice(0, 4)) > 0;
  return isMonth ? (value ?? '') : monthOf(dayOf(now));
}

export function addMonths(month: Month, count: number): Month {
  const [year = 1970, number = 1] = month.split('-').map(Number);
  const index = year * 12 + number - 1 + count;
  const next = Math.min(Math.max(index, 12), 9999 * 12 + 11);
  return `${String(Math.floor(next / 12)).padStart(4, '0')}-${String((next % 12) + 1).padStart(2, '0')}`;
}

/** The 42 days of six weeks that contain the month. */
export function daysOf(month: Month, firstDay: FirstDay): Day[] {
  const first = `${month}-01`;
  const lead = (startOf(first).getDay() - firstDay + 7) % 7;
  return Array.from({ length: 42 }, (_, index) => addDays(first, index - lead));
}

/** "Thursday 15 January, 2 tasks": the same words in every locale. A day that was not read to its end has "2 or more tasks". */
export function dayName(day: Day, count: number, isUnread = false): string {
  const weekday = weekdays.format(startOf(day));
  return `${weekday} ${dayOfMonth(day)}, ${count}${isUnread ? ' or more' : ''} ${count === 1 && !isUnread ? 'task' : 'tasks'}`;
}

/** "15 January". */
export function dayOfMonth(day: Day): string {
  const date = startOf(day);
  return `${date.getDate()} ${months.format(date)}`;
}

export function monthName(month: Month): string {
  return monthYears.format(startOf(`${month}-15`));
}

export function weekdayNames(firstDay: FirstDay): { short: string; long: string }[] {
  return daysOf('2026-02', firstDay)
    .slice(0, 7)
    .map((day) => ({ short: shortWeekdays.format(startOf(day)), long: weekdays.format(startOf(day)) }));
}

const weekdays = new Intl.DateTimeFormat('en', { weekday: 'long' });
const shortWeekdays = new Intl.DateTimeFormat('en', { weekday: 'short' });
const months = new Intl.DateTimeFormat('en', { month: 'long' });
const monthYears = new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric' });
