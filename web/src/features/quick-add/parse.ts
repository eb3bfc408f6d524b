import { codePoints, limits, type Priority, type Status } from '../../api/vocabulary';
import { chooseDates, type DateInLine, findDates, type TextWord } from './dates';
import { dueOf, type ReadDate } from './due';
import { readMark } from './marks';
import { canContinue, isPreposition } from './vocabulary';
import { splitWords, type Word } from './words';

export type TokenKind = 'tag' | 'priority' | 'status' | 'date' | 'description';

/** What is understood, with its place in the line: `line.slice(start, end)` includes the comma or dash that goes with it. */
export type Token = {
  kind: TokenKind;
  start: number;
  end: number;
  /** The words without that punctuation, for the chip. */
  label: string;
};

export type Problem = 'title-missing' | 'title-too-long' | 'description-too-long' | 'tag-too-long' | 'too-many-tags';

export type ParsedLine = {
  title: string;
  description: string | null;
  tags: string[];
  priority: Priority | null;
  status: Status | null;
  /** As the API takes it. Without a time it is the last minute of the day. */
  due: string | null;
  /** In the order of the line, never overlapping. */
  tokens: Token[];
  problem: Problem | null;
};

export type ParseOptions = {
  now: Date;
  /** Of the browser. Numeric dates are day first everywhere but in en-US. */
  locale: string;
  /** Words made text again, in lower case: see `rejectToken`. */
  rejected: ReadonlySet<string>;
  /** Null until the reader of dates is loaded: the line has no dates then. */
  readDate: ReadDate | null;
};

const QUOTED = /^\s*(?:"([^"]*\S[^"]*)"|“([^“”]*\S[^“”]*)”)\s*$/u;
const DESCRIPTION = /(?<=\s)\/\/(?=\s|$)/u;
const ESCAPED = /^\\(?=[^\\])/u;

export function parseLine(line: string, options: ParseOptions): ParsedLine {
  const quoted = QUOTED.exec(line);
  if (quoted) return withProblem({ ...nothing(), title: (quoted[1] ?? quoted[2] ?? '').trim() });

  const { rejected } = options;
  const slashes = rejected.has('//') ? null : DESCRIPTION.exec(line);
  const end = slashes?.index ?? line.length;
  const words = splitWords(line, 0, end);
  const { marks, tokens } = takeMarks(words, rejected);
  const texts = textWords(words, tokens, rejected);
  if (slashes) tokens.push({ kind: 'description', start: end, end: line.length, label: line.slice(end).trim() });
  const description = slashes ? line.slice(end + 2).trim() || null : null;

  const dates = takeDates(line, texts, options);
  const withDates = [...tokens, ...dates.tokens].sort((left, right) => left.start - right.start);
  const title = titleOf(line, texts, withDates);
  // A line that is a date only is a title.
  const parsed =
    title !== ''
      ? { title, due: dates.due, tokens: withDates }
      : { title: titleOf(line, texts, tokens), due: null, tokens };
  return withProblem({ ...parsed, ...marks, description });
}

/** Adds the words of a token to those that stay text. Words such as "on" stay free for other dates. */
export function rejectToken(rejected: ReadonlySet<string>, token: Token): Set<string> {
  const next = new Set(rejected);
  if (token.kind === 'description') return next.add('//');
  for (const { core, text } of splitWords(token.label, 0, token.label.length)) {
    if (token.kind !== 'date') next.add(text.toLowerCase());
    else if (!isConnection(core)) next.add(core);
  }
  return next;
}

function isConnection(core: string): boolean {
  return (
    isPreposition(core) || (/^(?:in|within|of|the|this|next|from|after|and|an?)$/u.test(core) && canContinue(core))
  );
}

function nothing() {
  return {
    title: '',
    description: null,
    tags: [] as string[],
    priority: null,
    status: null,
    due: null,
    tokens: [] as Token[],
  };
}

