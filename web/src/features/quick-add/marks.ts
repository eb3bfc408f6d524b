import type { Priority, Status } from '../../api/vocabulary';

/** What a single word can mean besides text: `#tag`, `!high`, `/doing`. */
export type Mark =
  | { kind: 'tag'; tag: string }
  | { kind: 'priority'; priority: Priority }
  | { kind: 'status'; status: Status };

const PRIORITIES = new Map<string, Priority>([
  ['!low', 'LOW'],
  ['!medium', 'MEDIUM'],
  ['!high', 'HIGH'],
  ['!critical', 'CRITICAL'],
  ['!4', 'LOW'],
  ['!3', 'MEDIUM'],
  ['!2', 'HIGH'],
  ['!1', 'CRITICAL'],
  ['p4', 'LOW'],
  ['p3', 'MEDIUM'],
  ['p2', 'HIGH'],
  ['p1', 'CRITICAL'],
  ['!!', 'HIGH'],
  ['!!!', 'CRITICAL'],
]);

/** The words after `/`, in the order in which they are offered. */
export const STATUS_WORDS: readonly (readonly [string, Status])[] = [
  ['/todo', 'TODO'],
  ['/doing', 'IN_PROGRESS'],
  ['/blocked', 'BLOCKED'],
  ['/done', 'DONE'],
];
const STATUSES = new Map(STATUS_WORDS);

// One letter at least, so that "#12" stays the number of something.
const TAG = /^#(?=[^\p{L}]*\p{L})[\p{L}\p{M}\p{N}_/-]+$/u;
// A list of marks is often typed with commas: "#home, #garden".
const SEPARATOR = /[,;.]$/u;

/** Reads one word as typed; `length` is the part of it that is the mark. */
export function readMark(text: string): { mark: Mark; length: number } | null {
  const whole = readExact(text);
  if (whole) return { mark: whole, length: text.length };
  if (!SEPARATOR.test(text)) return null;
  const cut = readExact(text.slice(0, -1));
  return cut && { mark: cut, length: text.length - 1 };
}

function readExact(text: string): Mark | null {
  if (TAG.test(text)) return { kind: 'tag', tag: text.slice(1).normalize('NFC').toLowerCase() };
  const lower = text.toLowerCase();
  const priority = PRIORITIES.get(lower);
  if (priority) return { kind: 'priority', priority };
  const status = STATUSES.get(lower);
  return status ? { kind: 'status', status } : null;
}
