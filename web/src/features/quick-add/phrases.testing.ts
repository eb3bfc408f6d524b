import { readDate } from "./chrono";
import { type ParsedLine, parseLine } from "./parse";

/** The moment of the reference table: Thursday 15 January 2026, 10:00, where the tests run. */
export const NOW = new Date(2026, 0, 15, 10, 0);

const WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const PRIORITIES = { LOW: "Low", MEDIUM: "Medium", HIGH: "High", CRITICAL: "Critical" };
const STATUSES = { TODO: "To do", IN_PROGRESS: "In progress", BLOCKED: "Blocked", DONE: "Done" };

export function parse(line: string, { now = NOW, locale = "en-US", rejected = [] as string[] } = {}): ParsedLine {
  return parseLine(line, { now, locale, rejected: new Set(rejected), readDate });
}

/** A parsed line in the notation of the tables: `Title · Fri 16 Jan 09:00 · #tag · High · In progress · “description”`. */
export function summary({ title, due, tags, priority, status, description }: ParsedLine): string {
  const parts = [title];
  if (due) parts.push(describe(due.at, due.timed));
  parts.push(...tags.map((tag) => `#${tag}`));
  if (priority) parts.push(PRIORITIES[priority]);
  if (status) parts.push(STATUSES[status]);
  if (description) parts.push(`“${description}”`);
  return parts.join(" · ");
}

function describe(at: Date, timed: boolean): string {
  const year = at.getFullYear() === 2026 ? "" : ` ${at.getFullYear()}`;
  const day = `${WEEKDAYS[at.getDay()]} ${at.getDate()} ${MONTHS[at.getMonth()]}${year}`;
  const time = `${String(at.getHours()).padStart(2, "0")}:${String(at.getMinutes()).padStart(2, "0")}`;
  if (timed) return `${day} ${time}`;
  return time === "23:59" ? day : `${day} (without a time, but at ${time})`;
}
