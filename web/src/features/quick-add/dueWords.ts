import { duePartsOf, shortDay, shortTime } from '../../ui/dates';

/** "Fri, 16 Jan, 09:00": the date that was understood, exact enough to see a mistake. */
export function dueWords(due: string): string {
  const { day, time } = duePartsOf(due);
  const weekday = new Intl.DateTimeFormat(undefined, { weekday: 'short' }).format(new Date(due));
  return [`${weekday} ${shortDay(day)}`, time && shortTime(due)].filter(Boolean).join(', ');
}
