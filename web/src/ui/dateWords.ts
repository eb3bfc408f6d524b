import { addDays, type Day, dayOf, dueFrom } from './dates';

/** Reads a date in English such as "tomorrow 9am" or "in 3 days"; null unless all of the text is one. The reader is loaded when it is needed. */
export async function dueFromWords(text: string, now = new Date()): Promise<string | null> {
  const words = text.trim();
  if (words === '') return null;
  const { casual, GB } = await import('chrono-node/en');
  // 4/5 is the fifth of April for readers of American English only.
  const reader = navigator.language === 'en-US' ? casual : GB;
  const [found] = reader.parse(words, now, { forwardDate: true });
  if (!found || found.text.length !== words.length) return null;
  const date = found.start.date();
  if (!found.start.isCertain('hour')) return dueFrom(dayOf(date), '');
  date.setSeconds(0, 0);
  return date.toISOString();
}

/** Days that are chosen often. */
export function quickDays(now = new Date()): { label: string; day: Day }[] {
  const today = dayOf(now);
  const toMonday = (8 - now.getDay()) % 7 || 7;
  return [
    { label: 'Today', day: today },
    { label: 'Tomorrow', day: addDays(today, 1) },
    { label: 'Next Monday', day: addDays(today, toMonday) },
  ];
}
