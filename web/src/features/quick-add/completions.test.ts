import { describe, expect, it } from 'vitest';
import { complete, completionAt } from './completions';

const tags = ['home', 'work', 'homework', 'housing', 'garden', 'a/b', 'shopping', 'school'];
/** The caret is where the line has a `|`. */
const at = (marked: string) => completionAt(marked.replace('|', ''), marked.indexOf('|'), tags);

describe('completions', () => {
  it.each([
    ['#ho|', ['#home', '#homework', '#housing', '#shopping', '#school']],
    ['Buy milk #HO|', ['#home', '#homework', '#housing', '#shopping', '#school']],
    ['Buy #ga| milk', ['#garden']],
    ['#|', ['#home', '#work', '#homework', '#housing', '#garden', '#a/b']],
    ['#work|', ['#work', '#homework']],
    ['#ing|', ['#housing', '#shopping']],
    ['#a/|', ['#a/b']],
    ['Wait /|', ['/todo', '/doing', '/blocked', '/done']],
    ['Wait /do|', ['/doing', '/done', '/todo']],
    ['Wait /b|', ['/blocked']],
  ])('for %s are %j', (marked, words) => {
    expect(at(marked)?.words).toEqual(words);
  });

  it.each([
    'Buy milk|',
    '|#home',
    '#ho|me',
    '#home |',
    '#garden|',
    '/blocked|',
    '#xyz|',
    'and/|',
    '//|',
    'see a#h|',
    '|',
  ])('for %s are none', (marked) => {
    expect(at(marked)).toBeNull();
  });

  it('take the place of the word and leave one blank behind it', () => {
    const end = at('Buy #ga|');
    expect(end && complete('Buy #ga', end, '#garden')).toEqual({ line: 'Buy #garden ', caret: 12 });
    const middle = at('Buy #ga| milk');
    expect(middle && complete('Buy #ga milk', middle, '#garden')).toEqual({ line: 'Buy #garden milk', caret: 12 });
  });
});
