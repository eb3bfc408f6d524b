/** How many tasks one paste may become. */
export const MOST_LINES = 50;

const BULLET = /^(?:[-*+•–—]|\d{1,3}[.)])(?:\s+|$)/u;
const CHECKBOX = /^\[[ xX]?\](?:\s+|$)/u;

/** The lines of a pasted list without blanks, bullets and boxes; `rest` are those over the limit. */
export function splitPaste(text: string): { lines: string[]; rest: string[] } {
  const lines = text
    .split(/\r\n|[\n\r\u2028\u2029]/u)
    .map(stripBullet)
    .filter((line) => line !== '');
  return { lines: lines.slice(0, MOST_LINES), rest: lines.slice(MOST_LINES) };
}

function stripBullet(line: string): string {
  return line.trim().replace(BULLET, '').replace(CHECKBOX, '').trim();
}
