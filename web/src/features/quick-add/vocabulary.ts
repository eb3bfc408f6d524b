/** The words that can be part of a date. Everything else ends a phrase, so that text between is never read as one. */

export const WEEKDAYS = '(?:mon|tues?|wednes|thurs|fri|satur|sun)day|(?:mon|tues?|wed|thurs?|thu|fri|sat|sun)\\.?';
export const MONTHS =
  'january|february|march|april|may|june|july|august|september|october|november|december|' +
  '(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\\.?';
const CASUAL =
  'today|tomorrow|tmrw?|tonight|noon|midday|midnight|morning|afternoon|evening|night|weekend|eod|eow|eom|eoy';
const ORDINAL_WORDS =
  'first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|(?:thir|four|fif|six|seven|eigh|nine)teenth|twentieth|thirtieth';
export const ORDINALS = '\\d{1,2}(?:st|nd|rd|th)';
const NUMBERS = 'one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|an?|few|couple|half';
// No seconds: "in a second" is a way of speaking.
export const UNITS = 'minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?';
const CLOCK = '\\d{1,2}(?:[:.]\\d{2})?';
const HALF_DAY = '[ap]\\.?m\\.?';
const TIMES = `\\d{1,2}:\\d{2}|${CLOCK}${HALF_DAY}|\\d{1,2}\\.\\d{2}`;
const TIME_SPANS = `${CLOCK}(?:${HALF_DAY})?[-–]${CLOCK}${HALF_DAY}|\\d{1,2}:\\d{2}[-–]\\d{1,2}:\\d{2}`;
const DATES =
  '\\d{4}-\\d{2}-\\d{2}(?:t\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d+)?)?(?:z|[+-]\\d{2}:?\\d{2})?)?|' +
  '\\d{1,2}/\\d{1,2}(?:/(?:\\d{4}|\\d{2}))?|\\d{1,2}\\.\\d{1,2}\\.\\d{4}';
const SPANS = '\\+?\\d{1,3}(?:m|mins?|h|hrs?|d|w|mo|y)|\\+\\d{1,3}';

const word = (...parts: string[]) => new RegExp(`^(?:${parts.join('|')})$`, 'u');

const CORE = [WEEKDAYS, MONTHS, CASUAL, ORDINALS, DATES, TIMES, TIME_SPANS, SPANS, '\\d{1,2}'];
const BEGINS = word(...CORE, ORDINAL_WORDS, NUMBERS, 'at', 'in', 'within', 'this', 'next', 'end', 'the', 'day');
const ENDS = word(...CORE, UNITS, '\\d{4}', 'now', 'later', HALF_DAY, "o['’]clock");
const INSIDE = word(
  ...CORE,
  ORDINAL_WORDS,
  NUMBERS,
  UNITS,
  '\\d{4}',
  'now',
  'later',
  HALF_DAY,
  "o['’]clock",
  'at',
  'on',
  'in',
  'within',
  'of',
  'the',
  'this',
  'next',
  'end',
  'from',
  'after',
  'and',
);

export const canBegin = (core: string) => BEGINS.test(core);
export const canEnd = (core: string) => ENDS.test(core);
export const canContinue = (core: string) => INSIDE.test(core);

/** After one of these a date may stand anywhere in the line. */
const PREPOSITIONS = word('on', 'by', 'due', 'at', 'until', 'before', 'for');
export const isPreposition = (core: string) => PREPOSITIONS.test(core);

/** After one of these a date is part of the text. "good": "Say good morning". */
const NEVER = word('to', 'from', 'since', 'after', 'of', 'the', 'with', 'than', 'about', 'good');
export const forbidsDate = (core: string) => NEVER.test(core);

/** Nothing repeats yet, so what follows is not a date but a rhythm. */
const REPEATS = word('every', 'each');
export const startsRepetition = (core: string) => REPEATS.test(core);
const RHYTHM = word('other', 'single');
export const continuesRepetition = (core: string) => RHYTHM.test(core) || INSIDE.test(core) || isPreposition(core);

