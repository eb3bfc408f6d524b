/** A day of the calendar; months count from 1. */
export interface Day {
  year: number;
  month: number;
  day: number;
}

export interface Time {
  hour: number;
  minute: number;
}

/** What a phrase says: a day, a time of day, both, or a point in time ("in 2 hours"). */
export interface DateReading {
  day: Day | null;
  time: Time | null;
  instant: Date | null;
}

/** When a task is due. `timed` is false when only the day was named. */
export interface Due {
  at: Date;
  timed: boolean;
}

/** Reads a whole phrase as a date, or not at all. */
export type ReadDate = (phrase: string, now: Date, dayFirst: boolean) => DateReading | null;

export function dayOf(date: Date): Day {
  return { year: date.getFullYear(), month: date.getMonth() + 1, day: date.getDate() };
}

/** The day `days` later; the calendar counts, not hours, so a change of the clock does not matter. */
export function addDays(day: Day, days: number): Day {
  const date = new Date(Date.UTC(day.year, day.month - 1, day.day + days));
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** 0 is Sunday. */
export function weekdayOf(day: Day): number {
  return new Date(Date.UTC(day.year, day.month - 1, day.day)).getUTCDay();
}

export function isBefore(left: Day, right: Day): boolean {
  return orderOf(left) < orderOf(right);
}

function orderOf(day: Day): number {
  return Date.UTC(day.year, day.month - 1, day.day);
}

/** The last day of a month; `month` may be 13 and more for the years after. */
export function lastDayOf(year: number, month: number): Day {
  return addDays({ year, month: month + 1, day: 1 }, -1);
}

/** The time where the user is. A time that the clock skips is moved forward by the browser. */
export function atTime(day: Day, time: Time): Date {
  return new Date(day.year, day.month - 1, day.day, time.hour, time.minute);
}

const END_OF_DAY: Time = { hour: 23, minute: 59 };

/** Joins what the line says about the day and about the time. */
export function dueOf(day: Day | null, time: Time | null, now: Date): Due | null {
  if (day) return { at: atTime(day, time ?? END_OF_DAY), timed: time !== null };
  if (!time) return null;
  const today = dayOf(now);
  const at = atTime(today, time);
  return { at: at.getTime() < now.getTime() ? atTime(addDays(today, 1), time) : at, timed: true };
}
