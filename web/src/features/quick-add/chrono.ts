import { casual } from 'chrono-node/en';
import { addDays, type Day, dayOf, startOf } from '../../ui/dates';
import type { DateReading } from './due';
import { MONTHS, ORDINALS, WEEKDAYS } from './vocabulary';

type Reading = ReturnType<typeof casual.parse>[number];

const TONIGHT = '20:00';
const MONTH = `(?:${MONTHS})`;
const COMPLETE_DAY = `today|tomorrow|tmrw?|${WEEKDAYS}|(?:\\d{1,2}|${ORDINALS}) (?:of )?${MONTH}|${MONTH} (?:\\d{1,2}|${ORDINALS})|\\d{4}-\\d{2}-\\d{2}`;
const DAY_THEN_HOUR = new RegExp(`^(.*?\\b(?:${COMPLETE_DAY})) (\\d{1,2})$`, 'u');
const LONE_ORDINAL = new RegExp(
  `^(?:(?:${WEEKDAYS}) (?:the )?)?(\\d{1,2})(?:st|nd|rd|th)(?= (?:at )?\\d{1,2}[:.ap]| at | noon| midnight|$)`,
  'u',
);
// June, because no zone changes its clock on its first days.
const STEADY = new Date(2025, 5, 4, 0, 0);

/** Reads a phrase in lower case, its words parted by single blanks. */
export function readDate(phrase: string, now: Date, dayFirst: boolean): DateReading | null {
  const plain = rewrite(phrase, dayOf(now), dayFirst);
  const result = plain === null ? null : readWhole(plain, now);
  if (!result) return null;
  const { start } = result;
  const tags = start.tags();
  if (tags.has('result/relativeDateAndTime')) return { day: null, time: null, instant: elapse(plain ?? '', now) };
  if (start.isCertain('timezoneOffset')) return { day: null, time: null, instant: start.date() };
  const time = timeOf(result, phrase);
  if (!namesDay(result)) return { day: null, time, instant: null };
  const day = dayNamed(result, phrase, time, now);
  // Days that are written with four digits; the API takes no others.
  if (!/^(?:19[7-9]|[2-9]\d\d)\d-/u.test(day)) return null;
  // "tonight" at eleven in the evening is still tonight, but not at eight.
  if (tags.has('casualReference/tonight') && !start.isCertain('hour') && now >= new Date(`${day}T${TONIGHT}`))
    return { day, time: null, instant: null };
  return { day, time, instant: null };
}

function readWhole(phrase: string, now: Date): Reading | null {
  const results = casual.parse(phrase, now, { forwardDate: true });
  const [first] = results;
  return first && results.length === 1 && first.index === 0 && first.text.length === phrase.length ? first : null;
}

/** "in 90 minutes" are minutes that pass. chrono moves the hands of the clock instead, which a change of the clock makes wrong. */
function elapse(phrase: string, now: Date): Date | null {
  const result = readWhole(phrase, STEADY);
  if (!result) return null;
  const at = now.getTime() + result.start.date().getTime() - STEADY.getTime();
  // By arithmetic: setSeconds would move a time in the hour that comes twice to its first round.
  return new Date(at - (at % 60_000));
}

function namesDay({ start }: Reading): boolean {
  return start.isCertain('weekday') || start.isCertain('day') || start.isCertain('month') || start.isCertain('year');
}

function timeOf(result: Reading, phrase: string): string | null {
  const { start } = result;
  if (start.isCertain('hour')) return `${two(start.get('hour'))}:${two(start.get('minute'))}`;
  const tags = start.tags();
  if (tags.has('casualReference/morning')) return '09:00';
  if (tags.has('casualReference/afternoon')) return '15:00';
  if (tags.has('casualReference/evening') && !/night/u.test(phrase)) return '19:00';
  return tags.has('casualReference/evening') || tags.has('casualReference/tonight') ? TONIGHT : null;
}

function dayNamed(result: Reading, phrase: string, time: string | null, now: Date): Day {
  const { start } = result;
  const today = dayOf(now);
  if (start.isCertain('weekday') && !start.isCertain('day') && !/\bnext\b/u.test(phrase)) {
    const ahead = ((start.get('weekday') ?? 0) - weekdayOf(today) + 7) % 7;
    const past = ahead === 0 && time !== null && new Date(`${today}T${time}`) < now;
    return addDays(today, past ? 7 : ahead);
  }
  const year = start.get('year') ?? 0;
  const monthAndDay = `${two(start.get('month'))}-${two(start.get('day'))}`;
  return start.isCertain('month') && !start.isCertain('year') ? nextOf(monthAndDay, today) : `${year}-${monthAndDay}`;
}

