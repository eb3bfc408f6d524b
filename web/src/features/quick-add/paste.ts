/** How many tasks one paste may become. */
export const MOST_LINES = 50;

const BULLET = /^(?:[-*+•–—]|\d{1,3}[.)])(?:\s+|$)/u;
const CHECKBOX = /^\[[ xX]?\](?:\s+|$)/u;

/** The lines of a pasted list without blanks, bullets and boxes. The rest over the limit is counted, not dropped unseen. */
export function splitPaste(text: string): { lines: string[]; tooMany: number } {
  const lines = text
    .split(/\r\n|[\n\r\u2028\u2029]/u)
    .map(stripBullet)
    .filter((line) => line !== '');
  return { lines: lines.slice(0, MOST_LINES), tooMany: Math.max(0, lines.length - MOST_LINES) };
}

function stripBullet(line: string): string {
  return line.trim().replace(BULLET, '').replace(CHECKBOX, '').trim();
}