/** Words that are more often something else: they need a day, a time or a preposition beside them. */
const DOUBTFUL = word('may', 'march', '(?:sun|mon|sat)\\.?');
export const isDoubtful = (phrase: string) => DOUBTFUL.test(phrase);

const BARE_ORDINAL = word(`(?:${ORDINALS})(?:,? (?:at )?(?:${TIMES}|noon|midnight))?`);
export const isBareOrdinal = (phrase: string) => BARE_ORDINAL.test(phrase);

const MONTH_ALONE = word(MONTHS);
export const isMonthAlone = (phrase: string) => MONTH_ALONE.test(phrase);

const NUMBER = word('\\d+', ORDINALS);
export const isNumber = (core: string) => NUMBER.test(core);

const BARE_HOUR = word('at \\d{1,2}(?:[:.]\\d{2})?');
export const isBareHour = (phrase: string) => BARE_HOUR.test(phrase);

/** Names of something at the start of a line ("Midnight snack", "Evening class"). */
const PART_OF_DAY = word('morning', 'afternoon', 'evening', 'noon', 'midday', 'midnight');
export const isPartOfDay = (phrase: string) => PART_OF_DAY.test(phrase);

/** "at 5 euros": an amount. */
const MEASURE =
  /^(?:[$€£¥%°]|(?:percent|dollars?|euros?|eur|usd|gbp|chf|pounds?|bucks|cents?|kg|g|km|m|cm|mm|l|ml|mph|kmh|degrees|points?|bar|volts?|items?|people)$)/u;
export const isMeasure = (core: string) => MEASURE.test(core);

const MONTH = `(?:${MONTHS})`;
const STARTS_WITH_NUMBER =
  /^(?:\d{1,4}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|an?|few|couple|half)(?: |$)/u;
const NUMBER_THEN_DATE = new RegExp(
  `^\\d{1,2} (?:(?:of )?${MONTH}(?: |,|$)|[ap]\\.?m|o['’]clock|in the (?:morning|afternoon|evening))`,
  'u',
);
const ORDINAL_WITHOUT_MONTH = new RegExp(`^(?:${ORDINAL_WORDS})(?! of ${MONTH}| ${MONTH})`, 'u');
const HAS_UNIT = new RegExp(`(?:^| |\\d)(?:${UNITS}|m|h|d|w|mo|y)(?: |,|$)`, 'u');
const FROM_NOW = /(?:^|\s)(?:in|within) (?:a |an )?\S+|(?:^| )\+\d|(?: from now| later)$|day after tomorrow/u;
const PERIOD = /(?:this|next|end of(?: the| this| next)?) (?:day|week|month|year)/u;
const DOTTED_TIME = /(?:^| )\d{1,2}\.\d{2}(?: |,|$)/u;
const AROUND_THE_CLOCK = /(?:^| )24\/7(?: |$)/u;

/** Whether a phrase is built like a date, before anything looks at what day it is. */
export function isPlausible(phrase: string): boolean {
  if (STARTS_WITH_NUMBER.test(phrase) && !NUMBER_THEN_DATE.test(phrase) && !/(?: from now| later)$/u.test(phrase))
    return false;
  if (ORDINAL_WITHOUT_MONTH.test(phrase)) return false;
  if (HAS_UNIT.test(phrase) && !FROM_NOW.test(phrase) && !PERIOD.test(phrase)) return false;
  if (DOTTED_TIME.test(phrase) && !/(?:^| )at /u.test(phrase)) return false;
  if (AROUND_THE_CLOCK.test(phrase)) return false;
  if (/^(?:in )?the /u.test(phrase) && !/^the day after tomorrow|^in the (?:morning|afternoon|evening)/u.test(phrase))
    return false;
  // "Movie night", but "friday night".
  return phrase !== 'night';
}