function takeMarks(words: readonly Word[], rejected: ReadonlySet<string>) {
  const tags = new Set<string>();
  const tokens: Token[] = [];
  const last: { priority?: Token; status?: Token } = {};
  let priority: Priority | null = null;
  let status: Status | null = null;
  for (const word of words) {
    const read = readMark(word.text);
    const label = word.text.slice(0, read?.length);
    if (!read || rejected.has(label.toLowerCase())) continue;
    const token: Token = { kind: read.mark.kind, start: word.start, end: word.end, label };
    if (read.mark.kind === 'tag') tags.add(read.mark.tag);
    else {
      // The last one counts; an earlier one stays text.
      const earlier = last[read.mark.kind];
      if (earlier) tokens.splice(tokens.indexOf(earlier), 1);
      last[read.mark.kind] = token;
      if (read.mark.kind === 'priority') priority = read.mark.priority;
      else status = read.mark.status;
    }
    tokens.push(token);
  }
  return { marks: { tags: [...tags], priority, status }, tokens };
}

function textWords(words: readonly Word[], tokens: readonly Token[], rejected: ReadonlySet<string>): TextWord[] {
  const taken = new Set(tokens.map((token) => token.start));
  const texts: TextWord[] = [];
  let adjoins = false;
  for (const word of words) {
    if (taken.has(word.start)) adjoins = false;
    else {
      texts.push({ ...word, literal: word.text.startsWith('\\') || rejected.has(word.core), adjoins });
      adjoins = true;
    }
  }
  return texts;
}

function takeDates(
  line: string,
  texts: readonly TextWord[],
  options: ParseOptions,
): { due: string | null; tokens: Token[] } {
  const { now, locale, readDate } = options;
  if (!readDate) return { due: null, tokens: [] };
  const { day, time } = chooseDates(findDates(texts, readDate, now, locale !== 'en-US'));
  const instant = day?.reading.instant;
  const due = instant
    ? instant.toISOString()
    : dueOf(day?.reading.day ?? null, day?.reading.time ?? time?.reading.time ?? null, now);
  const tokens = [day, time]
    .filter((date) => date !== null)
    .sort((left, right) => left.from - right.from)
    .map((date) => dateToken(line, texts, date));
  // Two dates side by side would both take the comma between them.
  const [first, second] = tokens;
  if (first && second) second.start = Math.max(second.start, first.end);
  return { due, tokens };
}

const COMMA = /,$/u;
const DASH = /^[-–—|:]$/u;

/** The token of a date takes along what parts it from the text: "Buy milk, tomorrow", "Tomorrow - plan". */
function dateToken(line: string, texts: readonly TextWord[], date: DateInLine): Token {
  const first = texts[date.from];
  const last = texts[date.to];
  if (!first || !last) throw new RangeError('A date lies within the line.');
  const before = first.adjoins ? texts[date.from - 1] : undefined;
  const after = texts[date.to + 1]?.adjoins ? texts[date.to + 1] : undefined;
  let { start } = first;
  let { end } = last;
  const atEnd = date.to === texts.length - 1;
  if (before && atEnd) {
    if (DASH.test(before.text) && date.from > 1) start = before.start;
    else if (COMMA.test(before.text) && before.text.length > 1) start = before.end - 1;
  }
  if (after && date.from === 0 && DASH.test(after.text)) end = after.end;
  return { kind: 'date', start, end, label: line.slice(first.coreStart, last.coreEnd) };
}

function titleOf(line: string, texts: readonly TextWord[], tokens: readonly Token[]): string {
  const kept: string[] = [];
  for (const word of texts) {
    const token = tokens.find(({ start, end }) => start < word.end && word.start < end);
    const text = line.slice(word.start, token ? Math.max(word.start, token.start) : word.end);
    if (text !== '') kept.push(text.replace(ESCAPED, ''));
  }
  return kept.join(' ');
}

const VISIBLE = /[^\s\p{Cc}\p{Cf}\u115F\u1160\u2800\u3164\uFFA0]/u;

function withProblem(line: Omit<ParsedLine, 'problem'>): ParsedLine {
  return { ...line, problem: problemOf(line) };
}

function problemOf({ title, description, tags }: Omit<ParsedLine, 'problem'>): Problem | null {
  if (!VISIBLE.test(title)) return 'title-missing';
  if (codePoints(title) > limits.title) return 'title-too-long';
  if (description && codePoints(description) > limits.description) return 'description-too-long';
  if (tags.some((tag) => codePoints(tag) > limits.tag)) return 'tag-too-long';
  return tags.length > limits.tags ? 'too-many-tags' : null;
}
