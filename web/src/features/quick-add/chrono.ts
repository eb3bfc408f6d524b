import { casual } from "chrono-node/en";
import { type DateReading, type Day, type Time, addDays, dayOf, isBefore, lastDayOf, weekdayOf } from "./due";
import { MONTHS, ORDINALS, WEEKDAYS } from "./vocabulary";

type Reading = ReturnType<typeof casual.parse>[number];

const TONIGHT: Time = { hour: 20, minute: 0 };
const MONTH = `(?:${MONTHS})`;
const COMPLETE_DAY = `today|tomorrow|tmrw?|${WEEKDAYS}|(?:\\d{1,2}|${ORDINALS}) (?:of )?${MONTH}|${MONTH} (?:\\d{1,2}|${ORDINALS})|\\d{4}-\\d{2}-\\d{2}`;
const DAY_THEN_HOUR = new RegExp(`^(.*?\\b(?:${COMPLETE_DAY})) (\\d{1,2})$`, "u");
const LONE_ORDINAL = new RegExp(`^(?:(?:${WEEKDAYS}) (?:the )?)?(\\d{1,2})(?:st|nd|rd|th)(?= (?:at )?\\d{1,2}[:.ap]| at | noon| midnight|$)`, "u");
// June, because no zone changes its clock on its first days.
const STEADY = new Date(2025, 5, 4, 0, 0);

/** Reads a phrase in lower case, its words parted by single blanks. */
export function readDate(phrase: string, now: Date, dayFirst: boolean): DateReading | null {
  const plain = rewrite(phrase, dayOf(now), dayFirst);
  const result = plain === null ? null : readWhole(plain, now);
  if (!result) return null;
  const { start } = result;
  const tags = start.tags();
  if (tags.has("result/relativeDateAndTime")) return { day: null, time: null, instant: elapse(plain ?? "", now) };
  if (start.isCertain("timezoneOffset")) return { day: null, time: null, instant: start.date() };
  const time = timeOf(result, phrase);
  if (!namesDay(result)) return { day: null, time, instant: null };
  const day = dayNamed(result, phrase, time, now);
  // "tonight" at eleven in the evening is still tonight, but not at eight.
  if (tags.has("casualReference/tonight") && !start.isCertain("hour") && now.getHours() >= TONIGHT.hour) return { day, time: null, instant: null };
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
  return start.isCertain("weekday") || start.isCertain("day") || start.isCertain("month") || start.isCertain("year");
}

function timeOf(result: Reading, phrase: string): Time | null {
  const { start } = result;
  if (start.isCertain("hour")) return { hour: start.get("hour") ?? 0, minute: start.get("minute") ?? 0 };
  const tags = start.tags();
  if (tags.has("casualReference/morning")) return { hour: 9, minute: 0 };
  if (tags.has("casualReference/afternoon")) return { hour: 15, minute: 0 };
  if (tags.has("casualReference/evening") && !/night/u.test(phrase)) return { hour: 19, minute: 0 };
  return tags.has("casualReference/evening") || tags.has("casualReference/tonight") ? TONIGHT : null;
}

function dayNamed(result: Reading, phrase: string, time: Time | null, now: Date): Day {
  const { start } = result;
  const today = dayOf(now);
  const named = { year: start.get("year") ?? today.year, month: start.get("month") ?? today.month, day: start.get("day") ?? today.day };
  if (start.isCertain("weekday") && !start.isCertain("day") && !/\bnext\b/u.test(phrase)) {
    const ahead = ((start.get("weekday") ?? 0) - weekdayOf(today) + 7) % 7;
    const past = ahead === 0 && time !== null && (time.hour - now.getHours() || time.minute - now.getMinutes()) < 0;
    return addDays(today, past ? 7 : ahead);
  }
  if (start.isCertain("month") && !start.isCertain("year")) {
    const thisYear = { ...named, year: today.year };
    return isBefore(thisYear, today) ? { ...named, year: today.year + 1 } : thisYear;
  }
  return named;
}

