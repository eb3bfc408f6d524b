import { addDays, type Day, dayOf, dueFrom } from '../../ui/dates';

/** What a phrase says: a day, a time of day as `HH:MM`, both, or a point in time ("in 2 hours"). */
export type DateReading = { day: Day | null; time: string | null; instant: Date | null };

/** Reads a whole phrase as a date, or not at all. */
export type ReadDate = (phrase: string, now: Date, dayFirst: boolean) => DateReading | null;

/** The due date for the API of what a line says about the day and about the time. */
export function dueOf(day: Day | null, time: string | null, now: Date): string | null {
  if (day) return dueFrom(day, time ?? '');
  if (!time) return null;
  const today = dueFrom(dayOf(now), time);
  return Date.parse(today) < now.getTime() ? dueFrom(addDays(dayOf(now), 1), time) : today;
}
