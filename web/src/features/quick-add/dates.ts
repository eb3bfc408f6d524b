import type { DateReading, ReadDate } from "./due";
import {
  canBegin, canContinue, canEnd, forbidsDate, isBareHour, isBareOrdinal, isDoubtful, isMeasure, isPartOfDay, isPlausible, isPreposition, startsRepetition,
} from "./vocabulary";
import type { Word } from "./words";

/** A word of the line that is no tag, priority or status. */
export interface TextWord extends Word {
  /** Escaped or rejected: never part of a date. */
  literal: boolean;
  /** Only blanks stand between it and the text word before. */
  adjoins: boolean;
}

/** A date that may be taken out of the line: the words `from` to `to`, prepositions included. */
export interface DateInLine {
  from: number;
  to: number;
  reading: DateReading;
}

const LONGEST_PHRASE = 8;
// A line of nothing but dates would otherwise cost a reading for every word.
const MOST_READINGS = 48;

/** The dates of a line, in its order, at the places where a date is one. */
export function findDates(words: readonly TextWord[], readDate: ReadDate, now: Date, dayFirst: boolean): DateInLine[] {
  const found: DateInLine[] = [];
  let readings = 0;
  const known = new Map<string, DateReading | null>();
  const read = (phrase: string): DateReading | null => {
    const before = known.get(phrase);
    if (before !== undefined) return before;
    if (readings++ >= MOST_READINGS) return null;
    const reading = readDate(phrase, now, dayFirst);
    known.set(phrase, reading);
    return reading;
  };

  for (let at = 0; at < words.length; at++) {
    const word = words[at];
    if (!word || word.literal) continue;
    if (startsRepetition(word.core)) {
      at = endOfRepetition(words, at);
      continue;
    }
    const phrase = canBegin(word.core) ? longestPhrase(words, at, read) : null;
    if (!phrase) continue;
    const from = withPrepositions(words, at);
    if (mayStand(words, from, at, phrase.to, phrase.text)) found.push({ from, to: phrase.to, reading: phrase.reading });
    at = phrase.to;
  }
  return found;
}

function endOfRepetition(words: readonly TextWord[], at: number): number {
  let last = at;
  for (let next = words[last + 1]; next && !next.literal && (canContinue(next.core) || isPreposition(next.core)); next = words[last + 1]) last++;
  return last;
}

function longestPhrase(words: readonly TextWord[], at: number, read: (phrase: string) => DateReading | null) {
  let last = at;
  while (last - at + 1 < LONGEST_PHRASE && continues(words[last], words[last + 1])) last++;
  for (let to = last; to >= at; to--) {
    if (!canEnd(words[to]?.core ?? "")) continue;
    const text = words.slice(at, to + 1).map((word) => word.core).join(" ");
    const reading = isPlausible(text) ? read(text) : null;
    if (reading) return { to, text, reading };
  }
  return null;
}

/** Within a phrase only a comma may stand: "monday, 9am". */
function continues(word: TextWord | undefined, next: TextWord | undefined): boolean {
  if (!word || !next?.adjoins || next.literal || next.coreStart > next.start) return false;
  const tail = word.text.slice(word.coreEnd - word.start);
  return (tail === "" || tail === ",") && canContinue(next.core);
}

function withPrepositions(words: readonly TextWord[], at: number): number {
  let from = at;
  for (let before = words[from - 1]; before && words[from]?.adjoins && isPlainPreposition(before); before = words[from - 1]) from--;
  return from;
}

function isPlainPreposition(word: TextWord): boolean {
  return !word.literal && word.coreEnd === word.end && isPreposition(word.core);
}

function mayStand(words: readonly TextWord[], from: number, at: number, to: number, phrase: string): boolean {
  const prepositions = from < at;
  const atStart = from === 0;
  const atEnd = to === words.length - 1;
  const before = words[at - 1];
  if (!prepositions && before && forbidsDate(before.core)) return false;
  if (!isBalanced(words[from], words[to])) return false;
  if (isDoubtful(phrase) && !prepositions) return false;
  if (isBareOrdinal(phrase)) return prepositions && (atStart || atEnd);
  if (isBareHour(phrase) && isNumberOfSomething(words[to + 1])) return false;
  if (isPartOfDay(phrase) && !prepositions && !atEnd) return false;
  return prepositions || phrase.startsWith("at ") || atStart || atEnd;
}

/** "at 12 Main Street", "at 5 euros". */
function isNumberOfSomething(next: TextWord | undefined): boolean {
  return next !== undefined && next.adjoins && (isMeasure(next.core) || /^\p{Lu}/u.test(next.text));
}

/** "(friday)" is a date; of "(friday or later)" the bracket would be left over. */
function isBalanced(first: TextWord | undefined, last: TextWord | undefined): boolean {
  if (!first || !last) return false;
  const opened = first.coreStart > first.start;
  const closed = /[)\]]/u.test(last.text.slice(last.coreEnd - last.start));
  return opened === closed;
}

/** Which of the dates count: the last that names a day, and beside it a time that stands alone. */
export function chooseDates(dates: readonly DateInLine[]): { day: DateInLine | null; time: DateInLine | null } {
  const day = dates.findLast(({ reading }) => reading.day || reading.instant) ?? null;
  if (day && (day.reading.time || day.reading.instant)) return { day, time: null };
  return { day, time: dates.findLast(({ reading }) => !reading.day && reading.time) ?? null };
}