/** Puts into chrono's words what it reads otherwise than the grammar of quick add, or not at all. Null: no such day. */
function rewrite(phrase: string, today: Day, dayFirst: boolean): string | null {
  const friday = addDays(today, (5 - weekdayOf(today) + 7) % 7);
  const monday = addDays(today, 7 - ((weekdayOf(today) + 6) % 7));
  let possible = true;
  const numeric = (first: string, second: string, year: string | undefined, dayLeads: boolean) => {
    const day = numericDay(Number(first), Number(second), year, today, dayLeads);
    if (!day) possible = false;
    return day ? iso(day) : "";
  };
  const plain = phrase
    .replace(/^(?:the )?day after tomorrow\b/u, iso(addDays(today, 2)))
    .replace(/\b(\d{4})-(\d{2})-(\d{2})/u, (same, y: string, m: string, d: string) => {
      if (!exists({ year: Number(y), month: Number(m), day: Number(d) })) possible = false;
      return same;
    })
    .replace(/\b(\d{1,2})\.(\d{1,2})\.(\d{4})\b/u, (_, d: string, m: string, y: string) => numeric(d, m, y, true))
    .replace(/\b(\d{1,2})\/(\d{1,2})(?:\/(\d{4}|\d{2}))?\b/u, (_, a: string, b: string, y?: string) => numeric(a, b, y, dayFirst))
    .replace(/\b(\d{1,2})\.(\d{2})(?=$| |[ap]\.?m)/u, "$1:$2")
    .replace(/([ap])\.m\b\.?/u, "$1m")
    .replace(/\b(tue)s\b/u, "$1")
    .replace(/(\d) in the (morning|afternoon|evening)\b/u, (_, digit: string, part: string) => `${digit}${part === "morning" ? "am" : "pm"}`)
    .replace(/\beod\b|\bend of (?:the )?day\b/u, "18:00")
    .replace(/\bend of next week\b/u, iso(addDays(monday, 4)))
    .replace(/\beow\b|\bend of (?:the |this )?week\b|^this week\b/u, iso(friday))
    .replace(/\beom\b|\bend of (?:the |this )?month\b|^this month\b/u, iso(lastDayOf(today.year, today.month)))
    .replace(/\beoy\b|\bend of (?:the |this )?year\b|^this year\b/u, iso({ year: today.year, month: 12, day: 31 }))
    .replace(/^next week\b/u, iso(monday))
    .replace(/^next month\b/u, iso(addDays(lastDayOf(today.year, today.month), 1)))
    .replace(/^next year\b/u, iso({ year: today.year + 1, month: 1, day: 1 }))
    .replace(/^(?:this )?weekend\b/u, iso(weekdayOf(today) === 0 ? today : addDays(today, 6 - weekdayOf(today))))
    .replace(/^this (?=morning|afternoon|evening)/u, "today ")
    .replace(/\bin the (?=morning|afternoon|evening)/u, "")
    .replace(LONE_ORDINAL, (_, day: string) => {
      const next = nextDayOfMonth(Number(day), today);
      if (!next) possible = false;
      return next ? iso(next) : "";
    })
    .replace(DAY_THEN_HOUR, "$1 at $2");
  return possible ? plain : null;
}

function numericDay(first: number, second: number, year: string | undefined, today: Day, dayLeads: boolean): Day | null {
  // What cannot be a month is the day, whatever the locale says.
  const leads = first > 12 || (dayLeads && second <= 12);
  const day = { year: today.year, month: leads ? second : first, day: leads ? first : second };
  if (year) day.year = year.length === 2 ? 2000 + Number(year) : Number(year);
  else if (isBefore(day, today)) day.year += 1;
  return exists(day) ? day : null;
}

function nextDayOfMonth(day: number, today: Day): Day | null {
  for (let ahead = 0; ahead < 3; ahead++) {
    const { year, month } = addDays({ year: today.year, month: today.month + ahead, day: 1 }, 0);
    const candidate = { year, month, day };
    if (exists(candidate) && !isBefore(candidate, today)) return candidate;
  }
  return null;
}

function exists(day: Day): boolean {
  const real = addDays(day, 0);
  return real.year === day.year && real.month === day.month && real.day === day.day;
}

function iso(day: Day): string {
  return `${day.year}-${String(day.month).padStart(2, "0")}-${String(day.day).padStart(2, "0")}`;
}
