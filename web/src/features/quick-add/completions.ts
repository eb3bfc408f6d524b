import { STATUS_WORDS } from './marks';

/** What may take the place of the word before the caret. */
export type Completion = { start: number; end: number; words: string[] };

const most = 6;

/** Completes a tag or a status at the caret; `tags` are those in use, the most used first. */
export function completionAt(line: string, caret: number, tags: readonly string[]): Completion | null {
  const start = caret - (/\S*$/u.exec(line.slice(0, caret))?.[0].length ?? 0);
  const typed = line.slice(start, caret).toLowerCase();
  // In the middle of a word there is nothing to complete.
  if (/^\S/u.test(line.slice(caret)) || !/^[#/]/u.test(typed)) return null;
  const all = typed.startsWith('#') ? tags.map((tag) => `#${tag}`) : STATUS_WORDS.map(([word]) => word);
  const beginning = all.filter((word) => word.startsWith(typed));
  const containing = all.filter((word) => !word.startsWith(typed) && word.slice(1).includes(typed.slice(1)));
  const words = [...beginning, ...containing].slice(0, most);
  // A word that is complete already needs no offer.
  return words.length === 0 || (words.length === 1 && words[0] === typed) ? null : { start, end: caret, words };
}

/** The line with the word put in, and where the caret stands then. */
export function complete(line: string, { start, end }: Completion, word: string): { line: string; caret: number } {
  const rest = line.slice(end);
  const gap = /^\s/u.test(rest) ? '' : ' ';
  return { line: `${line.slice(0, start)}${word}${gap}${rest}`, caret: start + word.length + 1 };
}
