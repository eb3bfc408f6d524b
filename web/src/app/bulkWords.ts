import type { TaskResult } from '../api/queries/bulk';

const shown = 3;

/** "38 changed, 2 are not yours: Rent, Chairs". Tasks that were refused are named, at most three of each kind. */
export function bulkWords(done: string, results: readonly TaskResult[], titles: ReadonlyMap<string, string>): string {
  const parts = [`${results.filter(isDone).length} ${done}`];
  const kinds: [words: (count: number) => string, is: (result: TaskResult) => boolean][] = [
    [(count) => `${count} ${be(count)} not yours`, ({ status }) => status === 403],
    [(count) => `${count} ${be(count)} gone`, ({ status }) => status === 404],
    [(count) => `${count} changed meanwhile`, ({ status }) => status === 412],
    [(count) => `${count} refused`, ({ status }) => status >= 400 && status < 500 && ![403, 404, 412].includes(status)],
    [(count) => `${count} failed`, ({ status }) => status >= 500],
  ];
  for (const [words, is] of kinds) {
    const refused = results.filter(is);
    if (refused.length > 0) parts.push(`${words(refused.length)}: ${names(refused, titles)}`);
  }
  return parts.join(', ');
}

export function isDone({ status }: TaskResult): boolean {
  return status < 300;
}

function names(results: readonly TaskResult[], titles: ReadonlyMap<string, string>): string {
  const known = results.slice(0, shown).map(({ id }) => titles.get(id) ?? id);
  const rest = results.length - known.length;
  return known.join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}

function be(count: number): string {
  return count === 1 ? 'is' : 'are';
}