/** The day of a year that is today or comes next. */
function nextOf(monthAndDay: string, today: Day): Day {
  const year = yearOf(today);
  return `${year}-${monthAndDay}` < today ? `${year + 1}-${monthAndDay}` : `${year}-${monthAndDay}`;
}

/** Puts into chrono's words what it reads otherwise than the grammar of quick add, or not at all. Null: no such day. */
function rewrite(phrase: string, today: Day, dayFirst: boolean): string | null {
  const friday = addDays(today, (5 - weekdayOf(today) + 7) % 7);
  const monday = addDays(today, 7 - ((weekdayOf(today) + 6) % 7));
  let possible = true;
  const numeric = (first: string, second: string, year: string | undefined, dayLeads: boolean) => {
    const day = numericDay(first, second, year, today, dayLeads);
    if (!day) possible = false;
    return day ?? '';
  };
  const plain = phrase
    .replace(/^(?:the )?day after tomorrow\b/u, addDays(today, 2))
    .replace(/\b\d{4}-\d{2}-\d{2}/u, (day) => {
      if (!exists(day)) possible = false;
      return day;
    })
    .replace(/\b(\d{1,2})\.(\d{1,2})\.(\d{4})\b/u, (_, d: string, m: string, y: string) => numeric(d, m, y, true))
    .replace(/\b(\d{1,2})\/(\d{1,2})(?:\/(\d{4}|\d{2}))?\b/u, (_, a: string, b: string, y?: string) =>
      numeric(a, b, y, dayFirst),
    )
    .replace(/\b(\d{1,2})\.(\d{2})(?=$| |[ap]\.?m)/u, '$1:$2')
    .replace(/([ap])\.m\b\.?/u, '$1m')
    .replace(/\b(tue)s\b/u, '$1')
    .replace(
      /(\d) in the (morning|afternoon|evening)\b/u,
      (_, digit: string, part: string) => `${digit}${part === 'morning' ? 'am' : 'pm'}`,
    )
    .replace(/\beod\b|\bend of (?:the )?day\b/u, '18:00')
    .replace(/\bend of next week\b/u, addDays(monday, 4))
    .replace(/\beow\b|\bend of (?:the |this )?week\b|^this week\b/u, friday)
    .replace(/\beom\b|\bend of (?:the |this )?month\b|^this month\b/u, endOfMonth(today))
    .replace(/\beoy\b|\bend of (?:the |this )?year\b|^this year\b/u, `${yearOf(today)}-12-31`)
    .replace(/^next week\b/u, monday)
    .replace(/^next month\b/u, addDays(endOfMonth(today), 1))
    .replace(/^next year\b/u, `${yearOf(today) + 1}-01-01`)
    .replace(/^(?:this )?weekend\b/u, weekdayOf(today) === 0 ? today : addDays(today, 6 - weekdayOf(today)))
    .replace(/^this (?=morning|afternoon|evening)/u, 'today ')
    .replace(/\bin the (?=morning|afternoon|evening)/u, '')
    .replace(LONE_ORDINAL, (_, day: string) => {
      const next = nextDayOfMonth(day, today);
      if (!next) possible = false;
      return next ?? '';
    })
    .replace(DAY_THEN_HOUR, '$1 at $2');
  return possible ? plain : null;
}

function numericDay(
  first: string,
  second: string,
  year: string | undefined,
  today: Day,
  dayLeads: boolean,
): Day | null {
  // What cannot be a month is the day, whatever the locale says.
  const leads = Number(first) > 12 || (dayLeads && Number(second) <= 12);
  const monthAndDay = leads ? `${two(second)}-${two(first)}` : `${two(first)}-${two(second)}`;
  const day = year ? `${year.length === 2 ? '20' : ''}${year}-${monthAndDay}` : nextOf(monthAndDay, today);
  return exists(day) ? day : null;
}

function nextDayOfMonth(day: string, today: Day): Day | null {
  for (let month = firstOfMonth(today), tries = 0; tries < 3; month = firstOfMonth(addDays(month, 31)), tries++) {
    const candidate = `${month.slice(0, 8)}${two(day)}`;
    if (exists(candidate) && candidate >= today) return candidate;
  }
  return null;
}

function firstOfMonth(day: Day): Day {
  return `${day.slice(0, 8)}01`;
}

function endOfMonth(day: Day): Day {
  return addDays(firstOfMonth(addDays(firstOfMonth(day), 31)), -1);
}

function yearOf(day: Day): number {
  return Number(day.slice(0, 4));
}

/** 0 is Sunday. */
function weekdayOf(day: Day): number {
  return startOf(day).getDay();
}

function exists(day: Day): boolean {
  return addDays(day, 0) === day;
}

function two(value: number | string | null): string {
  return String(value ?? 0).padStart(2, '0');
}
