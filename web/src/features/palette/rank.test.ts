import { describe, expect, it } from 'vitest';
import { rank } from './rank';

const commands = [
  { id: 'a', label: 'Set status: Done', words: 'complete finish', run: () => {} },
  { id: 'b', label: 'Tasks', run: () => {} },
  { id: 'c', label: 'New task', run: () => {} },
];
const found = (query: string) => rank(commands, query).map(({ id }) => id);

describe('rank', () => {
  it('keeps all commands for an empty query', () => expect(found(' ')).toEqual(['a', 'b', 'c']));
  it('puts a label that starts with the query first', () => expect(found('task')).toEqual(['b', 'c']));
  it('finds words in any order and case', () => expect(found('done SET')).toEqual(['a']));
  it('finds further words', () => expect(found('finish')).toEqual(['a']));
  it('finds nothing for a word that no command has', () => expect(found('zebra')).toEqual([]));
});
