import type { DateReading, ReadDate } from './due';
import {
  canBegin,
  canContinue,
  canEnd,
  continuesRepetition,
  forbidsDate,
  isBareHour,
  isBareOrdinal,
  isDoubtful,
  isMeasure,
  isMonthAlone,
  isNumber,
  isPartOfDay,
  isPlausible,
  isPreposition,
  startsRepetition,
} from './vocabulary';
import type { Word } from './words';

/** A word of the line that is no tag, priority or status. */
export type TextWord = Word & {
  /** Escaped or rejected: never part of a date. */
  literal: boolean;
  /** Only blanks stand between it and the text word before. */
  adjoins: boolean;
};

/** A date that may be taken out of the line: the words `from` to `to`, prepositions included. */
export type DateInLine = {
  from: number;
  to: number;
  reading: DateReading;
};

const LONGEST_PHRASE = 8;
// A line of nothing but dates would otherwise cost a reading for every word.
const MOST_READINGS = 48;

/** The dates of a line, in its order, at the places where a date is one. */
export function findDates(words: readonly TextWord[], readDate: ReadDate, now: Date, dayFirst: boolean): DateInLine[] {
  const phrases = findPhrases(words, limited(readDate, now, dayFirst));
  // A date at an end of the line may be parted from its time by a tag: "tomorrow #home 9am". Both stand at the end.
  let first = 0;
  const leading = new Set<Phrase>();
  for (const phrase of phrases) {
    if (phrase.from !== first || !mayStand(words, phrase, true, phrase.to === words.length - 1)) break;
    leading.add(phrase);
    first = phrase.to + 1;
  }
  let last = words.length - 1;
  const trailing = new Set<Phrase>();
  for (const phrase of phrases.toReversed()) {
    if (phrase.to !== last || !mayStand(words, phrase, phrase.from === 0, true)) break;
    trailing.add(phrase);
    last = phrase.from - 1;
  }
  return phrases.filter(
    (phrase) => leading.has(phrase) || trailing.has(phrase) || mayStand(words, phrase, false, false),
  );
}

/** `readDate` for one line: each phrase once, and no more of them than a line can need. */
function limited(readDate: ReadDate, now: Date, dayFirst: boolean): (phrase: string) => DateReading | null {
  const known = new Map<string, DateReading | null>();
  return (phrase) => {
    const before = known.get(phrase);
    if (before !== undefined || known.size >= MOST_READINGS) return before ?? null;
    const reading = readDate(phrase, now, dayFirst);
    known.set(phrase, reading);
    return reading;
  };
}

/** A run of words that reads as a date. `at` is its first word without the prepositions. */
type Phrase = DateInLine & {
  at: number;
  text: string;
};

function findPhrases(words: readonly TextWord[], read: (phrase: string) => DateReading | null): Phrase[] {
  const found: Phrase[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at];
    if (!word || word.literal) continue;
    if (startsRepetition(word.core)) {
      at = endOfRepetition(words, at);
      continue;
    }
    const phrase = canBegin(word.core) ? longestPhrase(words, at, read) : null;
    if (!phrase) continue;
    found.push({ ...phrase, from: withPrepositions(words, at), at });
    at = phrase.to;
  }
  return found;
}

function endOfRepetition(words: readonly TextWord[], at: number): number {
  let last = at;
  for (let next = words[last + 1]; next && !next.literal && continuesRepetition(next.core); next = words[last + 1])
    last++;
  return last;
}

function longestPhrase(words: readonly TextWord[], at: number, read: (phrase: string) => DateReading | null) {
  let last = at;
  while (last - at + 1 < LONGEST_PHRASE && continues(words[last], words[last + 1])) last++;
  for (let to = last; to >= at; to--) {
    if (!canEnd(words[to]?.core ?? '')) continue;
    const text = words
      .slice(at, to + 1)
      .map((word) => word.core)
      .join(' ');
    const reading = isPlausible(text) ? read(text) : null;
    if (reading) return { to, text, reading };
  }
  return null;
}

/** Within a phrase only a comma may stand: "monday, 9am". */
function continues(word: TextWord | undefined, next: TextWord | undefined): boolean {
  if (!word || !next?.adjoins || next.literal || next.coreStart > next.start) return false;
  const tail = word.text.slice(word.coreEnd - word.start);
  return (tail === '' || tail === ',') && canContinue(next.core);
}

function withPrepositions(words: readonly TextWord[], at: number): number {
  let from = at;
  for (
    let before = words[from - 1];
    before && words[from]?.adjoins && isPlainPreposition(before);
    before = words[from - 1]
  )
    from--;
  return from;
}

function isPlainPreposition(word: TextWord): boolean {
  return !word.literal && word.coreEnd === word.end && isPreposition(word.core);
}

function mayStand(
  words: readonly TextWord[],
  { from, at, to, text }: Phrase,
  atStart: boolean,
  atEnd: boolean,
): boolean {
  const prepositions = from < at;
  const before = words[at - 1];
  const after = words[to + 1];
  if (!prepositions && before && forbidsDate(before.core)) return false;
  if (!isBalanced(words[from], words[to])) return false;
  if (isDoubtful(text) && !prepositions) return false;
  // "31 april" is no date, so "april" is none either.
  if (isMonthAlone(text) && (isNumber(before?.core ?? '') || isNumber(after?.core ?? ''))) return false;
  if (isBareOrdinal(text)) return prepositions && (atStart || atEnd);
  if (isBareHour(text) && isNumberOfSomething(after)) return false;
  if (isPartOfDay(text) && !prepositions && !atEnd) return false;
  return prepositions || text.startsWith('at ') || atStart || atEnd;
}

/** "at 12 Main Street", "at 5 euros". */
function isNumberOfSomething(next: TextWord | undefined): boolean {
  return next?.adjoins === true && (isMeasure(next.core) || /^\p{Lu}/u.test(next.text));
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
