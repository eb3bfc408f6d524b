import { describe, expect, it } from 'vitest';
import { isCostly } from './isCostly';

const length = 10_000;
const filled = (part: string) => part.repeat(Math.floor(length / part.length));

describe('a description that would hold the page up', () => {
  it.each(['[', '*a_ ', '_*', '> ', '1) ', '![](', '[a](', '- a\n', '**a '])('is known by its marks: %j', (part) => {
    expect(isCostly(filled(part))).toBe(true);
  });

  it.each([
    'A paragraph with **bold words**, some _stress_ and a [link](https://example.com/page). ',
    '- [ ] one thing that has to be done before the weekend\n',
    '> Somebody said this in the meeting of last week.\n',
    '| name | amount | due |\n',
    '1. First of all the plan, then the rest.\n',
    'const value = compute(first, second); // see above\n',
  ])('is not what people write, however long: %j', (part) => {
    expect(isCostly(filled(part))).toBe(false);
  });
});
