/** A run of characters between blanks, with its place in the line. */
export type Word = {
  /** First character of the word in the line. */
  start: number;
  /** First character behind it. */
  end: number;
  /** As typed. */
  text: string;
  /** Lower case, without the punctuation that may stand around a word of a sentence. */
  core: string;
  /** Where `core` begins and ends in the line. */
  coreStart: number;
  coreEnd: number;
};

const BLANKS = /\S+/gu;
const OPENING = /^[([]/u;
// No "?": a question about a date is still that date. No "%" or currency: those make an amount.
const CLOSING = /[,.:;!?)\]]+$/u;
// "mon.", "p.m.": the full stop belongs to the word.
const ABBREVIATED =
  /^(?:[ap]\.m|sun|mon|tues?|wed|thu|thurs?|fri|sat|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.$/iu;

/** The words of `line` between `from` and `to`. */
export function splitWords(line: string, from: number, to: number): Word[] {
  const words: Word[] = [];
  for (const match of line.slice(from, to).matchAll(BLANKS)) {
    const text = match[0];
    const start = from + match.index;
    const lead = OPENING.test(text) ? 1 : 0;
    const closing = CLOSING.exec(text)?.[0].length ?? 0;
    const abbreviated = closing > 0 && ABBREVIATED.test(text.slice(lead, text.length - closing + 1));
    const tail = Math.min(text.length - lead, abbreviated ? closing - 1 : closing);
    words.push({
      start,
      end: start + text.length,
      text,
      core: text.slice(lead, text.length - tail).toLowerCase(),
      coreStart: start + lead,
      coreEnd: start + text.length - tail,
    });
  }
  return words;
}
