/** So many marks are rendered within a few hundredths of a second; the time grows with their square. */
const mostMarks = 1500;
const marks = /[[\]()*_>!~+-]|\d[.)]/g;

/**
 * Whether rendering a text could hold the page up. What people write has a mark for every ten characters or fewer, and the longest description
 * stays far below the limit; thousands of opening brackets do not.
 */
export function isCostly(text: string): boolean {
  return (text.match(marks)?.length ?? 0) > mostMarks;
}
