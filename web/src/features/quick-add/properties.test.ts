import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rejectToken } from './parse';
import { parse } from './phrases.testing';

/** Lines made of what the grammar knows, of text that looks like it, and of anything else. */
const word = fc.oneof(
  fc.constantFrom(
    'tomorrow',
    'today,',
    'friday',
    'Mon',
    'may',
    'march',
    '15',
    '15th',
    '9am',
    'at',
    'on',
    'by',
    'to',
    'the',
    'every',
    'in',
    '3',
    'days',
    'next',
    'week',
    '#home',
    '#12',
    '#a/b,',
    '!high',
    '!!',
    'p1',
    '/doing',
    '//',
    '\\friday',
    '\\',
    '"',
    '“x”',
    '4/15',
    '2026-04-15',
    '17:00',
    '-',
    ':',
    '(friday)',
    '(by',
    '+3d',
    'end',
    'of',
    'month',
    'eod',
    'noon',
    'and',
    '2026',
    'milk',
    'Buy',
    'https://example.com/2026-02-01',
    '$20',
    'v1.2',
  ),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 6 }),
);
const line = fc
  .array(fc.tuple(word, fc.constantFrom(' ', ' ', ' ', '  ', '\t', '\u00a0', '\u3000')), { maxLength: 24 })
  .map((words) => words.flat().join(''));
const runs = { numRuns: 500 };

const letters = (text: string) =>
  [...text]
    .filter((letter) => !/\s/u.test(letter))
    .sort()
    .join('');

describe('every line', () => {
  it('is its title, its tokens and the backslashes that made words text', () => {
    fc.assert(
      fc.property(line, (typed) => {
        const { title, tokens } = parse(typed);
        const quotes = tokens.length === 0 && /^\s*["“]/u.test(typed) ? /["“”]/gu : /$^/gu;
        const together = title + tokens.map(({ start, end }) => typed.slice(start, end)).join('');
        expect(letters(together.replaceAll('\\', '').replace(quotes, ''))).toBe(
          letters(typed.replaceAll('\\', '').replace(quotes, '')),
        );
      }),
      runs,
    );
  });

  it('has its tokens in order, apart from each other and inside', () => {
    fc.assert(
      fc.property(line, (typed) => {
        let end = 0;
        for (const token of parse(typed).tokens) {
          expect(token.start).toBeGreaterThanOrEqual(end);
          expect(token.end).toBeGreaterThan(token.start);
          end = token.end;
        }
        expect(end).toBeLessThanOrEqual(typed.length);
      }),
      runs,
    );
  });

  it('labels a token with words that stand in it', () => {
    fc.assert(
      fc.property(line, (typed) => {
        for (const { start, end, label } of parse(typed).tokens) {
          expect(label).not.toBe('');
          expect(typed.slice(start, end)).toContain(label);
        }
      }),
      runs,
    );
  });

  it('keeps a rejected token as text, however often it is parsed', () => {
    fc.assert(
      fc.property(line, fc.nat(), (typed, pick) => {
        const { tokens } = parse(typed);
        const token = tokens[pick % tokens.length];
        if (!token) return;
        const rejected = rejectToken(new Set(), token);
        const again = parse(typed, { rejected: [...rejected] });
        expect(again.tokens.filter(({ start, label }) => start === token.start && label === token.label)).toEqual([]);
        expect(rejectToken(rejected, token)).toEqual(rejected);
      }),
      runs,
    );
  });

  it('has no tokens left after all were rejected', () => {
    fc.assert(
      fc.property(line, (typed) => {
        let rejected: ReadonlySet<string> = new Set();
        for (let round = 0; round <= typed.length; round++) {
          const [token] = parse(typed, { rejected: [...rejected] }).tokens;
          if (!token) return;
          rejected = rejectToken(rejected, token);
        }
        expect.fail(`Tokens remain in ${JSON.stringify(typed)}`);
      }),
      runs,
    );
  });

  it('is its own title between quotes', () => {
    fc.assert(
      fc.property(
        line.filter((typed) => typed.trim() !== '' && !/["“”]/u.test(typed)),
        (typed) => {
          expect(parse(`"${typed}"`)).toMatchObject({
            title: typed.trim(),
            tokens: [],
            due: null,
            tags: [],
            description: null,
          });
        },
      ),
      runs,
    );
  });

  it('is text when each of its words is escaped', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('tomorrow', 'friday', '9am', '#home', '!high', 'p1', '/done', '//', '4/15'), {
          minLength: 1,
        }),
        (words) => {
          expect(parse(words.map((each) => `\\${each}`).join(' '))).toMatchObject({
            title: words.join(' '),
            tokens: [],
          });
        },
      ),
      runs,
    );
  });

  it('is read without failing, whatever it holds', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 300 }),
        fc.constantFrom('en-US', 'de-DE', 'ne-NP'),
        (typed, locale) => {
          const { due, tags } = parse(typed, { locale });
          expect(due === null || Number.isFinite(Date.parse(due))).toBe(true);
          expect(new Set(tags).size).toBe(tags.length);
        },
      ),
      runs,
    );
  });
});
